import Callbacks
import CivilTime
import Rota
import Store
import Testing

@testable import Service

/// A person rings (spec: callbacks.md, "Attempt").
struct AttemptTests {
  private func night() throws -> Night {
    let night = try Night("2026-07-10 02:00")
    try night.post("details", "c", "from=021_555_0199")
    try night.at("2026-07-10 02:20")
    return night
  }

  private func attempts(_ night: Night) throws -> [Attempt] {
    try night.core.storedAttempts(of: night.callback().id)
  }

  @Test(arguments: AttemptOutcome.allCases)
  func `an attempt makes the callback yours, or done`(_ outcome: AttemptOutcome) throws {
    let night = try night()
    for _ in 0..<(outcome == .unreachable ? 3 : 0) { try night.attempt(.busy, by: "kiri") }
    try night.act(.acknowledge, by: "kiri")
    try night.attempt(outcome, by: "ben")
    let callback = try night.callback()
    let isDone = outcome == .reached || outcome == .unreachable
    #expect(callback.status == (isDone ? .completed : .acknowledged))
    #expect(callback.holder == Name("ben"))
    #expect(callback.outcome == (isDone ? outcome : nil))
    #expect(callback.completedAt == (isDone ? night.now : nil))
    #expect(try attempts(night).last?.outcome == outcome)
    #expect(callback.acknowledgedAt == night.now)
  }

  @Test func `nothing can be done with what is over`() throws {
    let actions: [CallbackAction] = [
      .acknowledge, .cancel(reason: "x"), .handOver(.rota, note: nil), .urgency(.urgent, note: nil),
      .promise(try Night.moment("2026-07-10 05:00"), note: nil),
      .attempt(.init(outcome: .reached, at: nil, minutes: nil, note: nil)),
    ]
    for isReached in [true, false] {
      let night = try night()
      if isReached {
        try night.attempt(.reached, by: "ben")
      } else {
        try night.act(.cancel(reason: "a test"), by: "ben")
      }
      let before = try #require(try night.core.store.wholeTicket(TicketNumber(1001)))
      for action in actions {
        #expect(
          try night.act(action, by: "kiri") == .refused(.over(isReached ? .completed : .cancelled)))
      }
      let after = try #require(try night.core.store.wholeTicket(TicketNumber(1001)))
      #expect(after.history == before.history)
      #expect(after.callbacks == before.callbacks)
    }
  }

  @Test func `there is nothing to act on where no callback is`() throws {
    #expect(try night().act(.acknowledge, by: "ben", on: 1002) == .noCallback)
  }

  @Test func `what one already holds is not changed by an acknowledgement`() throws {
    let night = try night()
    try night.act(.acknowledge, by: "ben")
    let before = try night.core.store.wholeTicket(TicketNumber(1001))
    try night.at("2026-07-10 02:25")
    try night.act(.acknowledge, by: "BEN")
    let after = try night.core.store.wholeTicket(TicketNumber(1001))
    #expect(after?.history == before?.history)
    #expect(after?.callbacks == before?.callbacks)
  }

  @Test func `who did what and by which door is history`() throws {
    let night = try night()
    try night.act(.acknowledge, by: "ben")
    try night.act(.acknowledge, by: "kiri")
    try night.attempt(.reached, by: "kiri")
    let history = try night.core.store.history(of: TicketNumber(1001)).filter { $0.door == .api }
    #expect(history.map(\.by) == ["ben", "kiri", "kiri"])
    #expect(history.map(\.what) == ["acknowledged", "acknowledged", "attempt"])
    #expect(history.map(\.note) == [nil, "taken over from ben", "reached"])
  }

  // MARK: - When

  @Test func `an attempt is made now less its minutes, but not before the caller called`() throws {
    for (minutes, at) in [(Int?.none, "02:20"), (0, "02:20"), (20, "02:00"), (45, "02:00")] {
      let night = try night()
      try night.attempt(.reached, by: "ben", minutes: minutes)
      #expect(try attempts(night).map { night.text($0.at) } == [at])
    }
  }

  @Test(arguments: [
    ("2026-07-10 01:59:59", ActionReceipt.refused(.attemptBeforeArrival)),
    ("2026-07-10 02:00:00", nil), ("2026-07-10 02:20:00", nil),
    ("2026-07-10 02:20:01", .refused(.attemptAheadOfNow)),
  ])
  func `an attempt lies between the call and now`(
    _ at: String, _ refusal: ActionReceipt?
  ) throws {
    let night = try night()
    let receipt = try night.attempt(.busy, by: "ben", at: at)
    if let refusal { #expect(receipt == refusal) }
    #expect(try attempts(night).count == (refusal == nil ? 1 : 0))
    #expect(try (night.callback().holder == nil) == (refusal != nil))
  }

  @Test func `who rings back at once is believed though the caller's clock is ahead`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("details", "c", "from=021_555_0199 at=2026-07-10_02:04")
    #expect(try night.attempt(.noAnswer, by: "ben", at: "2026-07-10 02:00") != .noCallback)
    #expect(try attempts(night).count == 1)
    try night.at("2026-07-10 03:30")
    #expect(try !night.isOverdue)
  }

  @Test(arguments: [("02:59:59", false), ("03:00:00", true)])
  func `only what was tried before the deadline takes the mark away`(
    _ at: String, _ isOverdue: Bool
  ) throws {
    let night = try night()
    try night.at("2026-07-10 04:00")
    #expect(try night.isOverdue)
    var filter = CallbackFilter()
    filter.isOverdue = true
    try night.attempt(.leftMessage, by: "ben", at: "2026-07-10 \(at)")
    #expect(try night.isOverdue == isOverdue)
    #expect(
      try night.core.store.callbacks(filter, now: night.now).count == (isOverdue ? 1 : 0))
  }

  @Test func `one that was cancelled before its deadline is never late`() throws {
    let night = try night()
    try night.act(.cancel(reason: "rang us"), by: "ben")
    try night.at("2026-07-10 05:00")
    #expect(try !night.isOverdue)
  }

  // MARK: - Ringing

  @Test func `a ringing is replaced by its own person's next outcome alone`() throws {
    let night = try night()
    try night.attempt(.ringing, by: "ben")
    try night.attempt(.busy, by: "kiri")
    try night.attempt(.leftMessage, by: "ben")
    #expect(try attempts(night).map(\.outcome) == [.leftMessage, .busy])
    try night.attempt(.busy, by: "ben")
    #expect(try attempts(night).map(\.outcome) == [.leftMessage, .busy, .busy])
  }

  @Test(arguments: [("04:19:59", 1), ("04:20:00", 2)])
  func `a ringing of two hours ago is an attempt without success`(
    _ time: String, _ count: Int
  ) throws {
    let night = try night()
    try night.attempt(.ringing, by: "ben")
    try night.at("2026-07-10 \(time)")
    #expect(
      try night.attempt(.unreachable, by: "ben") == .refused(.triedTooSeldom(attempts: count - 1)))
    try night.attempt(.busy, by: "ben")
    #expect(try attempts(night).count == count)
  }

  // MARK: - Time

  @Test func `the minutes of an attempt are time worked on the ticket`() throws {
    let night = try night()
    try night.attempt(.ringing, by: "ben")
    try night.attempt(.noAnswer, by: "ben", minutes: 5)
    try night.attempt(.busy, by: "ben", minutes: 0)
    try night.attempt(.reached, by: "kiri", at: "2026-07-10 02:12", minutes: 7)
    let time = try night.core.store.timeEntries(of: TicketNumber(1001))
    #expect(time.map(\.person.text) == ["kiri", "ben"])
    #expect(time.map { night.text($0.start) } == ["02:12", "02:15"])
    #expect(time.map { night.text($0.end) } == ["02:19", "02:20"])
  }
}

import Callbacks
import CivilTime
import Service
import Testing

/// Events in any order, late, twice, and with wrong clocks (spec: callbacks.md, "Arrival order does not
/// matter" to "A wrong clock").
struct ArrivalOrderTests {
  /// One event of a scenario: its type, its time and what else it says.
  struct Step: Sendable {
    let type: CallEventType
    let at: String
    var more: [String: String] = [:]
  }

  struct Scenario: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let heardFrom: String
    let steps: [Step]
    let group: BillingGroup
    /// The deadline may be sooner by another order, never later than this.
    let due: String
  }

  static let scenarios = [
    Scenario(
      testDescription: "a night call", heardFrom: "2026-07-16 22:03",
      steps: [
        Step(type: .started, at: "2026-07-16T22:00:00+12:00", more: ["from": "021 555 0201"]),
        Step(type: .details, at: "2026-07-16T22:01:00+12:00", more: ["summary": "server"]),
        Step(type: .ended, at: "2026-07-16T22:02:00+12:00", more: ["outcome": "voicemail"]),
      ], group: .afterHours, due: "2026-07-16T23:00:00+12:00"),
    Scenario(
      testDescription: "an unanswered desk call", heardFrom: "2026-07-16 10:03",
      steps: [
        Step(type: .started, at: "2026-07-16T10:00:00+12:00", more: ["from": "021 555 0201"]),
        Step(type: .details, at: "2026-07-16T10:01:00+12:00", more: ["caller.name": "Mia"]),
        Step(type: .ended, at: "2026-07-16T10:02:00+12:00", more: ["outcome": "no_answer"]),
      ], group: .serviceDesk, due: "2026-07-16T10:32:00+12:00"),
    Scenario(
      testDescription: "over the opening", heardFrom: "2026-07-16 08:01",
      steps: [
        Step(type: .started, at: "2026-07-16T07:59:50+12:00", more: ["from": "021 555 0201"]),
        Step(type: .details, at: "2026-07-16T08:00:05+12:00", more: ["caller.name": "Mia"]),
        Step(type: .ended, at: "2026-07-16T08:00:30+12:00", more: ["outcome": "abandoned"]),
      ], group: .afterHours, due: "2026-07-16T08:59:50+12:00"),
    Scenario(
      testDescription: "an urgent one over the closing", heardFrom: "2026-07-16 17:01",
      steps: [
        Step(type: .started, at: "2026-07-16T16:59:50+12:00", more: ["from": "021 555 0201"]),
        Step(type: .details, at: "2026-07-16T16:59:55+12:00", more: ["urgency": "urgent"]),
        Step(type: .ended, at: "2026-07-16T17:00:30+12:00", more: ["outcome": "busy"]),
      ], group: .serviceDesk, due: "2026-07-16T17:15:30+12:00"),
  ]

  static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  @Test(arguments: scenarios, orders)
  func `every order gives the same call and one callback`(
    scenario: Scenario, order: [Int]
  ) throws {
    let facts = try call(scenario, order)
    let first = try call(scenario, [0, 1, 2])
    #expect(facts == first)
    let night = try play(scenario, order)
    #expect(try night.callbacks().count == 1)
    #expect(try night.ticket().billing.group == scenario.group)
    #expect(try night.callback().dueAt <= night.moment(scenario.due))
    var latest: Moment?
    for entry in night.dues { latest = min(latest ?? entry, entry) }
    #expect(try night.callback().dueAt == latest, "a deadline moved later")
  }

  /// What is known of the call, but for where it was sent and when the server heard of it.
  private func call(_ scenario: Scenario, _ order: [Int]) throws -> Call {
    var call = try play(scenario, order).call()
    call.route = .desk
    return call
  }

  private func play(_ scenario: Scenario, _ order: [Int]) throws -> NightWithDues {
    let night = try NightWithDues(scenario.heardFrom)
    for index in order {
      let step = scenario.steps[index]
      let more = step.more.merging(["at": step.at]) { own, _ in own }
      try night.hear(step.type, more)
    }
    return night
  }

  @Test func `a late start moves arrival, group and deadline`() throws {
    let night = try Night("2026-07-16 08:01")
    try night.ended("c1", "no_answer", ["from": "021 555 0201"])
    #expect(try night.ticket().billing.group == .serviceDesk)
    try night.post(.started, "c1", ["at": "2026-07-16T07:20:00+12:00"])
    #expect(try night.ticket().billing.group == .afterHours)
    #expect(try night.ticket().billing.reason.contains("07:20:00"))
    #expect(try night.due() == "2026-07-16T08:20:00+12:00")
    #expect(try night.callbacks().count == 1)
  }

  @Test func `a start later than what came first moves the arrival, and no deadline later`() throws
  {
    let night = try Night("2026-07-16 22:00")
    try night.details("c1", ["at": "2026-07-16T21:58:00+12:00"])
    try night.started("c1", ["at": "2026-07-16T21:59:00+12:00"])
    #expect(night.local(try night.call().arrival) == "2026-07-16T21:59:00+12:00")
    #expect(try night.due() == "2026-07-16T22:58:00+12:00")
  }

  @Test func `a late start that shows that a call was owed makes one now`() throws {
    let night = try Night("2026-07-16 08:00:30")
    #expect(try night.details("c1", ["summary": "help"]).callback == nil)
    let answer = try night.started("c1", ["at": "2026-07-16T07:59:00+12:00"])
    #expect(answer.callback?.owner == .onCall)
    #expect(try night.due() == "2026-07-16T08:59:00+12:00")
    #expect(try night.ticket().billing.group == .afterHours)
    // Its details have come already: it is ready at once.
    #expect(try night.told(.callbackReady) == ["08:00:30 aroha"])
  }

  @Test func `an attempt in time still counts when the deadline becomes sooner`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.details("c1", ["from": "021 555 0201"])
    try night.go(to: "2026-07-16 22:05")
    try night.rang("aroha", .noAnswer)
    try night.started("c1", ["at": "2026-07-16T21:59:00+12:00"])
    #expect(try night.callback().attemptedInTime)
    try night.go(to: "2026-07-16 23:30")
    #expect(try night.told(.overdue) == [])
  }

  @Test func `later values win by their time, and by receipt when alike`() throws {
    let night = try Night("2026-07-16 22:10")
    try night.details("c1", ["at": "2026-07-16T22:05:00+12:00", "summary": "later"])
    try night.details("c1", ["at": "2026-07-16T22:04:00+12:00", "summary": "sooner"])
    #expect(try night.call().summary?.value == "later")
    try night.details("c1", ["at": "2026-07-16T22:05:00+12:00", "summary": "alike"])
    #expect(try night.call().summary?.value == "alike")
    #expect(try night.ticket().summary == "alike")
  }

  @Test func `a repeat gets the first answer, and other content is refused`() throws {
    let night = try Night("2026-07-16 22:00")
    let body = ["event_id": "x", "type": "call.started", "call_id": "c", "from": "021 555 0201"]
    guard case .taken(let first) = try night.send(body) else { return #expect(Bool(false)) }
    try night.go(to: "2026-07-17 10:00")
    guard case .taken(var again) = try night.send(body) else { return #expect(Bool(false)) }
    #expect(again.isDuplicate)
    again.isDuplicate = false
    #expect(again == first)
    #expect(try night.send(body.merging(["to": "1"]) { $1 }) == .conflict)
    #expect(try night.callback().calls == 1)
  }

  @Test func `without an id the same content is the same event`() throws {
    let night = try Night("2026-07-16 22:00")
    let body = ["type": "call.started", "call_id": "c"]
    guard case .taken(let first) = try night.send(body) else { return #expect(Bool(false)) }
    guard case .taken(let again) = try night.send(body) else { return #expect(Bool(false)) }
    #expect(!first.isDuplicate && again.isDuplicate)
    #expect(try night.callbacks(1001).count == 1)
  }

  @Test(arguments: [(Duration.hours(24), 1), (.hours(24) + .microseconds(1), 2)])
  func `a start more than a day later begins a new call`(after: Duration, tickets: Int) throws {
    let night = try Night("2026-07-16 22:00")
    try night.started("c1", from: nil)
    try night.pass(after)
    #expect(
      try night.started("c1", from: nil).ticket == TicketNumber(Int64(1000 + tickets)))
  }

  @Test(arguments: [
    (Duration.minutes(5), true, false), (.minutes(5) + .microseconds(1), false, true),
  ])
  func `five minutes ahead are believed`(ahead: Duration, believed: Bool, warned: Bool) throws {
    let night = try Night("2026-07-16 22:00")
    let at = night.now + ahead
    let answer = try night.started("c1", ["at": "\(at.microseconds)"])
    #expect(try night.call().arrival == (believed ? at : night.now))
    #expect(answer.warnings.contains("clock_ahead") == warned)
  }

  @Test(arguments: [
    (Duration.minutes(5), true, false), (.minutes(5) + .microseconds(1), true, true),
    (.days(30), true, true), (.days(30) + .microseconds(1), false, true),
  ])
  func `thirty days behind are believed`(behind: Duration, believed: Bool, warned: Bool) throws {
    let night = try Night("2026-07-16 22:00")
    let at = night.now - behind
    let answer = try night.started("c1", ["at": "\(at.microseconds)"])
    #expect(try night.call().arrival == (believed ? at : night.now))
    #expect(answer.warnings.contains("clock_behind") == warned)
  }
}

/// A night that notes the deadline after each event.
private final class NightWithDues {
  let night: Night
  private(set) var dues: [Moment] = []

  init(_ start: String) throws { night = try Night(start) }

  func hear(_ type: CallEventType, _ more: [String: String]) throws {
    let answer = try night.post(type, "c1", more)
    if let due = answer.callback?.dueAt { dues.append(due) }
  }

  func callbacks() throws -> [Callback] { try night.callbacks() }
  func callback() throws -> Callback { try night.callback() }
  func ticket() throws -> Ticket { try night.ticket() }
  func call() throws -> Call { try night.call() }
  func moment(_ text: String) throws -> Moment { try night.moment(text) }
}

import Callbacks
import CivilTime
import Rota
import Service
import Testing

/// What people do with a callback (spec: callbacks.md, "A callback's life").
struct LifeTests {
  /// A call of 22:00, told to aroha, due at 23:00.
  private func night() throws -> Night {
    let night = try Night("2026-07-16 22:00")
    try night.started("c1", ["caller.name": "Mia"])
    try night.ended()
    return night
  }

  @Test func `acknowledged twice by one person changes nothing`() throws {
    let night = try night()
    try night.act("aroha", .acknowledge)
    let before = try (night.callback(), night.history().count)
    try night.go(to: "2026-07-16 22:05")
    try night.act("aroha", .acknowledge)
    #expect(try night.callback() == before.0)
    #expect(try night.history().count == before.1)
  }

  @Test func `who takes it over and who held it are both told`() throws {
    let night = try night()
    try night.act("aroha", .acknowledge)
    try night.act("ben", .acknowledge)
    #expect(try night.told(.takenOver).sorted() == ["22:00 aroha", "22:00 ben"])
    #expect(try night.callback().holder == Name("ben"))
    #expect(try night.callback().status == .acknowledged)
  }

  @Test(arguments: [
    AttemptOutcome.ringing, .noAnswer, .leftMessage, .busy, .wrongNumber,
  ])
  func `an attempt without success makes it yours`(outcome: AttemptOutcome) throws {
    let night = try night()
    try night.rang("ben", outcome)
    #expect(try night.callback().status == .acknowledged)
    #expect(try night.callback().holder == Name("ben"))
    #expect(try night.callback().attemptedInTime)
  }

  @Test func `reached completes it, and then nothing more can be done`() throws {
    let night = try night()
    try night.rang("ben", .reached, minutes: 0)
    #expect(try night.callback().status == .completed)
    #expect(try night.callback().outcome == .reached)
    for action in [
      CallbackAction.acknowledge, .cancel(reason: "x"), .handOver(.rota, note: nil),
      .urgency(.urgent, note: nil), .promise(night.now + .hours(1), note: nil),
    ] {
      #expect(try night.act("ben", action) == .refused(.over(.completed)))
    }
  }

  @Test func `unreachable comes only after three attempts without success`() throws {
    let night = try night()
    for count in 0..<3 {
      #expect(
        try night.rang("ben", .unreachable) == .refused(.triedTooSeldom(attempts: count)))
      try night.rang(count == 1 ? "kiri" : "ben", .busy)
    }
    try night.rang("ben", .unreachable)
    #expect(try night.callback().status == .completed)
  }

  @Test func `a ringing is replaced by the same person's next outcome only`() throws {
    let night = try night()
    try night.rang("ben", .ringing)
    try night.rang("kiri", .busy)
    try night.rang("ben", .leftMessage)
    #expect(try night.attempts() == ["ben left_message", "kiri busy"])
  }

  @Test func `a ringing that nobody ends counts as no answer after two hours`() throws {
    let night = try night()
    try night.rang("ben", .ringing)
    try night.go(to: "2026-07-17 00:14:59")
    #expect(try night.told(.reminder) == [])
    try night.go(to: "2026-07-17 01:10")
    #expect(try night.told(.reminder) == ["00:15 ben", "00:30 ben", "00:45 ben"])
    try night.rang("ben", .busy)
    #expect(try night.attempts() == ["ben ringing", "ben busy"])
  }

  @Test func `an attempt's time lies between the arrival and now`() throws {
    let night = try night()
    try night.go(to: "2026-07-16 22:30")
    #expect(
      try night.rang("ben", .busy, at: "2026-07-16 21:59:59") == .refused(.attemptBeforeArrival))
    #expect(
      try night.rang("ben", .busy, at: "2026-07-16 22:30:01") == .refused(.attemptAheadOfNow))
    try night.rang("ben", .busy, at: "2026-07-16 22:00")
    try night.rang("ben", .busy, at: "2026-07-16 22:30")
    try night.rang("ben", .reached, minutes: 12)
    let attempts = try night.record().attempts
    #expect(night.clock(try #require(attempts.last).at) == "22:18")
    let time = try #require(try night.whole().time.last)
    #expect(night.clock(time.start) == "22:18" && night.clock(time.end) == "22:30")
  }

  @Test func `a promise is later than now and at most thirty days ahead`() throws {
    let night = try night()
    let end = night.now + .days(30)
    #expect(
      try night.act("ben", .promise(night.now, note: nil)) == .refused(.promiseNotAhead))
    #expect(
      try night.act("ben", .promise(end + .microseconds(1), note: nil))
        == .refused(.promiseTooFarAhead))
    try night.act("ben", .promise(end, note: nil))
    #expect(try night.callback().dueAt == end)
    #expect(night.local(try night.callback().firstDueAt) == "2026-07-16T23:00:00+12:00")
    #expect(try night.callback().holder == Name("ben"))
  }

  @Test func `the holder is reminded ten minutes before what was promised`() throws {
    let night = try night()
    try night.act("ben", .promise(try night.moment("2026-07-17 02:00"), note: nil))
    try night.go(to: "2026-07-17 02:05")
    #expect(try night.told(.reminder) == ["01:50 ben"])
    #expect(try night.told(.overdue) == ["02:00 kiri"])
  }

  @Test func `who takes a promised one over is reminded in their place`() throws {
    let night = try night()
    try night.act("ben", .promise(try night.moment("2026-07-17 02:00"), note: nil))
    try night.act("aroha", .acknowledge)
    try night.act("aroha", .handOver(.person(Name("chen")), note: nil))
    try night.go(to: "2026-07-17 01:59")
    #expect(try night.told(.reminder) == ["01:50 chen"])
  }

  @Test func `a promise within ten minutes reminds nobody`() throws {
    let night = try night()
    try night.act("ben", .promise(night.now + .minutes(10), note: nil))
    try night.go(to: "2026-07-16 22:09")
    #expect(try night.told(.reminder) == [])
  }

  @Test func `neither urgency nor an event moves a promised time`() throws {
    let night = try night()
    let promised = try night.moment("2026-07-17 02:00")
    try night.act("ben", .promise(promised, note: nil))
    try night.act("ben", .urgency(.urgent, note: nil))
    try night.details("c1", ["urgency": "urgent"])
    try night.post(.started, "c1", ["at": "2026-07-16T21:00:00+12:00"])
    #expect(try night.callback().dueAt == promised)
  }

  @Test func `handed to a person it is theirs, and they are told`() throws {
    let night = try night()
    try night.act("aroha", .handOver(.person(Name("chen")), note: "knows it"))
    #expect(try night.callback().holder == Name("chen"))
    #expect(try night.callback().status == .acknowledged)
    #expect(try night.told(.handedOver) == ["22:00 chen"])
  }

  @Test func `handed to the rota the list starts at once`() throws {
    let night = try night()
    try night.act("aroha", .acknowledge)
    try night.go(to: "2026-07-16 22:07")
    try night.act("aroha", .handOver(.rota, note: nil))
    #expect(try night.callback().status == .pending)
    try night.go(to: "2026-07-16 22:17")
    #expect(
      try night.told(.callbackReady) == [
        "22:00 aroha", "22:07 aroha", "22:17 ben", "22:17 kiri",
      ])
  }

  @Test func `handed to the desk it is the desk's, and nobody is rung`() throws {
    let night = try night()
    try night.act("aroha", .handOver(.desk, note: nil))
    #expect(try night.callback().owner == .desk)
    #expect(try night.callback().status == .pending)
    try night.go(to: "2026-07-16 22:59")
    #expect(try night.told(.callbackReady) == ["22:00 aroha"])
  }

  @Test func `a person may lower the urgency, and the deadline stays`() throws {
    let night = try night()
    try night.act("aroha", .urgency(.low, note: nil))
    #expect(try night.due() == "2026-07-16T23:00:00+12:00")
    try night.go(to: "2026-07-16 22:10")
    try night.act("aroha", .urgency(.urgent, note: nil))
    #expect(try night.due() == "2026-07-16T22:25:00+12:00")
    #expect(try night.ticket().urgency == .urgent)
    #expect(try night.callback().status == .pending)
  }

  @Test func `cancelled before its deadline it is not late`() throws {
    let night = try night()
    try night.act("aroha", .cancel(reason: "no longer wanted"))
    try night.go(to: "2026-07-17 02:00")
    #expect(try night.callback().status == .cancelled)
    #expect(try !night.callback().isOverdue(at: night.now))
    #expect(try night.told(.overdue) == [])
  }

  @Test func `overdue is told exactly at the deadline, once`() throws {
    let night = try night()
    try night.act("aroha", .acknowledge)
    try night.go(to: "2026-07-16 22:59:59")
    #expect(try !night.callback().isOverdue(at: night.now))
    try night.go(to: "2026-07-16 23:00")
    #expect(try night.callback().isOverdue(at: night.now))
    try night.go(to: "2026-07-17 01:00")
    #expect(try night.told(.overdue) == ["23:00 kiri"])
  }

  @Test(arguments: [("2026-07-16 22:59:59", false), ("2026-07-16 23:00", true)])
  func `an attempt written down late takes the mark away`(at: String, isLate: Bool) throws {
    let night = try night()
    try night.go(to: "2026-07-16 23:30")
    try night.rang("aroha", .reached, at: at)
    #expect(try night.callback().isOverdue(at: night.now) == isLate)
  }

  @Test func `all of it is history, with who and by which door`() throws {
    let night = try night()
    try night.act("aroha", .acknowledge)
    try night.rang("aroha", .reached)
    let last = try night.history().suffix(2)
    #expect(last.map(\.what) == ["acknowledged", "attempt"])
    #expect(last.allSatisfy { $0.by == "aroha" && $0.door == .api })
    #expect(try night.history().first?.door == .telephony)
  }
}

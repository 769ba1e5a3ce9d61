import Callbacks
import CivilTime
import Rota
import Service
import Testing

/// A callback's whole life: told, acknowledged, called, kept (spec: callbacks.md, "A callback's life").
struct CareTests {
  private func night() throws -> Night {
    let night = try Night("2026-07-10 02:00")
    try night.post("details", "c", "from=021_555_0199 caller.name=Mere summary=Server_down")
    return night
  }

  @Test func `the steps tell their people at their own moments, until somebody has it`() throws {
    let night = try night()
    #expect(night.told() == ["aroha callback_ready"])
    try night.at("2026-07-10 02:09:59")
    #expect(night.told() == [])
    try night.at("2026-07-10 02:10")
    #expect(night.told() == ["ben callback_ready"])
    try night.at("2026-07-10 02:25")
    #expect(night.told() == ["aroha callback_ready", "ben callback_ready", "kiri callback_ready"])
    try night.at("2026-07-10 02:40")
    #expect(night.told() == ["aroha callback_ready"])
    try night.act(.acknowledge, by: "ben")
    try night.at("2026-07-10 02:55")
    #expect(night.told() == [])
  }

  @Test func `the engineer is told within a minute when no details come`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=021_555_0199")
    try night.at("2026-07-10 02:00:59")
    #expect(night.told() == [])
    try night.at("2026-07-10 02:01:00")
    #expect(night.told() == ["aroha callback_ready"])
  }

  @Test func `an acknowledgement runs out, and the list starts from its first step`() throws {
    let night = try night()
    try night.act(.acknowledge, by: "ben")
    _ = night.told()
    try night.at("2026-07-10 02:19:59")
    #expect(try night.callback().status == .acknowledged)
    try night.at("2026-07-10 02:20")
    #expect(try night.callback().status == .pending)
    #expect(night.told() == ["aroha callback_ready"])
  }

  @Test func `after an attempt without success the holder is reminded three times`() throws {
    let night = try night()
    try night.attempt(.noAnswer, by: "ben")
    _ = night.told()
    var reminders: [String] = []
    for time in ["02:15", "02:30", "02:45", "03:00"] {
      try night.at("2026-07-10 \(time)")
      reminders.append(night.told().filter { $0.hasSuffix("reminder") }.joined())
    }
    #expect(reminders == ["ben reminder", "ben reminder", "ben reminder", ""])
    // The acknowledgement counts from the third reminder.
    try night.at("2026-07-10 03:04:59")
    #expect(try night.callback().holder != nil)
    try night.at("2026-07-10 03:05")
    #expect(try night.callback().holder == nil)
  }

  @Test func `who takes over and who held it are both told`() throws {
    let night = try night()
    try night.act(.acknowledge, by: "ben")
    _ = night.told()
    try night.act(.acknowledge, by: "kiri")
    #expect(night.told() == ["ben taken_over", "kiri taken_over"])
    #expect(try night.callback().holder?.text == "kiri")
    try night.act(.acknowledge, by: "kiri")
    #expect(night.told() == [])
  }

  @Test func `a deadline that passes unattended is told once, at the very moment`() throws {
    let night = try night()
    try night.act(.acknowledge, by: "ben")
    try night.at("2026-07-10 02:19")
    try night.act(.handOver(.person(Name("kiri")), note: nil), by: "ben")
    try night.at("2026-07-10 02:38")
    try night.act(.acknowledge, by: "aroha")
    try night.at("2026-07-10 02:57")
    try night.act(.acknowledge, by: "ben")
    _ = night.told()
    try night.at("2026-07-10 02:59:59")
    #expect(try !night.isOverdue)
    try night.at("2026-07-10 03:00")
    #expect(try night.isOverdue)
    #expect(night.told() == ["kiri overdue"])
    try night.at("2026-07-10 03:10")
    #expect(night.told() == [])
  }

  @Test func `an attempt written down late takes the mark away, one made late does not`() throws {
    for (rang, isOverdue) in [("2026-07-10 02:59", false), ("2026-07-10 03:01", true)] {
      let night = try night()
      try night.at("2026-07-10 03:05")
      #expect(try night.isOverdue)
      try night.attempt(.noAnswer, by: "ben", at: rang)
      #expect(try night.isOverdue == isOverdue)
    }
  }

  @Test func `a promised time becomes the deadline, with a reminder ten minutes before`() throws {
    let night = try night()
    try night.act(.promise(try Night.moment("2026-07-10 06:00"), note: nil), by: "ben")
    _ = night.told()
    try night.at("2026-07-10 05:49")
    #expect(night.told() == [])
    try night.at("2026-07-10 05:50")
    #expect(night.told() == ["ben reminder"])
    #expect(night.text(try night.callback().firstDueAt) == "03:00")
    try night.at("2026-07-10 06:19")
    #expect(try night.callback().holder?.text == "ben")
    try night.at("2026-07-10 06:20")
    #expect(try night.callback().holder == nil)
  }

  @Test(arguments: [
    ("2026-07-10 02:00", true), ("2026-08-09 02:00", false), ("2026-08-09 02:00:01", true),
  ])
  func `a promise lies ahead, and at most thirty days`(_ time: String, _ isRefused: Bool) throws {
    let receipt = try night().act(.promise(try Night.moment(time), note: nil), by: "ben")
    if case .refused(_) = receipt { #expect(isRefused) } else { #expect(!isRefused) }
  }

  @Test func `unreachable comes after three attempts without success`() throws {
    let night = try night()
    for outcome in [AttemptOutcome.noAnswer, .busy] { try night.attempt(outcome, by: "ben") }
    #expect(try night.attempt(.unreachable, by: "ben") == .refused(.triedTooSeldom(attempts: 2)))
    try night.attempt(.leftMessage, by: "ben")
    try night.attempt(.unreachable, by: "ben")
    #expect(try night.callback().status == .completed)
    #expect(try night.act(.acknowledge, by: "ben") == .refused(.over(.completed)))
  }

  @Test func `the next outcome by the same person takes the place of a ringing`() throws {
    let night = try night()
    try night.attempt(.ringing, by: "ben")
    try night.attempt(.noAnswer, by: "ben")
    let attempts = try night.core.storedAttempts(of: night.callback().id)
    #expect(attempts.map(\.outcome) == [.noAnswer])
  }

  @Test func `a ringing that nobody told the end of counts as no answer after two hours`() throws {
    let night = try night()
    try night.attempt(.ringing, by: "ben")
    let attempt = try #require(try night.core.storedAttempts(of: night.callback().id).first)
    #expect(attempt.outcome(at: try Night.moment("2026-07-10 03:59")) == .ringing)
    #expect(attempt.outcome(at: try Night.moment("2026-07-10 04:00")) == .noAnswer)
  }

  @Test func `an attempt before the call or ahead of now is refused`() throws {
    let night = try night()
    #expect(
      try night.attempt(.busy, by: "ben", at: "2026-07-10 01:59") == .refused(.attemptBeforeArrival)
    )
    #expect(
      try night.attempt(.busy, by: "ben", at: "2026-07-10 02:01") == .refused(.attemptAheadOfNow))
  }

  @Test func `handed to the rota the list starts at once, to the desk it is the desk's`() throws {
    let night = try night()
    try night.act(.acknowledge, by: "ben")
    _ = night.told()
    try night.act(.handOver(.rota, note: nil), by: "ben")
    #expect(night.told() == ["aroha callback_ready"])
    try night.act(.handOver(.desk, note: nil), by: "ben")
    #expect(try night.callback().owner == .desk)
    try night.at("2026-07-10 02:30")
    #expect(night.told() == [])
  }

  @Test func `when the desk opens it has what nobody holds, and the deadline stays`() throws {
    let night = try Night("2026-07-13 07:55")
    try night.post("details", "c", "from=021_555_0199")
    try night.post("details", "d", "from=021_555_0198")
    try night.act(.acknowledge, by: "ben", on: 1002)
    try night.at("2026-07-13 08:00")
    #expect(try night.callback(1001).owner == .desk)
    #expect(night.text(try night.callback(1001).dueAt) == "08:55")
    #expect(try night.callback(1002).owner == .onCall)
  }

  @Test func `when it closes an urgent desk callback is the engineer's`() throws {
    let night = try Night("2026-07-13 16:58")
    try night.post("ended", "c", "from=021_555_0199 outcome=busy urgency=urgent")
    try night.post("ended", "d", "from=021_555_0198 outcome=busy")
    _ = night.told()
    try night.at("2026-07-13 17:00")
    #expect(try night.callback(1001).owner == .onCall)
    #expect(night.text(try night.callback(1001).dueAt) == "17:15")
    #expect(night.told() == ["aroha callback_ready"])
    #expect(try night.callback(1002).owner == .desk)
  }

  @Test func `a step that reaches nobody tells the last resort at once`() throws {
    let rotas = Night.rotas + "leave aroha 2026-07-10\n"
    let night = try Night("2026-07-10 02:00", rotas: rotas)
    try night.post("details", "c", "from=021_555_0199")
    #expect(night.told() == ["kiri callback_ready"])
  }

  @Test func `after down time each step is told once, and missed rounds as one`() throws {
    let night = try night()
    _ = night.told()
    try night.jump(to: "2026-07-10 02:58")
    try night.wake()
    #expect(
      night.told() == [
        "ben callback_ready", "aroha callback_ready", "ben callback_ready", "kiri callback_ready",
      ])
    try night.at("2026-07-10 03:12:59")
    #expect(night.told() == ["kiri overdue"])
    try night.at("2026-07-10 03:13")
    #expect(night.told() == ["aroha callback_ready"])
  }
}

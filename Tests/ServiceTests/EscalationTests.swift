import Callbacks
import CivilTime
import Rota
import Service
import Testing

/// Whom the service rings, and when (spec: callbacks.md, "Ready" to "When the desk opens", "After a stop").
struct EscalationTests {
  private func night(_ files: String = RotaText.plain) throws -> Night {
    let night = try Night("2026-07-16 22:00", files: files)
    try night.started()
    try night.ended()
    return night
  }

  @Test func `the steps come at their moments, and the list again`() throws {
    let night = try night()
    try night.go(to: "2026-07-16 22:45")
    #expect(
      try night.told(.callbackReady) == [
        "22:00 aroha", "22:10 ben", "22:10 kiri",
        "22:25 aroha", "22:25 ben", "22:25 chen", "22:25 kiri",
        "22:40 aroha",
      ])
    try night.go(to: "2026-07-16 22:50")
    #expect(try night.told(.callbackReady, since: "2026-07-16 22:41").count == 2)
  }

  @Test(arguments: [
    (CallEventType.details, "22:00:20"), (.ended, "22:00:20"), (.started, "22:01"),
  ])
  func `a callback is ready with its details, its end, or after a minute`(
    type: CallEventType, told: String
  ) throws {
    let night = try Night("2026-07-16 22:00")
    try night.started()
    try night.go(to: "2026-07-16 22:00:20")
    try night.post(type, "c1", ["outcome": "voicemail", "caller.name": "Mia"])
    try night.go(to: "2026-07-16 22:02")
    #expect(try night.told(.callbackReady) == ["\(told) aroha"])
    #expect(night.tries.first?.text.contains("Mia") == true)
  }

  @Test func `acknowledged, nobody else is rung; it runs out, and the list starts again`() throws {
    let night = try night()
    try night.go(to: "2026-07-16 22:05")
    try night.act("aroha", .acknowledge)
    try night.go(to: "2026-07-16 22:24:59")
    #expect(try night.told(.callbackReady) == ["22:00 aroha"])
    #expect(try night.callback().status == .acknowledged)
    try night.go(to: "2026-07-16 22:35")
    #expect(
      try night.told(.callbackReady) == ["22:00 aroha", "22:25 aroha", "22:35 ben", "22:35 kiri"])
    #expect(try night.callback().status == .pending)
    #expect(try night.callback().holder == nil)
  }

  @Test func `after an attempt three reminders, then the acknowledgement runs out`() throws {
    let night = try night()
    try night.rang("aroha", .noAnswer)
    try night.go(to: "2026-07-16 23:04:59")
    #expect(try night.told(.reminder) == ["22:15 aroha", "22:30 aroha", "22:45 aroha"])
    #expect(try night.callback().status == .acknowledged)
    try night.go(to: "2026-07-16 23:05")
    #expect(try night.callback().status == .pending)
    #expect(try night.told(.callbackReady) == ["22:00 aroha", "23:05 aroha"])
    // Somebody rang before the deadline.
    #expect(try night.told(.overdue) == [])
  }

  @Test func `a promise holds until its time has been over for twenty minutes`() throws {
    let night = try night()
    try night.act("ben", .promise(try night.moment("2026-07-17 02:00"), note: nil))
    try night.go(to: "2026-07-17 02:19:59")
    #expect(try night.callback().status == .acknowledged)
    try night.go(to: "2026-07-17 02:20")
    #expect(try night.callback().status == .pending)
    #expect(try night.told(.callbackReady) == ["22:00 aroha", "02:20 aroha"])
  }

  @Test func `the steps stay as they were until the list starts again`() throws {
    let night = try night()
    try night.edit(
      RotaText.text(escalation: "    at once chen\n    after 5m ben"))
    try night.go(to: "2026-07-16 22:46")
    #expect(
      try night.told(.callbackReady) == [
        "22:00 aroha", "22:10 ben", "22:10 kiri",
        "22:25 aroha", "22:25 ben", "22:25 chen", "22:25 kiri", "22:40 chen", "22:45 ben",
      ])
  }

  @Test func `who is meant is worked out at the step's own moment`() throws {
    let files = RotaText.text(escalation: "    at once primary\n    after 10m primary, kiri")
    let night = try night(files)
    try night.edit(
      RotaText.text(
        rest: "override primary 2026-07-16 22:05 to 23:00 by chen",
        escalation: "    at once primary\n    after 10m primary, kiri"))
    try night.go(to: "2026-07-16 22:10")
    #expect(try night.told(.callbackReady) == ["22:00 aroha", "22:10 chen", "22:10 kiri"])
  }

  @Test func `a step that reaches nobody tells the last resort at once`() throws {
    let night = try night(RotaText.text(rest: "leave aroha 2026-07-16 to 2026-07-17"))
    #expect(try night.told(.callbackReady) == ["22:00 kiri"])
    #expect(night.tries.first?.text.hasPrefix("Nobody else is reached") == true)
    try night.go(to: "2026-07-16 22:10")
    #expect(try night.told(.callbackReady) == ["22:00 kiri", "22:10 ben", "22:10 kiri"])
  }

  @Test func `when the desk opens, what nobody holds is the desk's`() throws {
    let night = try Night("2026-07-16 07:50")
    try night.started()
    try night.ended()
    try night.started("c2", from: "021 555 0299")
    try night.ended("c2")
    try night.act("ben", .acknowledge, on: 1002)
    let due = try night.due()
    try night.go(to: "2026-07-16 08:09")
    #expect(try night.callback().owner == .desk)
    #expect(try night.due() == due)
    #expect(try night.told(.callbackReady, since: "2026-07-16 07:51") == [])
    #expect(try night.callback(1002).owner == .onCall)
    #expect(try night.callback(1002).holder == Name("ben"))
  }

  @Test func `when it closes, an urgent one is the on-call people's`() throws {
    let night = try Night("2026-07-16 16:50")
    for (call, urgency) in [("c1", "urgent"), ("c2", "normal")] {
      try night.started(call, from: "021 555 02\(call.dropFirst())0", ["urgency": urgency])
      try night.ended(call)
    }
    try night.go(to: "2026-07-16 17:10")
    #expect(try night.callback(1001).owner == .onCall)
    #expect(try night.due() == "2026-07-16T17:15:00+12:00")
    #expect(
      try night.told(.callbackReady) == ["17:00 aroha", "17:10 ben", "17:10 kiri"])
    #expect(try night.callback(1002).owner == .desk)
    #expect(try night.due(1002) == "2026-07-17T08:20:00+12:00")
    #expect(try night.ticket().billing.group == .serviceDesk)
  }

  @Test func `an urgent one that is heard of after the closing is theirs too`() throws {
    let night = try Night("2026-07-16 16:59:40")
    try night.started("c1", ["urgency": "urgent"])
    try night.go(to: "2026-07-16 17:00:02")
    try night.ended("c1", "no_answer", ["at": "2026-07-16T16:59:58+12:00"])
    #expect(try night.callback().owner == .onCall)
    #expect(try night.due() == "2026-07-16T17:15:00+12:00")
    #expect(try night.told(.callbackReady) == ["17:00:02 aroha"])
  }

  @Test func `one that becomes urgent after the closing is theirs, and each step has its time`()
    throws
  {
    let night = try Night("2026-07-16 16:59")
    try night.started()
    try night.ended()
    try night.go(to: "2026-07-16 17:20")
    try night.details("c1", ["urgency": "urgent", "at": "2026-07-16T16:59:50+12:00"])
    #expect(try night.callback().owner == .onCall)
    #expect(try night.told(.callbackReady) == ["17:20 aroha"])
    try night.go(to: "2026-07-16 17:30")
    #expect(try night.told(.callbackReady) == ["17:20 aroha", "17:30 ben", "17:30 kiri"])
  }

  @Test func `after a stop each step is told once, rounds missed as one`() throws {
    let night = try night()
    try night.stop(until: "2026-07-17 01:00")
    #expect(
      try night.told(.callbackReady, since: "2026-07-16 22:01") == [
        "01:00 ben", "01:00 kiri", "01:00 aroha", "01:00 ben", "01:00 chen", "01:00 kiri",
      ])
    #expect(try night.told(.overdue) == ["01:00 kiri"])
    try night.go(to: "2026-07-17 01:15")
    #expect(try night.told(.callbackReady, since: "2026-07-17 01:01") == ["01:15 aroha"])
  }

  @Test func `a reminder of what has passed is not sent after a stop`() throws {
    let night = try night()
    try night.rang("aroha", .noAnswer)
    try night.stop(until: "2026-07-16 22:50")
    #expect(try night.told(.reminder) == [])
  }

  @Test func `a clock that jumps changes no deadline`() throws {
    let night = try night()
    try night.stop(until: "2026-07-16 20:00")
    #expect(try night.due() == "2026-07-16T23:00:00+12:00")
    #expect(try night.callback().status == .pending)
  }
}

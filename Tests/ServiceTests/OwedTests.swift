import Callbacks
import CivilTime
import Testing

/// Where a call goes, and when somebody is owed a callback (spec: callbacks.md).
struct OwedTests {
  @Test func `Matariki at two in the morning is answered as the specification says`() throws {
    let answer = try Night("2026-07-10 02:00").post("started", "c", "from=021_555_0199")
    #expect(answer.route == .onCall)
    #expect(answer.dial == "sip:message@pbx.example.nz")
    #expect(answer.ticket == TicketNumber(1001))
    #expect(
      answer.say == "Our service desk is closed for Matariki and opens on Monday 13 July at 8 am. "
        + "Please leave your name, organisation and email address; our on-call engineer will ring "
        + "you back by 3 am. Your ticket number is 1 0 0 1. After-hours work is charged for.")
    #expect(answer.callback?.owner == .onCall)
    #expect(answer.callback?.onCall == ["aroha"])
    #expect(answer.desk.publicHoliday == "Matariki")
    #expect(answer.warnings == [])
  }

  @Test(arguments: [
    ("2026-07-13 07:59:59", Route.onCall), ("2026-07-13 08:00:00", .desk),
    ("2026-07-13 10:00", .desk), ("2026-07-13 16:59:59", .desk), ("2026-07-13 17:00:00", .onCall),
    ("2027-12-27 10:00", .onCall), ("2027-12-28 10:00", .onCall), ("2027-12-29 10:00", .desk),
  ])
  func `a call goes where the desk's hours say at its own time`(
    _ time: String, _ route: Route
  ) throws {
    let night = try Night(time)
    let answer = try night.post("started", "c", "from=021_555_0199")
    #expect(answer.route == route)
    #expect((answer.ticket == nil) == (route == .desk))
    #expect((answer.say == nil) == (route == .desk))
  }

  /// The clock goes back at 03:00 on 5 April, and forward at 02:00 on 27 September.
  @Test(arguments: [
    ("2026-04-05 01:30", "02:30"), ("2026-04-05 02:30", "02:30"), ("2026-09-27 01:30", "03:30"),
  ])
  func `a deadline is an hour of clock time on the nights of the clock changes`(
    _ time: String, _ due: String
  ) throws {
    let night = try Night(time)
    let answer = try night.post("started", "c", "from=021_555_0199")
    let deadline = try #require(answer.callback?.dueAt)
    #expect(night.text(deadline) == due)
    #expect(deadline - (try Night.moment(time)) == .hours(1))
  }

  @Test(arguments: ["no_answer", "abandoned", "busy", "failed", "voicemail", "nonsense"])
  func `a desk call that nobody answered is owed within half an hour of service time`(
    _ outcome: String
  ) throws {
    let night = try Night("2026-07-13 10:00")
    try night.post("started", "c", "from=021_555_0199")
    let answer = try night.post("ended", "c", "outcome=\(outcome)")
    #expect(answer.callback?.owner == .desk)
    #expect(night.text(try night.callback().dueAt) == "10:30")
    #expect(try night.ticket().billing.group == .serviceDesk)
    #expect(answer.warnings == (outcome == "nonsense" ? ["bad_outcome"] : []))
  }

  @Test func `service time stands still over the night`() throws {
    let night = try Night("2026-07-13 16:50")
    try night.post("started", "c", "from=021_555_0199")
    try night.post("ended", "c", "outcome=busy")
    #expect(night.text(try night.callback().dueAt) == "07-14 08:20")
  }

  @Test func `when the desk has closed meanwhile the engineer on call owes it`() throws {
    let night = try Night("2026-07-13 16:59:50")
    try night.post("started", "c", "from=021_555_0199")
    try night.at("2026-07-13 17:00:10")
    let answer = try night.post("ended", "c", "outcome=no_answer")
    #expect(answer.callback?.owner == .onCall)
    #expect(try night.callback().dueAt == (try Night.moment("2026-07-13 18:00:10")))
    #expect(try night.ticket().billing.group == .serviceDesk)
  }

  @Test func `an answered desk call makes no ticket unless there are details`() throws {
    let night = try Night("2026-07-13 10:00")
    try night.post("started", "c", "from=021_555_0199")
    #expect(try night.post("ended", "c", "outcome=answered").ticket == nil)
    let answer = try night.post("details", "c", "summary=A_printer")
    #expect(answer.ticket == TicketNumber(1001))
    #expect(answer.callback == nil)
  }

  @Test func `answered after all cancels what nobody has touched, and nothing else`() throws {
    for isTouched in [false, true] {
      let night = try Night("2026-07-13 10:00")
      try night.post("started", "c", "from=021_555_0199")
      try night.post("ended", "c", "outcome=no_answer at=2026-07-13_10:00")
      if isTouched { try night.act(.acknowledge, by: "ben") }
      try night.post("ended", "c", "outcome=answered at=2026-07-13_10:00:01")
      #expect(try night.callback().status == (isTouched ? .acknowledged : .cancelled))
    }
  }

  @Test func `a call that went to the telephony system's own fallback is owed at any hour`() throws
  {
    let open = try Night("2026-07-13 10:00")
    let atDesk = try open.post("started", "c", "from=021_555_0199 sent_to=fallback")
    #expect(atDesk.callback?.owner == .desk)
    #expect(open.text(try open.callback().dueAt) == "10:30")
    let closed = try Night("2026-07-13 20:00")
    let atNight = try closed.post("started", "c", "from=021_555_0199 sent_to=fallback")
    #expect(atNight.callback?.owner == .onCall)
    #expect(try closed.ticket().billing.group == .afterHours)
  }

  @Test func `an ignored number makes no ticket and no promise`() throws {
    let night = try Night("2026-07-10 02:00")
    let answer = try night.post("started", "c", "from=09_555_0999")
    #expect(answer.ticket == nil)
    #expect(answer.callback == nil)
    #expect(
      answer.say == "Our service desk is closed for Matariki and opens on Monday 13 July at 8 am.")
    #expect(night.told() == [])
  }

  @Test func `the billing group bears its reason`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=021_555_0199")
    let billing = try night.ticket().billing
    #expect(billing.group == .afterHours)
    #expect(
      billing.reason
        == "After hours: arrived Fri 2026-07-10T02:00:00+12:00, public holiday: Matariki")
  }
}

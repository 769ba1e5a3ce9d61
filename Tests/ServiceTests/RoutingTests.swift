import Callbacks
import Testing

/// Where a call goes, and what the caller hears (spec: callbacks.md, "Routing"; http-api.md, "Call events").
struct RoutingTests {
  @Test(arguments: [
    ("2026-07-16 07:59:59", Route.onCall), ("2026-07-16 08:00:00", .desk),
    ("2026-07-16 16:59:59", .desk), ("2026-07-16 17:00:00", .onCall),
    ("2026-07-10 02:00", .onCall), ("2026-07-10 10:00", .onCall), ("2026-07-13 10:00", .desk),
    // Christmas 2027 falls on a Saturday: this desk keeps it on the Monday, Boxing Day on the Tuesday.
    ("2027-12-24 10:00", .desk), ("2027-12-27 10:00", .onCall), ("2027-12-28 10:00", .onCall),
    ("2027-12-29 10:00", .desk),
  ])
  func `the hours decide at the event's own time`(at: String, route: Route) throws {
    let night = try Night(at)
    let answer = try night.started()
    #expect(answer.route == route)
    #expect(
      answer.dial == (route == .desk ? "sip:desk@pbx.example.nz" : "sip:message@pbx.example.nz"))
    #expect((answer.callback != nil) == (route == .onCall))
    #expect((answer.ticket != nil) == (route == .onCall))
    if route == .desk { #expect(answer.say == nil) }
  }

  @Test func `a caller on Matariki is told all of it`() throws {
    let night = try Night("2026-07-10 02:00")
    let answer = try night.started()
    #expect(
      answer.say
        == "Our service desk is closed for Matariki and opens on Monday 13 July at 8 am. Please "
        + "leave your name, organisation and email address; our on-call engineer will ring you "
        + "back by 3 am. Your ticket number is 1 0 0 1. After-hours work is charged for.")
    #expect(answer.desk.reason == "Matariki")
    #expect(answer.desk.publicHoliday == "Matariki")
    #expect(night.local(answer.desk.nextChange) == "2026-07-13T08:00:00+12:00")
    #expect(night.local(answer.callback?.dueAt) == "2026-07-10T03:00:00+12:00")
    #expect(answer.callback?.onCall == ["aroha"])
    #expect(answer.callback?.status == .pending)
    #expect(try night.ticket().billing.group == .afterHours)
    #expect(try night.ticket().billing.reason.contains("Matariki"))
    #expect(try night.ticket().billing.reason.contains("2026-07-10T02:00:00+12:00"))
  }

  @Test func `Christmas on a Saturday closes the desk on the Monday`() throws {
    let night = try Night("2027-12-27 10:00")
    #expect(try night.started().desk.publicHoliday == "Christmas Day")
    #expect(try night.ticket().billing.reason.contains("Christmas Day"))
  }

  @Test(arguments: [
    // The clock is put back at 03:00 on 5 April: an hour of clock time shows the same hour again.
    ("2026-04-05T02:30:00+13:00", "2026-04-05T02:30:00+12:00"),
    ("2026-04-05T01:30:00+13:00", "2026-04-05T02:30:00+13:00"),
    // It springs from 02:00 to 03:00 on 27 September.
    ("2026-09-27T01:30:00+12:00", "2026-09-27T03:30:00+13:00"),
    ("2026-09-27T00:59:59+12:00", "2026-09-27T01:59:59+12:00"),
  ])
  func `a deadline is clock time over a clock change`(at: String, due: String) throws {
    let night = try Night(at)
    try night.started()
    #expect(try night.due() == due)
  }

  @Test func `the route stays when the desk opens meanwhile`() throws {
    let night = try Night("2026-07-16 07:59:50")
    try night.started()
    try night.go(to: "2026-07-16 08:00:10")
    #expect(try night.ended("c1", "answered").route == .onCall)
    #expect(try night.callback().status == .pending)
  }

  @Test func `a manager's closing sends calls on and changes no group`() throws {
    let night = try Night("2026-07-16 10:00")
    try night.close(until: "2026-07-16 11:00", reason: "Fire drill")
    let answer = try night.started()
    #expect(answer.route == .onCall)
    #expect(answer.desk.reason == "Fire drill")
    #expect(
      answer.say?.hasPrefix("Our service desk is closed for Fire drill and opens at 11 am.") == true
    )
    #expect(try night.ticket().billing.group == .serviceDesk)
    try night.go(to: "2026-07-16 11:00")
    #expect(try night.started("c2", from: "021 555 0299").route == .desk)
  }
}

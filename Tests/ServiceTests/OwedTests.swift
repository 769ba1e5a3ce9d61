import Callbacks
import CivilTime
import Testing

/// When a callback is owed, by whom and until when (spec: callbacks.md, "When a callback is owed").
struct OwedTests {
  @Test(arguments: ["no_answer", "abandoned", "busy", "failed", "voicemail"])
  func `an unanswered desk call is the desk's, in service time from its end`(
    outcome: String
  ) throws {
    let night = try Night("2026-07-16 16:40")
    try night.started()
    try night.go(to: "2026-07-16 16:50")
    let answer = try night.ended("c1", outcome)
    #expect(answer.callback?.owner == .desk)
    // Ten minutes are left today, twenty are tomorrow's.
    #expect(try night.due() == "2026-07-17T08:20:00+12:00")
    #expect(try night.ticket().billing.group == .serviceDesk)
    #expect(try night.callback().readyAt == night.now)
    #expect(try night.told(.callbackReady) == [])
  }

  @Test func `when the desk has closed meanwhile it is the on-call people's`() throws {
    let night = try Night("2026-07-16 16:59:50")
    try night.started()
    try night.go(to: "2026-07-16 17:00")
    let answer = try night.ended()
    #expect(answer.callback?.owner == .onCall)
    #expect(try night.due() == "2026-07-16T18:00:00+12:00")
    #expect(try night.ticket().billing.group == .serviceDesk)
    #expect(try night.told(.callbackReady) == ["17:00 aroha"])
  }

  @Test func `an answered desk call owes nothing, and its details make a ticket`() throws {
    let night = try Night("2026-07-16 10:00")
    try night.started()
    #expect(try night.ended("c1", "answered").ticket == nil)
    let answer = try night.details("c1", ["summary": "printer"])
    #expect(answer.ticket == TicketNumber(1001))
    #expect(answer.callback == nil)
    #expect(try night.ticket().billing.group == .serviceDesk)
    #expect(try night.ticket().summary == "printer")
  }

  @Test func `details before the answer make the same ticket`() throws {
    let night = try Night("2026-07-16 10:00")
    try night.started()
    #expect(try night.details("c1", ["summary": "printer"]).ticket == nil)
    #expect(try night.ended("c1", "answered").ticket == TicketNumber(1001))
    #expect(try night.callbacks().isEmpty)
  }

  @Test(arguments: [
    ("2026-07-16 10:00", Owner.desk, BillingGroup.serviceDesk, "2026-07-16T10:30:00+12:00"),
    ("2026-07-16 22:00", .onCall, .afterHours, "2026-07-16T23:00:00+12:00"),
  ])
  func `a caller sent to the fallback is owed a call at any hour`(
    at: String, owner: Owner, group: BillingGroup, due: String
  ) throws {
    let night = try Night(at)
    try night.started("c1", ["sent_to": "fallback"])
    #expect(try night.callback().owner == owner)
    #expect(try night.ticket().billing.group == group)
    #expect(try night.due() == due)
  }

  @Test func `answered after all cancels a desk callback that nobody touched`() throws {
    let night = try Night("2026-07-16 10:00")
    try night.started()
    try night.ended("c1", "no_answer", ["at": "2026-07-16T10:00:00+12:00"])
    try night.go(to: "2026-07-16 10:01")
    try night.ended("c1", "answered")
    #expect(try night.callback().status == .cancelled)
  }

  @Test func `answered after all leaves alone what somebody acted on`() throws {
    let night = try Night("2026-07-16 10:00")
    try night.started()
    try night.ended()
    try night.act("ben", .acknowledge)
    try night.go(to: "2026-07-16 10:01")
    try night.ended("c1", "answered")
    #expect(try night.callback().status == .acknowledged)
  }

  @Test(arguments: ["answered", "voicemail", "no_answer"])
  func `on the on-call route an outcome changes nothing`(outcome: String) throws {
    let night = try Night("2026-07-16 22:00")
    try night.started()
    try night.ended("c1", outcome)
    #expect(try night.callback().status == .pending)
    #expect(try night.due() == "2026-07-16T23:00:00+12:00")
  }

  @Test(arguments: [("urgent", "22:15"), ("normal", "23:00"), ("low", "02:00")])
  func `the urgency's target counts from the arrival`(urgency: String, due: String) throws {
    let night = try Night("2026-07-16 22:00")
    try night.started("c1", ["urgency": urgency])
    #expect(night.clock(try night.callback().dueAt) == due)
  }

  @Test func `a rise counts from the rise, and only when that is sooner`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.started()
    try night.go(to: "2026-07-16 22:10")
    try night.details("c1", ["urgency": "urgent"])
    #expect(try night.due() == "2026-07-16T22:25:00+12:00")
    let late = try Night("2026-07-16 22:00")
    try late.started()
    try late.go(to: "2026-07-16 22:50")
    try late.details("c1", ["urgency": "urgent"])
    #expect(try late.due() == "2026-07-16T23:00:00+12:00")
    #expect(try late.callback().urgency == .urgent)
  }

  @Test func `low counts only in the event that makes the call`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.started()
    try night.details("c1", ["urgency": "low"])
    #expect(try night.callback().urgency == .normal)
    try night.started("c2", from: "021 555 0299", ["urgency": "low"])
    try night.details("c2")
    #expect(try night.callback(1002).urgency == .low)
  }

  @Test(arguments: ["normal", "low"])
  func `the highest urgency wins, whatever comes after it`(later: String) throws {
    let night = try Night("2026-07-16 22:00")
    try night.started("c1", ["urgency": "urgent"])
    try night.details("c1", ["urgency": later])
    #expect(try night.call().urgency == .urgent)
    #expect(try night.callback().urgency == .urgent)
    #expect(try night.ticket().urgency == .urgent)
  }

  @Test func `while the desk is open urgency moves no desk deadline`() throws {
    let night = try Night("2026-07-16 10:00")
    try night.started()
    try night.ended()
    try night.details("c1", ["urgency": "urgent"])
    #expect(try night.due() == "2026-07-16T10:30:00+12:00")
    #expect(try night.callback().owner == .desk)
  }

  @Test func `a group that a person set is changed by no event`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.started()
    let billing = Billing(group: .unbillable, reason: "our own fault", isSetByPerson: true)
    try night.change { $0.billing = billing }
    try night.post(.started, "c1", ["at": "2026-07-16T16:00:00+12:00"])
    #expect(try night.ticket().billing == billing)
  }

  @Test func `an ignored number makes no ticket and no notice`() throws {
    let files = RotaText.text(callbacks: "    ignore 09 555 0999 \"a fax\"")
    let night = try Night("2026-07-16 22:00", files: files)
    let answer = try night.started("c1", from: "+64 9 555 0999")
    #expect(answer.ticket == nil)
    #expect(answer.callback == nil)
    #expect(answer.route == .onCall)
    try night.pass(.hours(2))
    #expect(night.tries.isEmpty)
    #expect(try night.call().arrival == night.moment("2026-07-16 22:00"))
  }
}

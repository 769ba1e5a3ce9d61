import Callbacks
import CivilTime
import PhoneNumbers
import Store
import Testing

@testable import Service

/// "Arrival order does not matter": whole calls, told in every order (spec: callbacks.md).
struct EventOrderTests {
  /// A call by its events, as they happened, and what it comes to.
  struct Story: Sendable, CustomTestStringConvertible {
    let name: String
    /// When the server hears of all of it.
    let heardAt: String
    let events: [(type: String, fields: String)]
    /// The callback's deadline when they are heard in their own order; nil: none is owed.
    let due: String?
    var group = BillingGroup.afterHours

    var testDescription: String { name }
  }

  static let stories = [
    Story(
      name: "a night's call in three parts", heardAt: "2026-07-10 02:04",
      events: [
        ("started", "from=021_555_0199 at=2026-07-10_02:00"),
        ("details", "caller.name=Mere caller.email=mere@a.nz summary=Down at=2026-07-10_02:01"),
        ("ended", "outcome=abandoned at=2026-07-10_02:02"),
      ], due: "03:00"),
    Story(
      name: "urgent in the details", heardAt: "2026-07-10 02:04",
      events: [
        ("started", "from=anonymous at=2026-07-10_02:00 urgency=low"),
        ("details", "caller.phone=021_555_0199 urgency=urgent at=2026-07-10_02:01"),
        ("ended", "outcome=voicemail urgency=normal at=2026-07-10_02:02"),
      ], due: "02:16"),
    Story(
      name: "the same field said again", heardAt: "2026-07-10 02:04",
      events: [
        ("started", "from=021_555_0199 caller.name=M at=2026-07-10_02:00"),
        ("details", "caller.name=Mere summary=First at=2026-07-10_02:01"),
        ("details", "summary=Second from= at=2026-07-10_02:02"),
      ], due: "03:00"),
    Story(
      name: "a desk call that nobody answered", heardAt: "2026-07-13 10:05",
      events: [
        ("started", "from=021_555_0199 at=2026-07-13_10:00"),
        ("details", "summary=Printer at=2026-07-13_10:01"),
        ("ended", "outcome=no_answer at=2026-07-13_10:02"),
      ], due: "10:32", group: .serviceDesk),
    Story(
      name: "a desk call that was answered, and told of", heardAt: "2026-07-13 10:05",
      events: [
        ("started", "from=021_555_0199 at=2026-07-13_10:00"),
        ("details", "summary=Printer at=2026-07-13_10:01"),
        ("ended", "outcome=answered at=2026-07-13_10:02"),
      ], due: nil, group: .serviceDesk),
    Story(
      name: "a desk call whose second end says answered", heardAt: "2026-07-13 10:05",
      events: [
        ("started", "from=021_555_0199 at=2026-07-13_10:00"),
        ("ended", "outcome=no_answer at=2026-07-13_10:01"),
        ("ended", "outcome=answered at=2026-07-13_10:02"),
      ], due: nil, group: .serviceDesk),
    Story(
      name: "a desk call sent to the fallback", heardAt: "2026-07-13 10:05",
      events: [
        ("started", "from=021_555_0199 at=2026-07-13_10:00"),
        ("details", "sent_to=fallback at=2026-07-13_10:01"),
        ("ended", "outcome=answered at=2026-07-13_10:02"),
      ], due: "10:31", group: .serviceDesk),
  ]

  static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  @Test(arguments: stories, orders)
  func `a call comes to the same, in whatever order it is told`(
    _ story: Story, _ order: [Int]
  ) throws {
    let told = try tell(story, [0, 1, 2])
    let night = try tell(story, order)
    let (call, plain) = (try theCall(night), try theCall(told))
    #expect(call.arrival == plain.arrival)
    #expect(call.caller == plain.caller)
    #expect(call.summary == plain.summary)
    #expect(call.outcome == plain.outcome)
    #expect(call.sentTo == plain.sentTo)
    #expect(max(call.urgency, .normal) == max(plain.urgency, .normal))
    #expect(call.hasStarted && call.hasDetails == plain.hasDetails)
    #expect(try owed(night).count == (story.due == nil ? 0 : 1))
    guard let due = story.due else { return }
    #expect(night.text(try told.callback().dueAt) == due)
    // Sooner when the call was heard of by a later event, never later.
    #expect(try night.callback().dueAt <= (try told.callback().dueAt))
    #expect(try night.ticket().billing == (try told.ticket().billing))
    #expect(try night.ticket().billing.group == story.group)
    #expect(try night.ticket().summary == plain.summary?.value)
    #expect(try night.ticket().requester == plain.caller)
  }

  private func tell(_ story: Story, _ order: [Int]) throws -> Night {
    let night = try Night(story.heardAt)
    for index in order {
      let event = story.events[index]
      try night.post(event.type, "c", event.fields)
    }
    return night
  }

  private func theCall(_ night: Night) throws -> Call {
    try #require(try night.core.store.call(withID: "c"))
  }

  private func owed(_ night: Night) throws -> [Callback] {
    try night.core.store.callbacks(of: TicketNumber(1001)).filter(\.status.isOpen)
  }

  // MARK: - What comes late

  @Test func `a withheld number that comes last takes no known one's place`() throws {
    for order in [[0, 1], [1, 0]] {
      let night = try Night("2026-07-10 02:04")
      let events = ["from=021_555_0199 at=2026-07-10_02:00", "from= at=2026-07-10_02:01"]
      for index in order { try night.post(["started", "details"][index], "c", events[index]) }
      #expect(try theCall(night).number?.number?.e164 == "+64215550199")
    }
  }

  @Test func `a late start moves the group, until a person has set it`() throws {
    for isSet in [false, true] {
      let night = try Night("2026-07-13 08:03")
      try night.post("details", "c", "from=021_555_0199 sent_to=fallback at=2026-07-13_08:01")
      var ticket = try night.ticket()
      #expect(ticket.billing.group == .serviceDesk)
      if isSet {
        ticket.billing = Billing(group: .unbillable, reason: "a test call", isSetByPerson: true)
        try night.core.store.save(ticket)
      }
      try night.post("started", "c", "at=2026-07-13_07:59:59")
      let billing = try night.ticket().billing
      #expect(billing.group == (isSet ? .unbillable : .afterHours))
      #expect(
        billing.reason
          == (isSet
            ? "a test call" : "After hours: arrived Mon 2026-07-13T07:59:59+12:00, outside hours"))
    }
  }

  @Test func `an attempt in time stays one when a late start brings the deadline forward`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("details", "c", "from=021_555_0199")
    try night.at("2026-07-10 02:30")
    try night.attempt(.noAnswer, by: "ben")
    try night.post("started", "c", "at=2026-07-10_01:50")
    #expect(night.text(try night.callback().dueAt) == "02:50")
    try night.at("2026-07-10 03:10")
    #expect(try !night.isOverdue)
  }

  @Test func `an attempt before a rise does not count for the sooner deadline`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("details", "c", "from=021_555_0199")
    try night.at("2026-07-10 02:10")
    try night.attempt(.noAnswer, by: "ben")
    try night.at("2026-07-10 02:20")
    try night.post("details", "c", "urgency=urgent")
    #expect(night.text(try night.callback().dueAt) == "02:35")
    try night.at("2026-07-10 02:35")
    #expect(try night.isOverdue)
  }

  @Test func `only an answer takes a desk call's callback away`() throws {
    let night = try Night("2026-07-13 10:00")
    try night.post("started", "c", "from=021_555_0199 sent_to=fallback")
    try night.at("2026-07-13 10:01")
    try night.post("details", "c", "sent_to=desk")
    #expect(try night.callback().status == .pending)
    try night.post("ended", "c", "outcome=answered")
    #expect(try night.callback().status == .cancelled)
    #expect(try night.post("details", "c", "summary=Thanks").callback == nil)
  }

  @Test func `answered after all leaves what another call has joined`() throws {
    let night = try Night("2026-07-13 10:00")
    try night.post("ended", "c", "from=021_555_0199 outcome=busy at=2026-07-13_10:00")
    try night.post("ended", "d", "from=021_555_0199 outcome=busy")
    try night.post("ended", "c", "outcome=answered at=2026-07-13_10:00:01")
    #expect(try night.callback().status == .pending)
  }

  @Test func `a call's id used again after a day's silence is a new call`() throws {
    for (time, isNew) in [("2026-07-11 02:00:00", false), ("2026-07-11 02:00:01", true)] {
      let night = try Night("2026-07-10 02:00")
      try night.post("started", "c", "from=021_555_0199")
      try night.jump(to: time)
      let ticket = try night.post("started", "c", "from=021_555_0198").ticket
      #expect(ticket == TicketNumber(isNew ? 1002 : 1001))
      // What is no start goes on with the call that is known.
      try night.jump(to: "2026-07-20 02:00")
      #expect(try night.post("details", "c", "summary=Late").ticket == ticket)
    }
  }

  @Test func `the same words of a call days later, with no id and no time, are another call`()
    throws
  {
    let night = try Night("2026-07-10 02:00")
    let fields: [String: FieldValue] = ["type": .text("call.started"), "call_id": .text("c")]
    #expect(try night.post(fields).ticket == TicketNumber(1001))
    try night.jump(to: "2026-07-13 02:00")
    #expect(try night.post(fields).ticket == TicketNumber(1002))
    #expect(try night.post(fields).isDuplicate)
    // With its time told it is the same event for ever.
    let timed = fields.merging(["at": .text("2026-07-13T02:00:00+12:00")]) { $1 }
    #expect(try !night.post(timed).isDuplicate)
    try night.jump(to: "2026-07-20 02:00")
    #expect(try night.post(timed).isDuplicate)
  }

  @Test func `what was refused does not use up its id, and a conflict changes nothing`() throws {
    let night = try Night("2026-07-10 02:00")
    var fields: [String: FieldValue] = ["event_id": .text("e"), "call_id": .text("c")]
    #expect(throws: CallEventRefusal.self) { try night.post(fields) }
    fields["type"] = .text("call.started")
    #expect(try !night.post(fields).isDuplicate)
    let before = try night.core.store.wholeTicket(TicketNumber(1001))
    fields["urgency"] = .text("urgent")
    #expect(throws: Night.Conflict.self) { try night.post(fields) }
    fields["urgency"] = nil
    #expect(try night.post(fields).isDuplicate)
    #expect(try night.core.store.wholeTicket(TicketNumber(1001))?.history == before?.history)
    #expect(try night.callback().urgency == .normal)
  }
}

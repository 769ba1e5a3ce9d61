import Callbacks
import CivilTime
import Store
import Testing

@testable import Service

/// One call's events, in whatever order and however often they come (spec: callbacks.md).
struct CallTests {
  static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  @Test(arguments: orders)
  func `the order in which events come changes nothing that is known of a call`(
    _ order: [Int]
  ) throws {
    let night = try Night("2026-07-10 02:05")
    let events = [
      ("started", "from=021_555_0199 at=2026-07-10_02:00"),
      ("details", "caller.name=Mere summary=Server_down urgency=urgent at=2026-07-10_02:01"),
      ("ended", "outcome=abandoned at=2026-07-10_02:02"),
    ]
    for index in order { try night.post(events[index].0, "c", events[index].1) }
    let call = try #require(try night.core.store.call(withID: "c"))
    #expect(call.arrival == (try Night.moment("2026-07-10 02:00")))
    #expect(call.caller.name == "Mere")
    #expect(call.summary?.value == "Server down")
    #expect(call.outcome?.value == .abandoned)
    #expect(call.urgency == .urgent)
    #expect(try night.core.store.callbacks(of: TicketNumber(1001)).count == 1)
    let due = try night.callback().dueAt
    #expect(due <= (try Night.moment("2026-07-10 02:17")))
    #expect(due >= (try Night.moment("2026-07-10 02:15")))
  }

  @Test func `a late start that came after hours makes the callback that nobody made`() throws {
    let night = try Night("2026-07-13 08:00:20")
    #expect(try night.post("details", "c", "from=021_555_0199").route == .desk)
    let answer = try night.post("started", "c", "at=2026-07-13_07:59:50")
    #expect(answer.route == .desk)
    #expect(try night.callback().dueAt == (try Night.moment("2026-07-13 08:59:50")))
    #expect(try night.ticket().billing.group == .afterHours)
  }

  @Test func `a late start makes the deadline sooner, never later`() throws {
    for (start, due) in [("01:50", "02:50"), ("02:10", "03:00")] {
      let night = try Night("2026-07-10 02:12")
      try night.post("details", "c", "from=021_555_0199 at=2026-07-10_02:00")
      try night.post("started", "c", "at=2026-07-10_\(start)")
      #expect(night.text(try night.callback().dueAt) == due)
    }
  }

  @Test func `a repeat gets the first answer, and other content is a conflict`() throws {
    let night = try Night("2026-07-10 02:00")
    var fields: [String: FieldValue] = [
      "type": .text("call.started"), "call_id": .text("c"), "event_id": .text("e"),
    ]
    var first = try night.post(fields)
    try night.at("2026-07-10 02:30")
    first.isDuplicate = true
    #expect(try night.post(fields) == first)
    fields["from"] = .text("021 555 0199")
    #expect(throws: Night.Conflict.self) { try night.post(fields) }
  }

  @Test func `an event without an id is the same event when it says the same`() throws {
    let night = try Night("2026-07-10 02:00")
    let fields: [String: FieldValue] = ["type": .text("call.started"), "call_id": .text("c")]
    #expect(try !night.post(fields).isDuplicate)
    #expect(try night.post(fields).isDuplicate)
  }

  @Test func `the same caller joins the ticket, however the number is written`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=021_555_0199 caller.name=Mere")
    try night.at("2026-07-10 02:20")
    let answer = try night.post("started", "d", "from=+64_21_555_0199 caller.name=Hemi")
    #expect(answer.ticket == TicketNumber(1001))
    #expect(answer.callback?.dueAt == (try Night.moment("2026-07-10 03:00")))
    #expect(answer.say?.contains("We have your call of 2 am and will ring you by 3 am.") == true)
    #expect(try night.callback().calls == 2)
    #expect(try night.ticket().requester.name == "Mere")
    #expect(night.told().contains("aroha called_again"))
    #expect(try night.post("started", "e", "from=anonymous").ticket == TicketNumber(1002))
  }

  @Test func `a caller within twelve hours goes on with the same ticket, and later not`() throws {
    for (time, ticket) in [("2026-07-10 14:09", Int64(1001)), ("2026-07-10 14:11", 1002)] {
      let night = try Night("2026-07-10 02:00")
      try night.post("started", "c", "from=021_555_0199")
      try night.at("2026-07-10 02:10")
      try night.attempt(.reached, by: "aroha")
      try night.at(time)
      #expect(try night.post("started", "d", "from=021_555_0199").ticket == TicketNumber(ticket))
    }
  }

  @Test func `a number that comes late joins nothing, and both are marked`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=021_555_0199")
    try night.post("started", "d", "from=anonymous")
    try night.post("details", "d", "caller.phone=021_555_0199")
    #expect(try night.ticket(1002).alike == TicketNumber(1001))
    #expect(try night.callback(1002).status == .pending)
  }

  @Test func `urgency rises and never falls by an event`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=021_555_0199 urgency=low")
    #expect(night.text(try night.callback().dueAt) == "06:00")
    try night.post("details", "c", "urgency=urgent at=2026-07-10_02:00:30")
    #expect(try night.callback().dueAt == (try Night.moment("2026-07-10 02:15:30")))
    try night.post("details", "c", "urgency=low")
    #expect(try night.callback().urgency == .urgent)
  }

  @Test(arguments: [
    (-300, [String]()), (-301, ["clock_ahead"]), (300, []), (301, ["clock_behind"]),
    (30 * 86_400, ["clock_behind"]), (30 * 86_400 + 1, ["clock_behind"]),
  ])
  func `a wrong clock is believed so far and no further`(_ behind: Int, _ warnings: [String]) throws
  {
    let night = try Night("2026-07-10 02:00")
    let now = try Night.moment("2026-07-10 02:00")
    let stated = now - .seconds(behind)
    let answer = try night.post(
      "started", "c", "from=021_555_0199 at=\(RFC3339.text(stated, in: try #require(Night.zone)))")
    #expect(answer.warnings == warnings)
    let call = try #require(try night.core.store.call(withID: "c"))
    #expect(call.arrival == (behind < -300 || behind > 30 * 86_400 ? now : stated))
  }
}

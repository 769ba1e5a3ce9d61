import Callbacks
import CivilTime
import Store
import Testing

@testable import Service

/// "The same caller again" (spec: callbacks.md).
struct SameCallerTests {
  private func night(_ now: String = "2026-07-10 02:00", _ fields: String = "") throws -> Night {
    let night = try Night(now)
    try night.post("started", "c", "from=021_555_0199 " + fields)
    return night
  }

  @Test(arguments: [
    "+64215550199", "0064 21 555 0199", "64215550199", "(021) 555-0199", "021.555.0199",
    "sip:0215550199@pbx.example.nz", "tel:+64-21-555-0199", "<sip:+64215550199@pbx>",
  ])
  func `a number is the same however it is written, in either field`(_ number: String) throws {
    for field in ["from", "caller.phone"] {
      let night = try night()
      var fields: [String: FieldValue] = [
        "type": .text("call.started"), "call_id": .text("d"), "from": .text("09 555 0101"),
      ]
      fields[field] = .text(number)
      let answer = try night.post(fields)
      #expect(answer.ticket == TicketNumber(1001))
      #expect(try night.callback().calls == 2)
    }
  }

  @Test(arguments: ["anonymous", "Unknown", "", "021_555_0198", "PRIVATE"])
  func `another number, and a withheld one, joins nothing`(_ number: String) throws {
    let night = try night()
    try night.post("started", "w", "from=anonymous")
    #expect(try night.post("started", "d", "from=\(number)").ticket == TicketNumber(1003))
    #expect(try night.callback().calls == 1)
  }

  @Test func `an unknown form is compared by its digits`() throws {
    let night = try Night("2026-07-10 02:00")
    let first = try night.post("started", "c", "from=ext_4411")
    #expect(first.warnings == ["unknown_number"])
    #expect(try night.post("started", "d", "from=4411").ticket == first.ticket)
  }

  @Test func `each call keeps its own words beside the first ones`() throws {
    let night = try night("2026-07-10 02:00", "caller.name=Mere summary=Down")
    try night.post("details", "d", "from=021_555_0199 caller.name=Hemi summary=Still_down")
    let whole = try #require(try night.core.store.wholeTicket(TicketNumber(1001)))
    #expect(whole.calls.map { $0.name?.value } == ["Mere", "Hemi"])
    #expect(whole.calls.map { $0.summary?.value } == ["Down", "Still down"])
    #expect(whole.ticket.summary == "Down")
    #expect(whole.history.contains { $0.what == "called_again" && $0.note == "2nd call" })
  }

  @Test func `a joining call's urgency counts, and the deadline is no later for it`() throws {
    let night = try night("2026-07-10 02:00", "urgency=low")
    try night.at("2026-07-10 02:30")
    try night.post("started", "d", "from=021_555_0199 urgency=urgent")
    #expect(try night.callback().urgency == .urgent)
    #expect(try night.ticket().urgency == .urgent)
    #expect(night.text(try night.callback().dueAt) == "02:45")
    try night.at("2026-07-10 02:40")
    try night.post("started", "e", "from=021_555_0199 urgency=low")
    #expect(try night.callback().urgency == .urgent)
    #expect(night.text(try night.callback().dueAt) == "02:45")
    #expect(try night.callback().calls == 3)
  }

  @Test func `the holder is told, and nobody else`() throws {
    let night = try night()
    try night.at("2026-07-10 02:11")
    try night.act(.acknowledge, by: "kiri")
    _ = night.told()
    try night.post("started", "d", "from=021_555_0199")
    #expect(night.told() == ["kiri called_again"])
  }

  @Test func `a number that comes late marks both tickets`() throws {
    let night = try night()
    try night.post("started", "d", "from=anonymous")
    try night.post("details", "d", "caller.phone=+64_21_555_0199")
    #expect(try night.ticket(1001).alike == TicketNumber(1002))
    #expect(try night.ticket(1002).alike == TicketNumber(1001))
    #expect(try night.callback(1001).calls == 1)
    for number in [Int64(1001), 1002] {
      let history = try night.core.store.history(of: TicketNumber(number))
      #expect(history.count { $0.what == "perhaps_same_caller" } == 1)
    }
  }

  // MARK: - At the desk

  @Test func `a desk call is shown on the caller's open ticket, and makes no other`() throws {
    let night = try night("2026-07-13 07:55")
    try night.at("2026-07-13 08:10")
    let answer = try night.post("started", "d", "from=021_555_0199")
    #expect((answer.route, answer.ticket) == (.desk, TicketNumber(1001)))
    for outcome in ["answered", "no_answer"] {
      #expect(try night.post("ended", "d", "outcome=\(outcome)").ticket == TicketNumber(1001))
    }
    #expect(try night.core.store.callbacks(of: TicketNumber(1001)).count == 1)
    #expect(night.text(try night.callback().dueAt) == "08:55")
    #expect(try night.core.store.nextTicketNumber() == TicketNumber(1002))
  }

  @Test func `a shown desk call whose callback was done meanwhile is owed its own`() throws {
    let night = try night("2026-07-13 07:55")
    try night.at("2026-07-13 08:10")
    try night.post("started", "d", "from=021_555_0199")
    try night.attempt(.reached, by: "ben")
    try night.at("2026-07-13 08:11")
    let answer = try night.post("ended", "d", "outcome=no_answer")
    #expect(answer.callback?.owner == .desk)
    #expect(try night.core.store.callbacks(of: TicketNumber(1001)).count == 2)
    #expect(night.text(try night.callback().dueAt) == "08:41")
  }

  // MARK: - Within twelve hours

  @Test(arguments: [
    (AttemptOutcome.reached, TicketStatus.open, "14:09:59", true),
    (.reached, .open, "14:10", false),
    (.reached, .solved, "03:00", false), (.reached, .closed, "03:00", false),
  ])
  func `an unsolved ticket is gone on with for twelve hours`(
    _ outcome: AttemptOutcome, _ status: TicketStatus, _ time: String, _ goesOn: Bool
  ) throws {
    let night = try night("2026-07-10 02:00", "urgency=low caller.name=Mere")
    try night.at("2026-07-10 02:10")
    try night.attempt(outcome, by: "ben")
    var ticket = try night.ticket()
    ticket.status = status
    try night.core.store.save(ticket)
    try night.at("2026-07-10 \(time)")
    let answer = try night.post("started", "d", "from=021_555_0199 urgency=urgent")
    #expect(answer.ticket == TicketNumber(goesOn ? 1001 : 1002))
    #expect(answer.callback?.dueAt == night.now + .minutes(15))
    guard goesOn else { return }
    #expect(try night.core.store.callbacks(of: TicketNumber(1001)).count == 2)
    #expect(try night.ticket().urgency == .urgent)
    #expect(try night.ticket().requester.name == "Mere")
    // A late start counts for it as for any other.
    try night.post(
      "started", "d", "at=\(RFC3339.text(night.now - .minutes(4), in: try #require(Night.zone)))")
    #expect(try night.callback().dueAt == night.now + .minutes(11))
  }

  @Test func `a cancelled callback is not gone on with, nor by a desk call`() throws {
    let night = try night()
    try night.act(.cancel(reason: "a test"), by: "ben")
    #expect(try night.post("started", "d", "from=021_555_0199").ticket == TicketNumber(1002))
    let morning = try self.night("2026-07-13 07:55")
    try morning.attempt(.reached, by: "ben")
    try morning.at("2026-07-13 08:05")
    #expect(
      try morning.post("ended", "d", "from=021_555_0199 outcome=busy").ticket
        == TicketNumber(1002))
  }

  // MARK: - Numbers that are warned of

  @Test(arguments: [
    ("0900 12345", ["premium_rate_number"]),
    ("+1 900 555 0199", ["premium_rate_number", "foreign_number"]),
    ("+61 2 5550 0199", ["foreign_number"]), ("ext 12", ["unknown_number"]),
    ("anonymous", ["no_number"]), ("0800 663 640", []),
  ])
  func `a number is warned of before anybody rings it`(
    _ number: String, _ warnings: [String]
  ) throws {
    let answer = try Night("2026-07-10 02:00").post([
      "type": .text("call.started"), "call_id": .text("c"), "from": .text(number),
    ])
    #expect(answer.ticket == TicketNumber(1001))
    #expect(answer.warnings == warnings)
    #expect(answer.say?.contains("Please leave the number to ring.") == (number == "anonymous"))
  }

  @Test func `an ignored number is counted and makes nothing, by day and by night`() throws {
    for time in ["2026-07-10 02:00", "2026-07-13 10:00"] {
      let night = try Night(time)
      for event in ["started", "details", "ended"] {
        let answer = try night.post(event, "c", "from=+64_9_555_0999 outcome=busy summary=beep")
        #expect(answer.ticket == nil && answer.callback == nil)
      }
      #expect(try night.core.store.call(withID: "c") != nil)
      #expect(try night.core.store.nextTicketNumber() == .first)
      #expect(night.told() == [])
    }
  }

  @Test func `who rings from an ignored number and names another is owed a call`() throws {
    let night = try Night("2026-07-10 02:00")
    try night.post("started", "c", "from=09_555_0999")
    #expect(
      try night.post("details", "c", "caller.phone=021_555_0199").ticket == TicketNumber(1001))
  }
}

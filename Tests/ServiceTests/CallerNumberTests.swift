import Callbacks
import CivilTime
import Testing

@testable import Service

/// A caller's number: its forms, its warnings, and what two of them make of two calls (spec: callbacks.md).
struct CallerNumberTests {
  private func night(_ now: String = "2026-07-10 02:00") throws -> Night {
    let night = try Night(now)
    try night.started()
    return night
  }

  @Test(arguments: [
    "+64215550201", "021.555.0201", "sip:0215550201@pbx.example.nz", "tel:+64-21-555-0201",
    "<sip:+64215550201@pbx>",
  ])
  func `a number is the same in each form, as the one named or the one that rang`(
    _ number: String
  ) throws {
    for from in [nil, "09 555 0101"] {
      let night = try night()
      let field = from == nil ? "from" : "caller.phone"
      #expect(
        try night.started("c2", from: from, [field: number]).ticket == TicketNumber(1001))
      #expect(try night.callback().calls == 2)
    }
  }

  @Test func `an unknown form is compared by its digits`() throws {
    let night = try Night("2026-07-10 02:00")
    #expect(try night.started("c1", from: "ext 4411").warnings == ["unknown_number"])
    #expect(try night.started("c2", from: "4411").ticket == TicketNumber(1001))
  }

  @Test func `a number that comes late marks both tickets`() throws {
    let night = try night()
    try night.started("c2", from: "anonymous")
    try night.details("c2", ["caller.phone": "+64 21 555 0201"])
    #expect(try night.ticket(1001).alike == TicketNumber(1002))
    #expect(try night.ticket(1002).alike == TicketNumber(1001))
    for number in [Int64(1001), 1002] {
      #expect(try night.history(number).count { $0.what == "perhaps_same_caller" } == 1)
    }
  }

  @Test func `a shown desk call whose callback was done meanwhile is owed its own`() throws {
    let night = try night("2026-07-13 07:55")
    try night.go(to: "2026-07-13 08:10")
    try night.started("c2")
    try night.rang("ben", .reached)
    try night.go(to: "2026-07-13 08:11")
    #expect(try night.ended("c2").callback?.owner == .desk)
    #expect(try night.callbacks().count == 2)
    #expect(try night.due() == "2026-07-13T08:41:00+12:00")
  }

  @Test func `a ticket that is gone on with is as urgent as its new call`() throws {
    let night = try night()
    try night.rang("ben", .reached)
    try night.go(to: "2026-07-10 06:00")
    try night.started("c2", ["urgency": "urgent", "caller.name": "Tom"])
    #expect(try night.ticket().urgency == .urgent)
    #expect(try night.due() == "2026-07-10T06:15:00+12:00")
    #expect(try night.ticket().requester.name == nil)
  }

  @Test func `a cancelled callback is not gone on with, nor one by a desk call`() throws {
    let night = try night()
    try night.act("ben", .cancel(reason: "a test"))
    #expect(try night.started("c2").ticket == TicketNumber(1002))
    let morning = try self.night("2026-07-13 07:55")
    try morning.rang("ben", .reached)
    try morning.go(to: "2026-07-13 08:05")
    #expect(
      try morning.ended("c2", "busy", ["from": "021 555 0201"]).ticket == TicketNumber(1002))
  }

  @Test(arguments: [
    ("0900 12345", ["premium_rate_number"]),
    ("+1 900 555 0199", ["premium_rate_number", "foreign_number"]),
    ("+61 2 5550 0199", ["foreign_number"]), ("ext 12", ["unknown_number"]),
    ("anonymous", ["no_number"]), ("0800 663 640", []),
  ])
  func `a number is warned of before anybody rings it`(
    _ number: String, _ warnings: [String]
  ) throws {
    let answer = try Night("2026-07-10 02:00").started("c1", from: number)
    #expect(answer.ticket == TicketNumber(1001))
    #expect(answer.warnings == warnings)
    #expect(answer.say?.contains("Please leave the number to ring.") == (number == "anonymous"))
  }

  @Test func `who rings from an ignored number and names another is owed a call`() throws {
    let files = RotaText.text(callbacks: "    ignore 09 555 0999 \"A fax\"")
    let night = try Night("2026-07-10 02:00", files: files)
    #expect(try night.started("c1", from: "+64 9 555 0999").ticket == nil)
    #expect(try night.details("c1", ["caller.phone": "021 555 0201"]).ticket == TicketNumber(1001))
  }
}

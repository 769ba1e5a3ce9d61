import Callbacks
import Testing

/// The same caller again (spec: callbacks.md, "The same caller again").
struct SameCallerTests {
  @Test(arguments: ["+64 21 555 0201", "0064 21 555 0201", "64215550201", "(021) 555-0201"])
  func `a second call joins, and the deadline stays`(form: String) throws {
    let night = try Night("2026-07-16 22:00")
    try night.started("c1", ["caller.name": "Mia", "summary": "first words"])
    try night.ended()
    try night.go(to: "2026-07-16 22:05")
    let answer = try night.started("c2", from: form, ["caller.name": "Tom", "summary": "more"])
    #expect(answer.ticket == TicketNumber(1001))
    #expect(answer.say?.contains("We have your call of 10 pm and will ring you by 11 pm.") == true)
    #expect(try night.callbacks().count == 1)
    #expect(try night.callback().calls == 2)
    #expect(try night.due() == "2026-07-16T23:00:00+12:00")
    #expect(try night.ticket().requester.name == "Mia")
    #expect(try night.ticket().summary == "first words")
    #expect(try night.call("c2").name?.value == "Tom")
    #expect(try night.told(.calledAgain) == ["22:05 aroha"])
  }

  @Test func `the holder alone is told of the third call, and in which words`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.started()
    try night.ended()
    try night.act("ben", .acknowledge)
    try night.started("c2")
    try night.started("c3")
    #expect(try night.told(.calledAgain) == ["22:00 ben", "22:00 ben"])
    #expect(night.tries.last { $0.kind == .calledAgain }?.text.contains("3rd call") == true)
  }

  @Test func `the joined call's urgency counts`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.started()
    try night.go(to: "2026-07-16 22:05")
    try night.started("c2", ["urgency": "urgent"])
    #expect(try night.due() == "2026-07-16T22:20:00+12:00")
    #expect(try night.callbacks().count == 1)
  }

  @Test(arguments: ["anonymous", "", "unknown", "Anonymous"])
  func `a withheld number joins nothing`(from: String) throws {
    let night = try Night("2026-07-16 22:00")
    let first = try night.started("c1", from: from)
    #expect(first.warnings.contains("no_number"))
    #expect(first.say?.contains("Please leave the number to ring.") == true)
    #expect(try night.started("c2", from: from).ticket == TicketNumber(1002))
  }

  @Test func `a number that comes late marks the two as perhaps the same caller`() throws {
    let night = try Night("2026-07-16 22:00")
    try night.started("c1")
    try night.started("c2", from: nil)
    #expect(try night.details("c2", ["caller.phone": "021 555 0201"]).ticket == TicketNumber(1002))
    #expect(try night.ticket(1002).alike == TicketNumber(1001))
    #expect(try night.callback(1001).calls == 1)
    #expect(try night.callback(1002).status == .pending)
  }

  @Test(arguments: [
    ("2026-07-17 06:59:59", Int64(1001)), ("2026-07-17 07:00:00", 1002),
  ])
  func `within twelve hours of a completed one the ticket goes on`(
    at: String, ticket: Int64
  ) throws {
    let night = try Night("2026-07-16 18:50")
    try night.started()
    try night.go(to: "2026-07-16 19:00")
    try night.rang("aroha", .reached)
    try night.go(to: at)
    #expect(try night.started("c2").ticket == TicketNumber(ticket))
    #expect(try night.callbacks(1001).count == (ticket == 1001 ? 2 : 1))
    #expect(try night.callback(ticket).status == .pending)
  }

  @Test func `a solved ticket is not taken up again`() throws {
    let night = try Night("2026-07-16 18:50")
    try night.started()
    try night.rang("aroha", .reached)
    try night.change { $0.status = .solved }
    #expect(try night.started("c2").ticket == TicketNumber(1002))
  }

  @Test func `a late start moves the deadline of a ticket that was taken up again too`() throws {
    let night = try Night("2026-07-16 18:50")
    try night.started()
    try night.rang("aroha", .reached)
    try night.go(to: "2026-07-16 20:00")
    try night.details("c2", ["from": "021 555 0201"])
    #expect(try night.callbacks().count == 2)
    try night.post(.started, "c2", ["at": "2026-07-16T19:58:00+12:00"])
    #expect(try night.due() == "2026-07-16T20:58:00+12:00")
  }

  @Test(arguments: ["answered", "no_answer"])
  func `a desk call is shown on the open ticket and to its holder`(outcome: String) throws {
    let night = try Night("2026-07-16 07:50")
    try night.started()
    try night.act("aroha", .acknowledge)
    try night.go(to: "2026-07-16 08:01")
    #expect(try night.started("c2").ticket == TicketNumber(1001))
    try night.ended("c2", outcome)
    #expect(try night.callbacks().count == 1)
    #expect(try night.told(.calledAgain) == ["08:01 aroha"])
    #expect(try night.callback().status == .acknowledged)
  }
}

import Documents
import Testing

@testable import Web

/// Rates of a client's own (spec: billing.md, "Rates").
@Suite(.timeLimit(.minutes(1))) struct ClientBillTests {
  @Test func `a client's rate reaches the bill, and nobody else's`() throws {
    let house = try House(
      clients: "organisation,phones,rate_after_hours\nKauri Ltd,09 555 0200,240.50\n")
    for (call, from) in [("a", "09 555 0200"), ("b", "021 555 0301")] {
      let ticket = try house.call(call, from: from)
      try house.ask(
        "POST", "/v1/tickets/\(ticket)/time", as: .engineer,
        "{\"end\":\"2026-07-10T02:00:00+12:00\",\"minutes\":30}")
    }
    let bill = try house.ask("GET", "/v1/reports/billing?from=2026-07-10&to=2026-07-11").json
    let rows = bill["rows"]?.elements ?? []
    #expect(rows.map { $0["rate_cents"] } == [24050, .null])
    #expect(rows.map { $0["amount_cents"] } == [12025, .null])
    #expect(rows.first?["organisation"] == "Kauri Ltd")
    #expect(bill["warnings"]?.elements.count == 1)
  }
}

import CivilTime
import Documents
import Testing

@testable import Web

/// Spec: http-api.md, "Tickets".
@Suite(.timeLimit(.minutes(5))) struct TicketTests {
  /// A Friday after hours: Matariki.
  let house: House

  init() throws { house = try House() }

  private func log(
    _ more: String = "", name: String = "Moana Tau", as who: Who = .engineer
  ) throws
    -> WebAnswer
  {
    try house.ask(
      "POST", "/v1/tickets", as: who,
      #"{"caller":{"name":"\#(name)","phone":"021 555 0199"},"summary":"Till stuck.\nTwice"\#(more)}"#
    )
  }

  private func found(_ query: String) throws -> [Int] {
    let list = try house.ask("GET", "/v1/tickets" + query, as: .engineer)
    #expect(list.status == 200)
    return list.json["tickets"].elements.compactMap { Int($0["number"].plain) }
  }

  @Test func `a request logged by hand is a ticket, with a callback only when one is owed`() throws
  {
    let plain = try log()
    #expect(plain.status == 201)
    #expect(plain.json["subject"] == "Till stuck.")
    #expect(plain.json["billing_group"] == "after_hours")
    #expect(plain.json["callbacks"].elements.isEmpty)
    let owed = try log(#","callback":true,"urgency":"urgent","billing_group":"engineering""#).json
    #expect(owed["billing_group"] == "engineering")
    #expect(owed["callbacks"].elements[0]["owner"] == "on_call")
    #expect(owed["callbacks"].elements[0]["due_at"] == "2026-07-10T02:15:00+12:00")
    #expect(owed["history"].elements[0]["by"] == "aroha")
    let agreed = try log(#","callback_at":"2026-07-13T09:00:00+12:00""#).json
    #expect(agreed["callbacks"].elements[0]["due_at"] == "2026-07-13T09:00:00+12:00")
    #expect(agreed["perhaps_same_as"] == 1002)
  }

  @Test(arguments: [
    (#","callback_at":"2026-07-10T02:00:00+12:00""#, 422),
    (#","callback_at":"2026-08-09T02:00:00+12:00""#, 201),
    (#","callback_at":"2026-08-09T02:00:01+12:00""#, 422),
    (#","callback":false,"callback_at":"2026-07-13T09:00:00+12:00""#, 422),
  ])
  func `an agreed time is later than now and at most 30 days ahead`(
    more: String, status: Int
  ) throws {
    #expect(try log(more).status == status)
  }

  @Test func `what is missing or can't be kept is refused at its place`() throws {
    #expect(
      try house.ask("POST", "/v1/tickets", as: .engineer, "{}").places == ["/caller", "/summary"])
    let wrong = #"{"caller":{"email":"no address"},"summary":"x"}"#
    #expect(try house.ask("POST", "/v1/tickets", as: .engineer, wrong).places == ["/caller"])
    #expect(try log(as: .viewer).status == 403)
    #expect(try log(as: .manager).places == ["/as"])
  }

  @Test func `the list filters, searches and pages, the newest first`() throws {
    for name in ["Māia Ōhia", "Ben Stone", "Moana Tau"] { _ = try log(name: name) }
    #expect(try found("") == [1003, 1002, 1001])
    #expect(try found("?q=maia") == [1001])
    #expect(try found("?q=sto%20BEN") == [1002])
    #expect(try found("?q=1003") == [1003])
    #expect(try found("?q=nothing-here") == [])
    #expect(try found("?status=solved") == [])
    #expect(try found("?billing_group=after_hours&from=2026-07-10T02:00:00%2B12:00").count == 3)
    #expect(try found("?to=2026-07-10T02:00:00%2B12:00") == [])
    let page = try house.ask("GET", "/v1/tickets?limit=2", as: .engineer).json
    #expect(page["next"] == "1002")
    #expect(try found("?limit=2&after=1002") == [1001])
  }

  @Test(arguments: [
    "%22", "%22%22", "AND", "NOT", "a%20OR", "NEAR(", "(", "*", "%5E", "name:x", "-", "%00",
    "%F0%9F%98%80",
    "till%22*", "%7B", "subject%20:", "'", ";",
  ])
  func `no search is a fault of the index's syntax`(query: String) throws {
    _ = try log()
    #expect(try house.ask("GET", "/v1/tickets?q=" + query, as: .engineer).status == 200)
  }

  @Test func `a group set by a person has its reason, and no event changes it`() throws {
    let number = try house.call("c1")
    let path = "/v1/tickets/\(number)"
    #expect(
      try house.ask("PATCH", path, as: .engineer, #"{"billing_group":"unbillable"}"#).places
        == ["/billing_reason"])
    let body =
      #"{"billing_group":"unbillable","billing_reason":"Our fault","subject":"Till","caller":{"name":"Moa"}}"#
    let changed = try house.ask("PATCH", path, as: .engineer, body).json
    #expect(changed["billing_reason"] == "Our fault")
    #expect(changed["caller"]["phone"] == "+64215550199")
    #expect(
      changed["history"].elements.suffix(3).map { $0["what"].plain } == [
        "subject", "caller", "billing_group",
      ])
    try house.post(
      """
      {"type":"call.details","call_id":"c1","caller":{"name":"Other"},"summary":"More",
      "at":"2026-07-09T12:00:00+12:00"}
      """)
    let after = try house.ask("GET", path, as: .engineer).json
    #expect(after["billing_group"] == "unbillable")
    #expect(after["subject"] == "Till")
    #expect(after["caller"]["name"] == "Moa")
    #expect(after["summary"] == "More")
    #expect(try house.ask("PATCH", "/v1/tickets/9", as: .engineer, "{}").status == 404)
  }

  @Test(arguments: [
    (#"{"start":"2026-07-09T16:30:00+12:00","end":"2026-07-09T17:20:00+12:00"}"#, 1800, 1200),
    (#"{"end":"2026-07-09T17:20:00+12:00","minutes":50}"#, 1800, 1200),
    (#"{"start":"2026-07-09T16:30:00+12:00","minutes":50}"#, 1800, 1200),
  ])
  func `time is kept with its split, by any two of three`(
    body: String, service: Int, after: Int
  ) throws {
    _ = try log()
    let made = try house.ask("POST", "/v1/tickets/1001/time", as: .engineer, body)
    #expect(made.status == 201)
    let entry = made.json["time"].elements[0]
    #expect(entry["person"] == "aroha")
    #expect(entry["service_seconds"].plain == "\(service)")
    #expect(entry["after_hours_seconds"].plain == "\(after)")
  }

  @Test(arguments: [
    (#"{"minutes":5}"#, "/minutes"),
    (#"{"start":"2026-07-09T16:30:00+12:00"}"#, "/minutes"),
    (#"{"start":"2026-07-09T16:30:00+12:00","end":"2026-07-09T16:30:00+12:00"}"#, "/end"),
    (#"{"start":"2026-07-09T01:59:59+12:00","end":"2026-07-10T02:00:00+12:00"}"#, "/end"),
    (#"{"start":"2026-07-10T01:59:00+12:00","minutes":2}"#, "/minutes"),
  ])
  func `time that can't be is refused`(body: String, place: String) throws {
    _ = try log()
    #expect(try house.ask("POST", "/v1/tickets/1001/time", as: .engineer, body).places == [place])
  }

  @Test func `24 hours are one entry, and only a manager writes another's`() throws {
    _ = try log()
    let path = "/v1/tickets/1001/time"
    let day = #""start":"2026-07-09T02:00:00+12:00","end":"2026-07-10T02:00:00+12:00""#
    #expect(try house.ask("POST", path, as: .engineer, "{\(day)}").status == 201)
    let bens = #"{\#(day),"person":"ben"}"#
    #expect(try house.ask("POST", path, as: .engineer, bens).status == 403)
    #expect(try house.ask("POST", path, as: .manager, bens).status == 201)
    #expect(try house.ask("POST", path, as: .manager, "{\(day)}").places == ["/person"])
  }

  @Test func `materials stand on the ticket, once for their key`() throws {
    _ = try log()
    let body = #"{"description":"Cable","quantity":3,"unit_price_cents":1250}"#
    for _ in 1...2 {
      let made = try house.ask(
        "POST", "/v1/tickets/1001/materials", as: .engineer, body, fields: ["Idempotency-Key: m1"])
      #expect(made.status == 201)
      #expect(made.json["materials"].elements.count == 1)
      #expect(made.json["materials"].elements[0]["date"] == "2026-07-10")
    }
    let none = #"{"description":"Cable","quantity":0,"unit_price_cents":-1,"date":"2026-02-30"}"#
    #expect(
      try house.ask("POST", "/v1/tickets/1001/materials", as: .engineer, none).places
        == ["/quantity", "/unit_price_cents", "/date"])
  }
}

extension TicketTests {
  @Test func `the bill is in cents as JSON, in dollars as CSV, and no cell of it is a formula`()
    throws
  {
    let caller =
      #"{"caller":{"name":"=1+1","organisation":"Tui"},"summary":"x","billing_group":"unbillable"}"#
    try house.ask("POST", "/v1/tickets", as: .engineer, caller)
    try house.ask(
      "POST", "/v1/tickets/1001/time", as: .engineer,
      #"{"start":"2026-07-09T16:30:00+12:00","minutes":50}"#)
    let path = "/v1/reports/billing?from=2026-07-09&to="
    let bill = try house.ask("GET", path + "2026-07-10").json
    #expect(bill["rows"].elements.count == 1)
    #expect(bill["rows"].elements[0]["worked_seconds"] == 3000)
    #expect(bill["rows"].elements[0]["amount_cents"] == 0)
    #expect(try house.ask("GET", path + "2026-07-09").json["rows"].elements.isEmpty)
    #expect(try house.ask("GET", path + "2026-07-08").places == ["to"])
    #expect(try house.ask("GET", path + "2026-07-10", as: .engineer).status == 403)
    let table = try house.ask("GET", path + "2026-07-10", fields: ["Accept: text/csv"])
    #expect(table.type == "text/csv")
    #expect(
      table.text.contains("1001,Tui,'=1+1,2026-07-09,unbillable,50.00,0.00,0.00,0.00,0.00,aroha,"))
  }
}

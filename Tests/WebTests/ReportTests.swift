import CivilTime
import Documents
import Testing

@testable import Web

/// The reports of a Matariki night, worked out by hand (spec: http-api.md, "Reports"; billing.md).
@Suite(.timeLimit(.minutes(1))) struct ReportTests {
  let house: House
  private let week = "?from=2026-07-06&to=2026-07-13"

  init() throws { house = try House() }

  private func report(
    _ kind: String, _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> JSON {
    try house.ask("GET", "/v1/reports/\(kind)\(query)", sourceLocation: sourceLocation).json
  }

  private func table(_ kind: String, _ query: String) throws -> [String] {
    let answer = try house.ask(
      "GET", "/v1/reports/\(kind)\(query)", fields: ["Accept: text/csv"])
    #expect(answer.type == "text/csv")
    return answer.text.split(separator: "\r\n").map(String.init)
  }

  private func act(_ ticket: Int, _ deed: String, _ body: String) throws {
    let path = "/v1/callbacks/\(ticket)/\(deed)"
    #expect(try house.ask("POST", path, as: .engineer, body).status == 200)
  }

  /// From 02:00: one caller reached after ten minutes, one left waiting, one who rang again by mistake.
  private func night() throws {
    let tickets = try ["a": "021 555 0199", "b": "021 555 0198", "c": "021 555 0197"]
      .sorted { $0.key < $1.key }.map { try house.call($0.key, from: $0.value) }
    try house.post("{\"type\":\"call.ended\",\"call_id\":\"a\",\"outcome\":\"voicemail\"}")
    house.settle()
    house.time.advance(by: .minutes(5))
    try act(tickets[0], "acknowledge", "{}")
    house.time.advance(by: .minutes(5))
    try act(
      tickets[0], "attempts", #"{"outcome":"reached","minutes":8,"at":"2026-07-10T02:10:00+12:00"}"#
    )
    try act(tickets[2], "cancel", #"{"reason":"the same caller"}"#)
    house.time.advance(by: .minutes(100))
    // What is sent is told of after it.
    for _ in 1...3 { house.settle() }
    house.time.advance(by: .minutes(10))
  }

  @Test func `callbacks are counted, and how soon they were rung`() throws {
    try night()
    let all = try report("callbacks", week)
    let wanted: [(String, JSON)] = [
      ("from", "2026-07-06T00:00:00+12:00"), ("made", 3), ("kept", 1), ("reached_in_time", 1),
      ("late", 1), ("cancelled", 1),
      (
        "to_acknowledge",
        [
          "count": 1, "median_seconds": 300, "p90_seconds": 300, "worst_seconds": 300,
        ]
      ),
    ]
    for (name, value) in wanted { #expect(all[name] == value, "\(name)") }
    #expect(all["to_first_attempt"]?["worst_seconds"] == 600)
    #expect(all["by_urgency"].elements.map { $0["urgency"] } == ["urgent", "normal", "low"])
    #expect(all["by_urgency"].elements.map { $0["made"] } == [0, 3, 0])
    #expect(all["by_owner"].elements.map { $0["late"] } == [0, 1])
    #expect(all["by_person"].elements.map { $0["person"] } == ["aroha", .null])
    let rows = try table("callbacks", week)
    #expect(rows.count == 1 + 1 + 3 + 2 + 2)
    #expect(
      rows[0].hasPrefix("by,value,made,kept,reached_in_time,late,cancelled,minutes_to_acknowledge_")
    )
    #expect(rows[1] == "all,,3,1,1,1,1,5.00,5.00,5.00,10.00,10.00,10.00")
    #expect(rows[7] == "person,aroha,1,1,1,0,0,5.00,5.00,5.00,10.00,10.00,10.00")
    #expect(rows[8] == "person,,2,0,0,1,1,,,,,,")
    let before = try report("callbacks", "?from=2026-07-10&to=2026-07-10T02:00:00%2B12:00")
    #expect(before["made"] == 0 && before["by_person"] == [])
  }

  @Test func `hours on call are told as they were and as they are planned`() throws {
    try night()
    let all = try report("on-call", week)
    #expect(all["now"] == "2026-07-10T04:00:00+12:00")
    func hours(_ row: JSON, _ when: String) -> [JSON?] {
      ["public_holiday", "weekend", "night", "other", "total"].map { row[when]?["\($0)_seconds"] }
    }
    func seconds(_ hours: [Int64]) -> [JSON?] { hours.map { .integer($0 * 3600) } }
    let rows = all["people"].elements
    #expect(rows.map { $0["person"] } == ["aroha", "ben", "kiri"])
    #expect(hours(rows[0], "done") == seconds([4, 0, 29, 23, 56]))
    #expect(hours(rows[0], "planned") == seconds([20, 48, 0, 0, 68]))
    #expect(hours(rows[1], "done") == seconds([0, 0, 7, 1, 8]))
    // Aroha at two; Kiri when one callback was late.
    #expect(rows.map { $0["hours_woken"] } == [1, 0, 1])
    #expect(rows.map { $0["worked_seconds"] } == [480, 0, 0])
    #expect(all["even_share_seconds"] == .integer(66 * 3600))
    #expect(rows.map { $0["above_even_share_seconds"] } == [208_800, -208_800, .null])
    let lines = try table("on-call", week)
    #expect(lines.count == 1 + 2 * 3 + 2)
    #expect(lines[1] == "aroha,done,4.00,0.00,29.00,23.00,56.00,1,0.13")
    #expect(lines[2] == "aroha,planned,20.00,48.00,0.00,0.00,68.00,,")
  }

  @Test func `the handover tells what is open first, and what happened since the desk closed`()
    throws
  {
    try night()
    let now = try report("handover", "")
    #expect(now["closed_at"] == "2026-07-09T17:00:00+12:00" && now["opened_at"] == .null)
    #expect(now["open"].elements.map { $0["ticket"] } == [1002])
    #expect(now["ended"].elements.map { $0["outcome"] } == ["reached", .null])
    #expect(now["tickets"].elements.map { $0["number"] } == [1001, 1003])
    #expect(now["calls"].elements.map { $0["call_id"] } == ["a", "b", "c"])
    #expect(now["worked_seconds"] == 480 && now["promises"] == [])
    try act(1002, "promise", #"{"at":"2026-07-13T09:00:00+12:00"}"#)
    house.time.advance(by: .minutes(76 * 60 + 30))
    house.settle()
    let monday = try report("handover", "")
    #expect(monday["at"] == "2026-07-13T08:30:00+12:00")
    #expect(monday["opened_at"] == "2026-07-13T08:00:00+12:00")
    #expect(monday["closed_at"] == now["closed_at"])
    let promised = try #require(monday["promises"].elements.first)
    #expect(promised["ticket"] == 1002 && promised["holder"] == "aroha")
    #expect(promised["at"] == "2026-07-13T09:00:00+12:00")
    // A night before, nothing had happened.
    let before = try report("handover", "?at=2026-07-09T08:00:00%2B12:00")
    #expect(before["opened_at"] == "2026-07-09T08:00:00+12:00")
    #expect(["open", "tickets", "ended", "calls", "time"].allSatisfy { before[$0] == [] })
    let lines = try table("handover", "")
    #expect(
      lines.map { String($0.prefix { $0 != "," }) }
        == ["what", "open", "ticket", "ticket", "ended", "ended", "call", "call", "call", "time"])
    #expect(lines[1].hasPrefix("open,2026-07-13T09:00:00+12:00,1002,aroha,acknowledged,normal,"))
    #expect(lines[9] == "time,2026-07-10T02:10:00+12:00,1001,aroha,,,,,,8.00,")
  }

  @Test func `what a caller says is no formula in any report`() throws {
    try house.post(
      #"{"type":"call.started","call_id":"x","from":"+64215550199","caller":{"name":"=1+1"}}"#)
    let lines = try table("handover", "")
    #expect(lines.contains { $0.contains(",'=1+1,,'+64215550199,") })
  }

  @Test(arguments: [
    ("callbacks", "?to=2026-07-13", ["from"]), ("callbacks", "?from=2026-07-06", ["to"]),
    ("callbacks", "?from=soon&to=2026-07-13", ["from"]),
    ("callbacks", "?from=2026-07-13&to=2026-07-12", ["to"]),
    ("callbacks", "?from=2026-07-06&to=2046-07-07", ["to"]),
    ("on-call", "?from=2003-12-31&to=2004-01-02", ["from"]),
    ("on-call", "?from=2026-02-29&to=2026-07-12", ["from"]),
    ("on-call", "?from=2026-07-06&to=2046-07-06T00:00:01%2B12:00", ["to"]),
    ("handover", "?at=2026-07-13", ["at"]),
    ("handover", "?at=2003-07-13T10:00:00%2B12:00", ["at"]),
  ])
  func `a period that can't be read is refused`(
    kind: String, query: String, places: [String]
  ) throws {
    let answer = try house.ask("GET", "/v1/reports/\(kind)\(query)")
    #expect(answer.status == 422)
    #expect(answer.places == places)
  }

  @Test(arguments: ["callbacks", "on-call"])
  func `twenty years are not too much`(kind: String) throws {
    #expect(
      try house.ask("GET", "/v1/reports/\(kind)?from=2006-07-06&to=2026-07-06").status == 200)
  }
}

import CivilTime
import Documents
import Rota
import Testing

@testable import Web

/// Spec: http-api.md, "Hours, holidays, rotas".
@Suite(.timeLimit(.minutes(5))) struct HoursTests {
  let house: House

  init() throws { house = try House() }

  private func get(_ target: String) throws -> JSON {
    let answer = try house.ask("GET", target, as: .viewer)
    #expect(answer.status == 200)
    return answer.json
  }

  @Test func `the desk is closed for Matariki until Monday`() throws {
    let expected: JSON = [
      "at": "2026-07-10T02:00:00+12:00", "open": false, "reason": "Matariki",
      "public_holiday": "Matariki", "next_change": "2026-07-13T08:00:00+12:00", "warnings": [],
    ]
    #expect(try get("/v1/service-hours") == expected.sorted)
    #expect(
      try get("/v1/service-hours?at=2053-03-03T00:00:00Z")["warnings"] == ["matariki_unknown"])
  }

  @Test(arguments: [
    "2026-12-25T02:10:00+13:00", "2026-12-25T02:10:00%2B13:00", "2026-12-25+02:10:00+13:00",
    "2026-12-25%2002:10:00%2B13:00", "2026-12-24T13:10:00.999Z", "2026-12-24t13:10:00z",
    "2026-12-24T13:10:00-00:00", "2026-12-25T02:10:00%2013:00",
  ])
  func `a time may come in any dress and goes out in the desk's`(at: String) throws {
    #expect(try get("/v1/service-hours?at=" + at)["at"] == "2026-12-25T02:10:00+13:00")
  }

  @Test(arguments: [
    "2026-12-25", "2026-12-25T02:10:00", "2026-02-30T00:00:00Z", "now", "", "1783612800",
    "2003-12-31T10:59:59Z", "2100-12-31T11:00:00Z", "9999-01-01T00:00:00Z",
  ])
  func `what is no time, or outside the calendar, is refused`(at: String) throws {
    for path in ["/v1/service-hours", "/v1/on-call"] {
      let answer = try house.ask("GET", path + "?at=" + at, as: .viewer)
      #expect(answer.status == 422)
      #expect(answer.places == ["at"])
    }
  }

  @Test(arguments: ["2003-12-31T11:00:00Z", "2100-12-31T10:59:59Z"])
  func `the calendar reaches from 2004 to 2100`(at: String) throws {
    #expect(try get("/v1/service-hours?at=" + at)["open"] == false)
  }

  @Test func `windows are cut to the range`() throws {
    let windows = try get(
      "/v1/service-hours/windows?from=2026-07-09T12:00:00+12:00&to=2026-07-13T09:00:00+12:00")
    #expect(
      windows["windows"] == [
        ["close": "2026-07-09T17:00:00+12:00", "open": "2026-07-09T12:00:00+12:00"],
        ["close": "2026-07-13T09:00:00+12:00", "open": "2026-07-13T08:00:00+12:00"],
      ])
  }

  @Test(arguments: [
    (0, "2026-07-09T16:59:00+12:00"), (1, "2026-07-09T17:00:00+12:00"),
    (2, "2026-07-13T08:01:00+12:00"),
  ])
  func `a deadline counts service minutes, and a full count ends at closing time`(
    minutes: Int, deadline: String
  ) throws {
    let from = "/v1/service-hours/deadline?from=2026-07-09T16:59:00+12:00"
    #expect(try get(from + "&service_minutes=\(minutes)")["deadline"].plain == deadline)
  }

  @Test(arguments: [
    ("from=2026-07-09T16:59:00Z&service_minutes=1000000000", ["service_minutes"]),
    ("from=2026-07-09T16:59:00Z&service_minutes=1000000001", ["service_minutes"]),
    ("from=2026-07-09T16:59:00Z&service_minutes=-1", ["service_minutes"]),
    ("", ["from", "service_minutes"]), ("from=x&service_minutes=y", ["from", "service_minutes"]),
  ])
  func `a deadline that can't be is refused`(query: String, places: [String]) throws {
    let answer = try house.ask("GET", "/v1/service-hours/deadline?" + query, as: .viewer)
    #expect(answer.status == 422)
    #expect(Set(answer.places) == Set(places))
  }

  @Test func `a range divides into service time and the rest`() throws {
    let split = try get(
      "/v1/service-hours/split?from=2026-07-09T16:00:00+12:00&to=2026-07-09T18:30:00+12:00")
    #expect(split == ["after_hours_seconds": 5400, "service_seconds": 3600])
    let none = try get(
      "/v1/service-hours/split?from=2026-07-09T16:00:00Z&to=2026-07-09T16:00:00Z")
    #expect(none == ["after_hours_seconds": 0, "service_seconds": 0])
  }

  @Test(arguments: [
    ("/v1/service-hours/windows", "2024-02-29T08:00:00", "2044-02-29T08:00:00"),
    ("/v1/schedule", "2028-02-29T08:00:00", "2030-03-01T08:00:00"),
    ("/v1/schedule", "2026-07-10T02:00:00", "2028-07-10T02:00:00"),
  ])
  func `a range may be as long as the spec says and no longer`(
    path: String, from: String, to: String
  ) throws {
    let offset = from.contains("07") ? "+12:00" : "+13:00"
    let query = path + "?from=\(from)\(offset)&to="
    #expect(try house.ask("GET", query + to + offset, as: .viewer).status == 200)
    let longer = try house.ask("GET", query + to.dropLast() + "1" + offset, as: .viewer)
    #expect(longer.status == 422)
    #expect(longer.places == ["to"])
    #expect(try house.ask("GET", path, as: .viewer).places == ["from", "to"])
    let backwards = path + "?from=2026-07-10T02:00:01Z&to=2026-07-10T02:00:00Z"
    #expect(try house.ask("GET", backwards, as: .viewer).places == ["to"])
  }

  @Test func `the holidays of a year are the region's and the nation's`() throws {
    let desk = try get("/v1/public-holidays?year=2027")
    #expect(desk["region"] == "Auckland")
    #expect(desk["holidays"].elements.count == 12)
    let christmas = desk["holidays"].elements.first { $0["name"] == "Christmas Day" }
    #expect(
      christmas == [
        "date": "2027-12-25", "name": "Christmas Day", "observed": "2027-12-27",
        "scope": "national",
      ])
    for region in ["Hawke's%20Bay", "Hawke's+Bay", "hawkes%20bay", "HKB"] {
      #expect(try get("/v1/public-holidays?year=2027&region=" + region)["region"] == "Hawke's Bay")
    }
    let none = try get("/v1/public-holidays?year=2027&region=none")
    #expect(none["region"] == .null)
    #expect(none["holidays"].elements.count == 11)
    #expect(try get("/v1/public-holidays")["holidays"].elements[0]["date"] == "2026-01-01")
    #expect(try get("/v1/public-holidays?year=2053")["warnings"] == ["matariki_unknown"])
  }

  @Test(arguments: [
    ("year=2003", ["year"]), ("year=2101", ["year"]),
    ("year=x&region=Atlantis", ["year", "region"]),
  ])
  func `a year or region that isn't known is refused`(query: String, places: [String]) throws {
    let answer = try house.ask("GET", "/v1/public-holidays?" + query, as: .viewer)
    #expect(answer.status == 422)
    #expect(answer.places == places)
  }

  @Test func `who is on call is told by step and by rota`() throws {
    let expected: JSON = [
      "at": "2026-07-10T02:00:00+12:00",
      "steps": [
        ["after_seconds": 0, "people": ["aroha"]], ["after_seconds": 600, "people": ["kiri"]],
      ], "last_resort": "kiri",
      "rotas": [
        [
          "rota": "primary", "person": "aroha", "because": "turn", "for": .null,
          "since": "2026-07-06T08:00:00+12:00", "until": "2026-07-13T08:00:00+12:00",
        ]
      ], "warnings": [],
    ]
    #expect(try get("/v1/on-call") == expected.sorted)
  }

  @Test func `the schedule has each shift, cut to the range`() throws {
    let range = "?from=2026-07-10T02:00:00+12:00&to=2026-07-14T00:00:00+12:00"
    let shifts: JSON = [
      [
        "rota": "primary", "person": "aroha", "start": "2026-07-10T02:00:00+12:00",
        "end": "2026-07-13T08:00:00+12:00", "because": "turn", "for": .null,
      ],
      [
        "rota": "primary", "person": "ben", "start": "2026-07-13T08:00:00+12:00",
        "end": "2026-07-14T00:00:00+12:00", "because": "turn", "for": .null,
      ],
    ]
    #expect(try get("/v1/schedule" + range)["shifts"] == shifts.sorted)
    #expect(try get("/v1/schedule" + range + "&rota=PRIMARY")["shifts"] == shifts.sorted)
    let wrong = try house.ask("GET", "/v1/schedule?rota=x", as: .viewer)
    #expect(Set(wrong.places) == ["from", "to", "rota"])
  }

  @Test func `a faulty edit is shown as pending, and the last good files stay in force`() throws {
    let before = try house.ask("GET", "/v1/configuration").json
    #expect(before["in_force_since"] == "2026-07-10T02:00:00+12:00")
    #expect(before["files"] == ["desk.rota"])
    #expect(before["pending"] == .null)
    house.time.advance(by: .minutes(5))
    house.edit([.init(name: "desk.rota", bytes: Array((House.text + "rota x\n").utf8))])
    let faulty = try house.ask("GET", "/v1/configuration").json
    #expect(faulty["in_force_since"] == "2026-07-10T02:00:00+12:00")
    #expect(faulty["pending"]["since"] == "2026-07-10T02:05:00+12:00")
    #expect(faulty["pending"]["problems"].elements.first?["file"] == "desk.rota")
    #expect(try house.ask("GET", "/healthz").json["parts"]["rota_files"] == "faulty")
    house.edit(House.files)
    #expect(try house.ask("GET", "/v1/configuration").json == before)
  }
}

import CivilTime
import Documents
import Rota
import Testing

@testable import Web

/// Spec: http-api.md, "Callbacks".
@Suite(.timeLimit(.minutes(5))) struct CallbackTests {
  let house: House

  init() throws { house = try House() }

  private func tickets(_ query: String) throws -> [Int] {
    let list = try house.ask("GET", "/v1/callbacks" + query, as: .engineer)
    #expect(list.status == 200)
    return list.json["callbacks"].elements.compactMap { Int($0["ticket"].plain) }
  }

  private func act(
    _ deed: String, _ body: String = "{}", as who: Who = .engineer, key: String? = nil
  ) throws -> WebAnswer {
    try house.ask(
      "POST", "/v1/callbacks/" + deed, as: who, body,
      fields: key.map { ["Idempotency-Key: " + $0] } ?? [])
  }

  @Test func `the filters let through what they say`() throws {
    for number in 1...4 { try house.call("c\(number)", from: "021 555 020\(number)") }
    _ = try act("1002/acknowledge")
    _ = try act("1003/attempts", #"{"outcome":"reached"}"#)
    _ = try act("1004/acknowledge", #"{"as":"Ben"}"#, as: .manager)
    #expect(try tickets("") == [1001, 1002, 1004])
    #expect(try tickets("?status=open") == [1001, 1002, 1004])
    #expect(try tickets("?status=pending") == [1001])
    #expect(try tickets("?status=completed,pending") == [1001, 1003])
    #expect(try tickets("?status=open,completed") == [1001, 1002, 1003, 1004])
    #expect(try tickets("?status=cancelled") == [])
    #expect(try tickets("?person=aroha") == [1002])
    #expect(try tickets("?person=BEN") == [1004])
    #expect(try tickets("?person=nobody-known") == [])
    #expect(try tickets("?owner=on_call") == [1001, 1002, 1004])
    #expect(try tickets("?owner=desk") == [])
    #expect(try tickets("?overdue=true") == [])
    house.time.advance(by: .hours(1))
    #expect(try tickets("?overdue=true") == [1001, 1002, 1004])
    #expect(try tickets("?overdue=false&status=open,completed") == [1003])
  }

  @Test func `pages go through 205 callbacks without loss or repeat`() throws {
    // Four deadlines for all, so that the id decides between most of them.
    let due = (0..<205).map { $0 % 4 }
    for (index, minute) in due.enumerated() {
      try house.post(
        """
        {"type":"call.started","call_id":"c\(index)","from":"02155\(10_000 + index)",\
        "at":"2026-07-10T01:5\(minute):00+12:00"}
        """)
    }
    let expected = due.indices.sorted { (due[$0], $0) < (due[$1], $1) }.map { 1001 + $0 }
    for limit in [1, 50, 100, 200] {
      var seen: [Int] = []
      var cursor = ""
      repeat {
        let page = try house.ask("GET", "/v1/callbacks?limit=\(limit)" + cursor).json
        let found = page["callbacks"].elements.compactMap { Int($0["ticket"].plain) }
        #expect(found.count == min(limit, 205 - seen.count))
        seen += found
        cursor = page["next"] == .null ? "" : "&after=" + page["next"].plain
      } while !cursor.isEmpty && seen.count <= 205
      #expect(seen == expected)
    }
    #expect(try tickets("").count == 50)
  }

  @Test(arguments: [
    ("limit=0", "limit"), ("limit=201", "limit"), ("limit=-1", "limit"), ("limit=+1", "limit"),
    ("limit=", "limit"), ("limit=1&limit=1", "limit"), ("limit=99999999999999999999", "limit"),
    ("status=", "status"), ("status=open,", "status"), ("status=late", "status"),
    ("owner=me", "owner"), ("overdue=yes", "overdue"), ("after=x", "after"),
    ("after=1--2", "after"), ("after=%2B1-2", "after"), ("after=", "after"),
  ])
  func `a wrong value is refused by its name`(query: String, name: String) throws {
    let answer = try house.ask("GET", "/v1/callbacks?" + query)
    #expect(answer.status == 422)
    #expect(answer.places == [name])
  }

  @Test func `all wrong values are named, and 1 and 200 are right ones`() throws {
    let wrong = try house.ask("GET", "/v1/callbacks?status=x&owner=x&overdue=x&limit=x&after=x")
    #expect(wrong.places == ["status", "owner", "overdue", "limit", "after"])
    for limit in [1, 200] {
      #expect(try house.ask("GET", "/v1/callbacks?limit=\(limit)").status == 200)
    }
  }

  @Test func `one callback has its history`() throws {
    try house.call("c")
    _ = try act("1001/acknowledge")
    let answer = try house.ask("GET", "/v1/callbacks/1001", as: .engineer).json
    #expect(answer["holder"] == "aroha")
    #expect(answer["acknowledged_by"] == "aroha")
    #expect(answer["acknowledged_at"] == "2026-07-10T02:00:00+12:00")
    #expect(answer["history"].elements.map { $0["what"].plain } == ["made", "acknowledged"])
    #expect(answer["history"].elements.map { $0["door"].plain } == ["telephony", "api"])
    #expect(answer["history"].elements.map { $0["by"].plain } == ["telephony", "aroha"])
  }

  @Test(arguments: ["1002", "0", "-1", "x", "99999999999999999999", "1001x", "%31001x"])
  func `no ticket, no callback`(number: String) throws {
    try house.call("c")
    #expect(try house.ask("GET", "/v1/callbacks/\(number)").status == 404)
    #expect(try house.ask("GET", "/v1/tickets/\(number)").status == 404)
    #expect(try act("\(number)/acknowledge").status == 404)
  }

  @Test func `an attempt is written down, and one that reached ends it`() throws {
    try house.call("c")
    house.time.advance(by: .minutes(20))
    let busy = try act("1001/attempts", #"{"outcome":"busy","note":"Engaged","minutes":5}"#)
    #expect(busy.status == 200)
    #expect(busy.json["status"] == "acknowledged")
    #expect(
      busy.json["attempts"].elements == [
        [
          "at": "2026-07-10T02:15:00+12:00", "note": "Engaged", "outcome": "busy",
          "person": "aroha",
        ]
      ])
    #expect(try act("1001/attempts", #"{"outcome":"unreachable"}"#).status == 409)
    let reached = try act("1001/attempts", #"{"outcome":"reached"}"#)
    #expect(reached.json["status"] == "completed")
    #expect(reached.json["outcome"] == "reached")
    #expect(try act("1001/attempts", #"{"outcome":"reached"}"#).status == 409)
    #expect(try act("1001/acknowledge").status == 409)
    let ticket = try house.ask("GET", "/v1/tickets/1001", as: .engineer).json
    #expect(ticket["number"] == 1001)
    #expect(ticket["time"].elements.map { $0["start"].plain } == ["2026-07-10T02:15:00+12:00"])
    #expect(ticket["calls"].elements.map { $0["call_id"].plain } == ["c"])
    #expect(ticket["callbacks"].elements.map { $0["status"].plain } == ["completed"])
  }

  @Test(arguments: ["2026-07-10T01:59:59+12:00", "2026-07-10T02:00:01+12:00"])
  func `an attempt before the call or ahead of now is refused`(at: String) throws {
    try house.call("c")
    let answer = try act("1001/attempts", #"{"outcome":"busy","at":"\#(at)"}"#)
    #expect(answer.status == 422)
    #expect(answer.places == ["/at"])
  }

  @Test func `an engineer acts as nobody else, a manager as anybody`() throws {
    try house.call("c")
    for value in [#""ben""#, #""aroha""#, "7"] {
      #expect(try act("1001/acknowledge", #"{"as":\#(value)}"#).status == 403)
    }
    #expect(try act("1001/acknowledge", #"{"as":null}"#).json["holder"] == "aroha")
    #expect(try act("1001/acknowledge", #"{"as":"Ben"}"#, as: .boss).json["holder"] == "ben")
    #expect(try act("1001/acknowledge", as: .boss).json["holder"] == "kiri")
    for (who, body) in [
      (Who.manager, "{}"), (.goneBoss, "{}"), (.manager, #"{"as":"zoe"}"#),
      (.manager, #"{"as":7}"#), (.boss, #"{"as":""}"#),
    ] {
      let answer = try act("1001/acknowledge", body, as: who)
      #expect(answer.status == 422)
      #expect(answer.places == ["/as"])
    }
  }

  @Test func `the same key and content get the first answer for 7 days`() throws {
    try house.call("c")
    let first = try act("1001/attempts", #"{"outcome":"busy"}"#, key: "k")
    #expect(try act("1001/attempts", #"{"outcome":"busy"}"#, key: "k").json == first.json)
    #expect(try act("1001/attempts", #"{"outcome":"reached"}"#, key: "k").status == 422)
    #expect(try act("1001/acknowledge", #"{"outcome":"busy"}"#, key: "k").status == 422)
    let other = try act("1001/attempts", #"{"outcome":"busy","as":"kiri"}"#, as: .boss, key: "k")
    #expect(other.json["attempts"].elements.count == 2)
    let without = try act("1001/attempts", #"{"outcome":"busy"}"#)
    #expect(without.json["attempts"].elements.count == 3)
    house.time.advance(by: .days(7) - .seconds(1))
    #expect(try act("1001/attempts", #"{"outcome":"busy"}"#, key: "k").json == first.json)
    house.time.advance(by: .seconds(1))
    let later = try act("1001/attempts", #"{"outcome":"busy"}"#, key: "k")
    #expect(later.json["attempts"].elements.count == 4)
  }

  @Test func `a refusal is kept under its key as a problem`() throws {
    try house.call("c")
    _ = try act("1001/attempts", #"{"outcome":"reached"}"#)
    for _ in 1...2 { #expect(try act("1001/acknowledge", key: "k").status == 409) }
  }

  @Test(arguments: [(0, 422), (1, 200), (200, 200), (201, 422)])
  func `a key has 1 to 200 characters`(length: Int, status: Int) throws {
    try house.call("c")
    let key = String(repeating: "k", count: length)
    #expect(try act("1001/acknowledge", key: key).status == status)
  }
}

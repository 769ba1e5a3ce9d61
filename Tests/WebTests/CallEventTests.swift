import CivilTime
import Documents
import HTTPServer
import Testing

@testable import Web

/// Spec: http-api.md, "Call events"; callbacks.md, "Nothing is lost".
@Suite(.timeLimit(.minutes(5))) struct CallEventTests {
  let house: House

  init() throws { house = try House() }

  static let started =
    #"{"event_id":"e-1","type":"call.started","call_id":"c-1","from":"021 555 0199"}"#

  @Test func `the call of Matariki is answered as the spec writes it`() throws {
    let answer = try house.post(CallEventTests.started)
    #expect(answer.status == 201)
    let say =
      "Our service desk is closed for Matariki and opens on Monday 13 July at 8 am. "
      + "Please leave your name, organisation and email address; our on-call engineer will ring "
      + "you back by 3 am. Your ticket number is 1 0 0 1. After-hours work is charged for."
    let expected: JSON = [
      "event_id": "e-1", "duplicate": false, "route": "on_call",
      "dial": "sip:message@pbx.example.nz", "say": .string(say),
      "service_hours": [
        "open": false, "reason": "Matariki", "public_holiday": "Matariki",
        "next_change": "2026-07-13T08:00:00+12:00",
      ],
      "ticket": 1001,
      "callback": [
        "ticket": 1001, "status": "pending", "due_at": "2026-07-10T03:00:00+12:00",
        "owner": "on_call", "on_call": ["aroha"],
      ],
      "warnings": [],
    ]
    #expect(answer.json == expected.sorted)
  }

  @Test func `a desk call is told the desk's dial and owed nothing`() throws {
    let answer = try house.post(
      #"{"type":"call.started","call_id":"c","from":"021 555 0199","at":"2026-07-09T10:00:00+12:00"}"#
    )
    #expect(answer.json["route"] == "desk")
    #expect(answer.json["dial"] == "sip:desk@pbx.example.nz")
    for name in ["say", "ticket", "callback"] { #expect(answer.json[name] == .null) }
    #expect(answer.json["service_hours"]["open"] == true)
  }

  @Test func `a form says the same as JSON, and each repeats the other`() throws {
    let form =
      "event_id=e-1&type=call.started&call_id=c-1&from=+64215550199&caller.name=Moana+T%C4%81u"
      + "&at=2026-07-10T01:59:00+12:00"
    let first = try house.ask(
      "POST", "/v1/call-events", as: .telephony, form, type: "application/x-www-form-urlencoded")
    #expect(first.status == 201)
    #expect(first.json["callback"]["due_at"] == "2026-07-10T02:59:00+12:00")
    let again = try house.post(
      """
      {"at":"2026-07-10T01:59:00+12:00","caller":{"name":"Moana Tāu"},"call_id":"c-1",
       "type":"call.started","from":"+64215550199","event_id":"e-1","summary":null}
      """)
    #expect(again.status == 200)
    #expect(again.json["duplicate"] == true)
    #expect(again.json["say"] == first.json["say"])
    let caller = try house.ask("GET", "/v1/callbacks/1001").json["caller"]
    #expect(caller["name"] == "Moana Tāu")
    #expect(caller["phone"] == "+64215550199")
  }

  @Test func `a repeat gets the first answer, though all has changed meanwhile`() throws {
    let first = try house.post(CallEventTests.started)
    try house.ask("POST", "/v1/callbacks/1001/attempts", as: .engineer, #"{"outcome":"reached"}"#)
    house.time.advance(by: .hours(80))
    let again = try house.post(CallEventTests.started)
    #expect(again.status == 200)
    #expect(again.json == first.json.replacing("duplicate", with: true))
  }

  @Test func `without an id the same content is the same event`() throws {
    let event = #"{"type":"call.started","call_id":"c-1","from":"021 555 0199"}"#
    let first = try house.post(event)
    let again = try house.post(#"{"from":"021 555 0199","call_id":"c-1","type":"call.started"}"#)
    #expect((first.status, again.status) == (201, 200))
    #expect(first.json["event_id"] == again.json["event_id"])
  }

  @Test func `a known id with other content is refused and kept aside`() throws {
    try house.post(CallEventTests.started)
    let other = CallEventTests.started.replacing("0199", with: "0198")
    #expect(try house.post(other).status == 409)
    #expect(try house.ask("GET", "/v1/refused").json["refused"].elements[0]["body"].plain == other)
    #expect(try house.post(CallEventTests.started).status == 200)
  }

  @Test(arguments: [
    ("{}", ["/type", "/call_id"]), (#"{"type":"","call_id":""}"#, ["/type", "/call_id"]),
    (#"{"type":"call.begun","call_id":7,"event_id":[]}"#, ["/type", "/call_id", "/event_id"]),
    (
      #"{"type":null,"call_id":"c","event_id":"\#(String(repeating: "ā", count: 201))"}"#,
      ["/type", "/event_id"]
    ),
  ])
  func `a refusal names all that is wrong and its body is kept aside whole`(
    body: String, places: [String]
  ) throws {
    let answer = try house.post(body)
    #expect(answer.status == 422)
    #expect(answer.places == places)
    let kept = try house.ask("GET", "/v1/refused").json["refused"].elements
    #expect(kept.count == 1)
    #expect(kept.first?["body"].plain == body)
    #expect(kept.first?["token"] == "telephony")
    #expect(kept.first?["at"] == "2026-07-10T02:00:00+12:00")
    #expect(kept.first?["errors"]?.sorted == answer.json["errors"])
  }

  @Test func `ids of 200 characters are taken`() throws {
    let id = String(repeating: "ā", count: 200)
    let answer = try house.post(
      #"{"type":"call.started","call_id":"\#(id)","event_id":"\#(id)","from":"021 555 0199"}"#)
    #expect(answer.status == 201)
    #expect(answer.json["event_id"].plain == id)
  }

  @Test func `bodies that could not be read are kept aside too, the newest first`() throws {
    #expect(try house.post("{").status == 400)
    #expect(
      try house.ask("POST", "/v1/call-events", as: .telephony, "<x/>", type: "text/xml").status
        == 415)
    let kept = try house.ask("GET", "/v1/refused").json["refused"].elements
    #expect(kept.map { $0["body"].plain } == ["<x/>", "{"])
    try house.ask("POST", "/v1/call-events", as: .engineer, "{")
    #expect(try house.ask("GET", "/v1/refused").json["refused"].elements.count == 2)
  }

  @Test func `what else is wrong is left out and warned of`() throws {
    let answer = try house.post(
      #"{"type":"call.started","call_id":"c","caller":"Joe","urgency":"now","at":[],"extra":{"a":1}}"#
    )
    #expect(answer.status == 201)
    let warnings = answer.json["warnings"].elements.map(\.plain)
    #expect(Set(warnings) == ["bad_at", "bad_caller", "bad_urgency", "no_number"])
  }

  @Test(arguments: [
    (
      #"{"type":"call.started","call_id":"c","from":"1","from":"021 555 0199"}"#, "application/json"
    ),
    ("type=call.started&call_id=c&from=1&from=021+555+0199", "application/x-www-form-urlencoded"),
  ])
  func `of a field that is sent twice the last counts`(body: String, type: String) throws {
    let answer = try house.ask("POST", "/v1/call-events", as: .telephony, body, type: type)
    #expect(answer.status == 201)
    let callback = try house.ask("GET", "/v1/callbacks/1001").json
    #expect(callback["caller"]["phone"] == "+64215550199")
  }

  @Test func `a NUL and a pair of surrogates in a text come back as they were`() throws {
    try house.post(
      #"{"type":"call.details","call_id":"c","from":"021 555 0199","summary":"a\u0000b \ud83e\udd85"}"#
    )
    let summary = try house.ask("GET", "/v1/callbacks/1001").json["summary"]
    #expect(summary == "a\u{0}b 🦅")
  }

  @Test(arguments: [
    ("?as=form", nil, "application/x-www-form-urlencoded"), ("?as=text", nil, "text/plain"),
    ("?as=json", "text/plain", "application/json"), ("?as=xml", "text/plain", "text/plain"),
    ("", nil, "application/json"), ("", "*/*", "application/json"),
    ("", "text/plain", "text/plain"), ("", "TEXT/Plain; charset=utf-8", "text/plain"),
    ("", "application/x-www-form-urlencoded, */*", "application/x-www-form-urlencoded"),
    ("", "text/plain;q=0.5, application/json;q=0.4", "text/plain"),
    ("", "text/plain, application/json", "application/json"),
    ("", "text/plain;q=0", "application/json"), ("", "image/png", "application/json"),
    ("", "text/*, application/json;q=0.1", "text/plain"),
    ("", "application/*;q=0.9, text/plain;q=0.8", "application/json"),
    ("", "application/json;q=0, */*", "application/x-www-form-urlencoded"),
  ])
  func `the answer comes in the form that is asked for`(
    query: String, accept: String?, type: String
  ) throws {
    let answer = try house.ask(
      "POST", "/v1/call-events" + query, as: .telephony, CallEventTests.started,
      fields: accept.map { ["Accept: " + $0] } ?? [])
    #expect(answer.status == 201)
    #expect(answer.type == type)
    switch type {
    case "text/plain": #expect(answer.text == "on_call")
    case "application/json": #expect(answer.json["route"] == "on_call")
    default:
      #expect(
        answer.text.hasPrefix("route=on_call&dial=sip%3Amessage%40pbx.example.nz&ticket=1001"))
      let form = Dictionary(uniqueKeysWithValues: answer.form.map { ($0.name, $0.value) })
      #expect(form["due_at"] == "2026-07-10T03:00:00+12:00")
      #expect(form["say"]?.contains("ring you back by 3 am.") == true)
    }
  }

  /// Kamailio 5.6 reads nothing of a form after a name without a value.
  @Test func `a form's answer names nothing without a value`() throws {
    let answer = try house.ask(
      "POST", "/v1/call-events?as=form", as: .telephony,
      #"{"type":"call.started","call_id":"day","at":"2026-07-09T10:00:00+12:00","from":"021 555 0199"}"#
    )
    let names = answer.form.map(\.name)
    #expect(names == ["route", "dial", "event_id", "duplicate", "warnings"], "\(answer.text)")
    #expect(answer.form.allSatisfy { !$0.value.isEmpty }, "\(answer.text)")
  }
}

extension JSON {
  func replacing(_ name: String, with value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.name == name ? Member(name, value) : $0 })
  }
}

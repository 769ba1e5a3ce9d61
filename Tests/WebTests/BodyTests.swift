import Documents
import Testing

@testable import Web

/// Spec: http-api.md, "Errors".
@Suite(.timeLimit(.minutes(5))) struct BodyTests {
  let house: House

  init() throws { house = try House() }

  static let paths = ["/v1/call-events", "/v1/callbacks/1001/attempts"]

  static let unreadable: [[UInt8]] =
    [
      "", " ", "nonsense", "[]", "7", "null", "\"a\"", "{", "{\"a\":1", "{\"a\"}", "{\"a\":1,}",
      "{,}",
      "{'a':1}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":1e}", "{\"a\":-}",
      "{\"a\":NaN}", "{\"a\":tru}", "{} {}", "{}//", "\u{FEFF}{}", "{\"a\":\"\\x\"}",
      "{\"a\":\"\\ud83e\"}", "{\"a\":\"\\udd85\\ud83e\"}", "{\"a\":\"\\ud83e\\u0041\"}",
      "{\"a\":\"\\u12\"}", "{\"a\":\"\n\"}", "{\"a\":\"\u{0}\"}", "{}\u{0}",
      "{\"a\":" + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + "}",
      String(repeating: "[", count: 60_000),
    ].map { Array($0.utf8) } + [
      Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8),
      Array("{\"a\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8),
      [0x7B, 0x00, 0x7D, 0x00],
    ]

  @Test(arguments: paths)
  func `what is not a JSON object gets 400`(path: String) throws {
    let who = path == "/v1/call-events" ? Who.telephony : .engineer
    for body in BodyTests.unreadable where !body.isEmpty || who == .telephony {
      let answer = try house.ask("POST", path, as: who, bytes: body)
      #expect(answer.status == 400, "\(String(decoding: body, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    "{}", " \t\r\n{ } \n", "{\"a\":1.5e-3,\"b\":[true,false,null,-0]}",
    "{\"a\":\"\\\"\\\\\\/\\b\\f\"}",
    "{\"a\":" + String(repeating: "[", count: 31) + String(repeating: "]", count: 31) + "}",
  ])
  func `JSON in any dress is read`(body: String) throws {
    #expect(try house.post(body).status == 422)
    #expect(throws: Never.self) { try SentJSON(Array(body.utf8)) }
  }

  @Test(arguments: [
    "text/plain", "application/x-www-form-urlencoded", "application/jsonx", nil,
  ])
  func `another type gets 415`(type: String?) throws {
    let answer = try house.ask(
      "POST", "/v1/callbacks/1001/attempts", as: .engineer, "{}", type: type)
    #expect(answer.status == 415)
  }

  @Test(arguments: ["application/json", "Application/JSON ; charset=utf-8"])
  func `a type may have parameters and any case`(type: String) throws {
    let answer = try house.ask("POST", "/v1/call-events", as: .telephony, "{}", type: type)
    #expect(answer.status == 422)
  }

  @Test(arguments: paths)
  func `a body with no length gets 411 where one is wanted`(path: String) throws {
    #expect(try house.ask("POST", path, as: .telephony).status == 411)
  }

  @Test func `an action that wants nothing takes no body at all`() throws {
    try house.call("c")
    let answer = try house.ask("POST", "/v1/callbacks/1001/acknowledge", as: .engineer)
    #expect(answer.status == 200)
  }

  @Test func `64 KiB are taken and a byte more is not`() throws {
    func event(bytes count: Int) -> String {
      let frame = #"{"type":"call.started","call_id":"c","x":""}"#
      return frame.dropLast(2) + String(repeating: "x", count: count - frame.utf8.count) + "\"}"
    }
    #expect(try house.post(event(bytes: 64 << 10)).status == 201)
    #expect(try house.post(event(bytes: (64 << 10) + 1)).status == 413)
    #expect(try house.post(event(bytes: 1_000_000)).status == 413)
  }

  @Test func `all that is wrong in a body is named`() throws {
    try house.call("c")
    let note = String(repeating: "ā", count: 4001)
    let answer = try house.ask(
      "POST", "/v1/callbacks/1001/attempts", as: .engineer,
      #"{"outcome":"gone","at":"yesterday","minutes":1441,"note":"\#(note)"}"#)
    #expect(answer.status == 422)
    #expect(answer.places == ["/outcome", "/at", "/minutes", "/note"])
  }

  @Test(arguments: [
    (#""minutes":0"#, 200), (#""minutes":1440"#, 200), (#""minutes":1441"#, 422),
    (#""minutes":-1"#, 422), (#""minutes":2.0"#, 200), (#""minutes":2.5"#, 422),
    (#""minutes":"2""#, 422), (#""minutes":1e99"#, 422), (#""minutes":null"#, 200),
    (#""note":"\#(String(repeating: "ā", count: 4000))""#, 200), (#""note":7"#, 422),
    (#""at":"2026-07-10T02:00:00 12:00""#, 422), (#""at":"2026-07-09T14:00:00Z""#, 200),
    (#""at":1783612800"#, 422), (#""unknown":{"a":[]}"#, 200),
    (#""minutes":1,"minutes":1"#, 422),
  ])
  func `a member is taken or refused by what the document says of it`(
    member: String, status: Int
  ) throws {
    try house.call("c")
    let answer = try house.ask(
      "POST", "/v1/callbacks/1001/attempts", as: .engineer, #"{"outcome":"busy",\#(member)}"#)
    #expect(answer.status == status)
    #expect(answer.places.count == (status == 422 ? 1 : 0))
  }

  @Test func `no error repeats what was sent`() throws {
    try house.call("c")
    let mark = "qQzZ"
    let answers = try [
      house.ask("POST", "/v1/call-events", as: .telephony, #"{"type":"qQzZ","qQzZ":"#),
      house.post(#"{"type":"qQzZ","event_id":["qQzZ"]}"#),
      house.ask("GET", "/v1/callbacks?status=qQzZ&owner=qQzZ&limit=qQzZ&after=qQzZ"),
      house.ask("GET", "/v1/service-hours?at=qQzZ"), house.ask("GET", "/qQzZ"),
      house.ask("GET", "/v1/public-holidays?region=qQzZ&year=qQzZ"),
      house.ask("GET", "/v1/callbacks/qQzZ"), house.ask("qQzZ", "/v1/callbacks"),
      house.ask(
        "POST", "/v1/callbacks/1001/attempts", #"{"as":"qQzZ","outcome":"qQzZ"}"#),
    ]
    for answer in answers {
      #expect((400..<500).contains(answer.status))
      #expect(!answer.text.contains(mark))
      #expect(!answer.fields.contains { $0.value.contains(mark) })
    }
  }
}

import Callbacks
import CivilTime
import Digests
import Documents
import HTTPServer
import Rota
import Service
import Store
import Testing

@testable import Web

/// Who may come in, and what the door says to who may not (spec: http-api.md, "Who may do what").
@Suite(.timeLimit(.minutes(5))) struct DoorTests {
  let house: House

  init() throws { house = try House() }

  /// What each role may, from the spec's table; nil: anybody.
  static let table: [(method: String, path: String, roles: [Who]?)] = [
    ("POST", "/v1/call-events", [.telephony]),
    ("GET", "/v1/refused", [.manager, .boss, .goneBoss]),
    ("GET", "/v1/callbacks", staff), ("GET", "/v1/callbacks/1001", staff),
    ("POST", "/v1/callbacks/1001/acknowledge", staff),
    ("POST", "/v1/callbacks/1001/attempts", staff),
    ("POST", "/v1/callbacks/1001/promise", staff),
    ("POST", "/v1/callbacks/1001/hand-over", staff),
    ("POST", "/v1/callbacks/1001/urgency", staff), ("POST", "/v1/callbacks/1001/cancel", staff),
    ("POST", "/v1/desk/closed", managers), ("DELETE", "/v1/desk/closed", managers),
    ("GET", "/v1/tickets/1001", staff),
    ("GET", "/v1/service-hours", readers), ("GET", "/v1/service-hours/windows" + range, readers),
    ("GET", "/v1/service-hours/deadline" + range + "&service_minutes=1", readers),
    ("GET", "/v1/service-hours/split" + range, readers), ("GET", "/v1/public-holidays", readers),
    ("GET", "/v1/on-call", readers), ("GET", "/v1/schedule" + range, readers),
    ("GET", "/v1/configuration", staff), ("GET", "/healthz", nil), ("GET", "/openapi.json", nil),
    ("POST", "/v1/what-if", readers),
    ("GET", "/health/ready", nil), ("GET", "/metrics", [.monitor] + managers),
    ("GET", "/v1/schedule.ics?key=x", nil), ("GET", "/v1/schedule-feed", staff),
    ("POST", "/v1/schedule-feed", staff),
    ("POST", "/v1/tickets/1001/updates", staff), ("PATCH", "/v1/tickets/1001", staff),
    ("POST", "/v1/mail", [.mail]), ("GET", "/v1/tickets/1001/attachments/1", staff),
    ("GET", "/v1/status", nil), ("POST", "/v1/status", staff), ("GET", "/status", nil),
    ("GET", "/status.atom", nil),
    ("GET", "/v1/tickets", staff), ("POST", "/v1/tickets", staff),
    ("POST", "/v1/tickets/1001/time", staff), ("POST", "/v1/tickets/1001/materials", staff),
    ("GET", "/v1/reports/billing?from=2026-07-01&to=2026-08-01", managers),
    ("GET", "/v1/reports/callbacks?from=2026-07-01&to=2026-08-01", managers),
    ("GET", "/v1/reports/on-call?from=2026-07-01&to=2026-08-01", managers),
    ("GET", "/v1/reports/handover", managers),
  ]
  /// A token opens none of them; a session does (``PageTests``).
  static let pages: [(method: String, path: String, roles: [Who]?)] = [
    ("GET", "/", nil), ("GET", "/board", nil), ("GET", "/board/events", nil),
    ("POST", "/act", nil), ("GET", "/status-notices", nil), ("POST", "/status-notices", nil),
    ("GET", "/assets/icon.svg", nil), ("POST", "/sign-in", nil), ("GET", "/sign-in/x", nil),
    ("POST", "/sign-in/x", nil), ("POST", "/sign-out", nil), ("GET", "/me", nil),
    ("POST", "/me", nil), ("GET", "/tickets/new", nil), ("POST", "/tickets/new", nil),
    ("GET", "/tickets/1001", nil), ("GET", "/tickets/1001/promise", nil),
    ("GET", "/tickets/1001/hand-over", nil), ("POST", "/tickets/1001/update", nil),
    ("GET", "/n/x", nil), ("POST", "/n/x", nil), ("POST", "/n/x/promise", nil),
    ("GET", "/on-call", nil), ("POST", "/on-call/feed", nil), ("GET", "/reports", nil),
    ("GET", "/reports/billing.csv", nil), ("GET", "/reports/callbacks", nil),
    ("GET", "/reports/callbacks.csv", nil), ("GET", "/reports/on-call", nil),
    ("GET", "/reports/on-call.csv", nil), ("GET", "/reports/handover", nil),
    ("GET", "/reports/handover.csv", nil),
    // The clients' own have a session of their own (``ClientPageTests``).
    ("GET", "/client", nil), ("POST", "/client/link", nil), ("GET", "/client/sign-in/x", nil),
    ("POST", "/client/sign-in/x", nil), ("POST", "/client/sign-out", nil),
    ("GET", "/client/tickets/1001", nil), ("POST", "/client/tickets/1001", nil),
    ("GET", "/client/new", nil), ("POST", "/client/new", nil),
  ]
  static let managers: [Who] = [.manager, .boss, .goneBoss]
  static let staff: [Who] = [.engineer, .manager, .boss, .goneBoss]
  static let readers: [Who] = staff + [.viewer]
  static let range = "?from=2026-07-10T02:00:00Z&to=2026-07-10T03:00:00Z"

  @Test func `every role may what the table says and nothing else`() throws {
    try house.call("c")
    for (method, path, roles) in DoorTests.table {
      for who in Who.allCases where who != .stranger {
        let body = method.hasPrefix("P") ? DoorTests.body(for: path, who) : nil
        let type = path == "/v1/mail" ? "message/rfc822" : "application/json"
        let answer = try house.ask(method, path, as: who, body, type: type)
        let mayCome = roles?.contains(who) ?? true
        let done = DoorTests.done(method, path, who)
        let wanted = mayCome || roles == nil ? done : who == .nobody ? [401] : [403]
        #expect(wanted.contains(answer.status), "\(method) \(path) as \(who): \(answer.text)")
      }
    }
  }

  private static func done(_ method: String, _ path: String, _ who: Who) -> [Int] {
    switch path {
    // Once one of them has cancelled it, the callback is over for the next.
    case _ where path.hasSuffix("/cancel"): [200, 409]
    case _ where path.hasSuffix("/1") || path.contains(".ics"): [404]
    // A feed is one person's; to be seen it must have been made.
    case "/v1/schedule-feed":
      who != .engineer && who != .boss ? [422] : method == "POST" ? [201] : [404]
    default: [200, 201, 204]
    }
  }

  private static func body(for path: String, _ who: Who) -> String {
    if path == "/v1/call-events" { return CallEventTests.started }
    let deed =
      switch path.split(separator: "/").last {
      case "attempts": #""outcome":"busy""#
      case "promise": #""at":"2026-07-10T05:00:00+12:00""#
      case "hand-over": #""to":"desk""#
      case "urgency": #""urgency":"low""#
      case "cancel": #""reason":"a wrong number""#
      case "what-if": #""at":"2026-07-10T05:00:00+12:00""#
      case "updates": #""text":"ordered""#
      case "1001": #""status":"open""#
      case "tickets": #""caller":{"name":"Moana"},"summary":"x""#
      case "time":
        #""end":"2026-07-10T02:00:00+12:00","minutes":5"#
          + (who.role == .manager ? #","person":"kiri""# : "")
      case "materials": #""description":"cable","quantity":1,"unit_price_cents":5"#
      case "status": #""state":"monitoring","text":"Email""#
      case "closed": #""until":"2026-07-10T05:00:00+12:00","reason":"a fire drill""#
      default: #""x":1"#
      }
    return who.role == .manager ? "{\(deed),\"as\":\"kiri\"}" : "{\(deed)}"
  }

  @Test func `the table leaves no route out`() {
    let table = DoorTests.table + DoorTests.pages
    for route in WebInterface.routes {
      #expect(
        table.contains { method, target, _ in
          method == route.method && route.values(in: String(target.prefix { $0 != "?" })) != nil
        }, "\(route.method) \(route.path)")
    }
    #expect(table.count == WebInterface.routes.count)
  }

  @Test func `an engineer whose person is taken out of the files is shut out at once`() throws {
    #expect(try house.ask("GET", "/v1/callbacks", as: .engineer).status == 200)
    let without = House.text.replacing("aroha", with: "moana")
    house.edit([.init(name: "desk.rota", bytes: Array(without.utf8))])
    #expect(try house.ask("GET", "/v1/callbacks", as: .engineer).status == 403)
    #expect(try house.ask("GET", "/v1/callbacks", as: .boss).status == 200)
  }

  @Test(arguments: [
    ["Authorization: Bearer viewer-token"], ["authorization: bearer  viewer-token"],
    ["X-Api-Key: viewer-token"], [basic("x:viewer-token")], [basic(":viewer-token")],
    ["Authorization: Bearer wrong", "X-Api-Key: viewer-token"],
    [basic("x:wrong"), "Authorization: Bearer viewer-token"],
    (1...20).map { "X-Api-Key: wrong\($0)" } + ["X-Api-Key: viewer-token"],
    ["X-Api-Key: telephony-token", "Authorization: Bearer viewer-token"],
    ["X-Api-Key: gone-token", "Authorization: Bearer viewer-token"],
    ["X-Api-Key: viewer-token", "Authorization: Bearer gone-token"],
  ])
  func `a right token comes in wherever it stands and whatever stands beside it`(
    fields: [String]
  ) throws {
    let answer = try house.ask("GET", "/v1/on-call", as: .nobody, fields: fields)
    #expect(answer.status == 200)
  }

  private static func basic(_ text: String) -> String {
    "Authorization: Basic " + Base64.standard.encode(Array(text.utf8))
  }

  @Test(arguments: [
    [], ["Authorization: viewer-token"], ["Authorization: Bearer"], ["X-Api-Key: "],
    ["Authorization: Digest viewer-token"], ["Authorization: Basic %%%"],
    [basic("viewer-token")], [basic("viewer-token:x")], ["Cookie: token=viewer-token"],
    ["X-Api-Key: viewer-token2"],
  ])
  func `without a right token it is 401 and how to show one`(fields: [String]) throws {
    let answer = try house.ask("GET", "/v1/on-call", as: .nobody, fields: fields)
    #expect(answer.status == 401)
    let schemes = answer.all("WWW-Authenticate").map { $0.prefix { $0 != " " } }
    #expect(schemes == ["Bearer", "Basic"])
  }

  @Test func `after ten wrong tokens within a minute further wrong ones get 429`() throws {
    let path = "/v1/on-call"
    for second in 0..<10 {
      #expect(try house.ask("GET", path, as: .stranger).status == 401)
      if second < 9 { house.time.advance(by: .seconds(6)) }
    }
    let refused = try house.ask("GET", path, as: .stranger)
    #expect(refused.status == 429)
    #expect(refused["Retry-After"].flatMap { Int($0) }.map { (1...60).contains($0) } == true)
    #expect(try house.ask("GET", path, as: .viewer).status == 200)
    let beside = ["X-Api-Key: wrong"]
    #expect(try house.ask("GET", path, as: .viewer, fields: beside).status == 200)
    #expect(try house.ask("GET", path, as: .telephony, fields: beside).status == 403)
    #expect(try house.ask("GET", path, as: .nobody).status == 401)
    house.time.advance(by: .seconds(6))
    #expect(try house.ask("GET", path, as: .stranger).status == 401)
  }

  @Test(arguments: [
    "/v1", "/v1/callbacks/", "/v1/callbacks/1001/x", "/V1/on-call", "/v1//on-call",
  ])
  func `what isn't there is 404`(path: String) throws {
    #expect(try house.ask("GET", path).status == 404)
    #expect(try house.ask("GET", path, as: .nobody).status == 404)
  }

  @Test(arguments: [
    ("GET", "/v1/call-events", "POST"), ("DELETE", "/v1/callbacks", "GET, HEAD"),
    ("PUT", "/v1/callbacks/1001/attempts", "POST"), ("OPTIONS", "/healthz", "GET, HEAD"),
    ("get", "/healthz", "GET, HEAD"), ("HEAD", "/v1/call-events", "POST"),
  ])
  func `a method that a path does not take is 405`(
    method: String, path: String, allow: String
  ) throws {
    let answer = try house.ask(method, path)
    #expect(answer.status == 405)
    #expect(answer["Allow"] == allow)
  }

  @Test(arguments: ["/v1/callbacks", "/healthz", "/openapi.json", "/v1/tickets/1", "/nowhere"])
  func `HEAD gets the head that GET gets, and no body`(path: String) throws {
    let (get, head) = (try house.ask("GET", path), try house.ask("HEAD", path))
    #expect(head.status == get.status)
    #expect(head.body.isEmpty)
    // Each answer bears an id of its own.
    let fields = [get, head].map { $0.fields.filter { $0.name != "X-Request-Id" }.map(\.value) }
    #expect(fields[0] == fields[1])
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
    ("POST /v1/call-events HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
    ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
    ("GET /x HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", 404),
    ("GET /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", 413),
    ("GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505),
  ])
  func `what the HTTP server refuses by itself is a problem document too`(
    request: String, status: Int
  ) throws {
    let answer = try house.send(Array(request.utf8))
    #expect(answer.status == status)
    #expect(answer.type == "application/problem+json")
    #expect(Conformance.faults(of: answer.json, by: Schema.named("Problem")) == [])
    #expect(answer.json["status"] == .integer(Int64(status)))
  }

  @Test func `when too much waits a write is 503 and a read goes on`() throws {
    let (begun, mayEnd) = (BoundedQueue<Bool>(itemsMax: 1), BoundedQueue<Bool>(itemsMax: 1))
    house.service.write { _ in
      _ = begun.post(true)
      _ = mayEnd.take(countMax: 1)
    } then: { _ in
    }
    _ = begun.take(countMax: 1)
    let isOver = BoundedQueue<Bool>(itemsMax: CallbackService.waitingMax)
    for _ in 0..<CallbackService.waitingMax {
      house.service.write { _ in
      } then: { _ in
        _ = isOver.post(true)
      }
    }
    for (method, path, who) in [
      ("POST", "/v1/call-events", Who.telephony), ("GET", "/healthz", .nobody),
    ] {
      let answer = try house.ask(
        method, path, as: who, method == "POST" ? CallEventTests.started : nil)
      #expect(answer.status == 503)
      #expect(answer["Retry-After"].flatMap { Int($0) } != nil)
    }
    #expect(try house.ask("GET", "/v1/callbacks").status == 200)
    _ = mayEnd.post(true)
    for _ in 0..<CallbackService.waitingMax { _ = isOver.take(countMax: 1) }
    #expect(try house.post(CallEventTests.started).status == 201)
  }

  @Test(arguments: [
    ServiceFault.overloaded, .stopping, .cannotWrite(.full), .cannotWrite(.readOnly),
  ])
  func `what can't be kept is 503 and when to try again`(fault: ServiceFault) {
    let response = WebProblem(fault: fault).response
    #expect(response.status == 503)
    #expect(response.fields["Retry-After"] == "2")
    let turnedAway = WebProblem(ofWire: 503, "too many connections").response
    #expect(turnedAway.fields["Retry-After"] == "2")
  }

  @Test func `a defect tells nothing of its cause`() {
    struct Secret: Error {}
    let response = WebProblem(fault: Secret()).response
    #expect(response.status == 500)
    #expect(!String(decoding: response.body, as: UTF8.self).contains("Secret"))
  }
}

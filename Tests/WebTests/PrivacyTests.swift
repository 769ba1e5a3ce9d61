import CivilTime
import Documents
import HTTPServer
import Testing

@testable import Web

/// Who rang, what they said and what opens the door stand in no line of the log, no measure and no refusal,
/// whichever door it came by (spec: http-api.md, "Errors"; house rule for logs).
@Suite(.timeLimit(.minutes(2))) struct PrivacyTests {
  let house: House

  init() throws { house = try House() }

  /// Each is searched for as it stands, in small letters.
  static let secrets = [
    "wiremu", "5550777", "555 0777", "harakeke", "@client.example", "boiler", "wr0ng-token",
    "-token",
    "s3cret",
  ]

  private static let caller =
    #"{"name":"Wiremu Tau","organisation":"Harakeke Ltd","email":"wiremu@client.example","#
    + #""phone":"021 555 0777"}"#

  static let bodies: [(type: String, text: String)] = [
    (
      "application/json",
      #"{"type":"call.started","call_id":"s3cret-1","from":"021 555 0777","summary":"the boiler burst","#
        + #""caller":"# + caller
        + #","note":"boiler","text":"boiler","reason":"boiler","to":"wiremu","#
        + #""as":"wiremu","at":"s3cret","until":"s3cret","urgency":"boiler","outcome":"boiler"}"#
    ),
    (
      "application/json",
      #"{"type":"call.s3cret","caller":"# + caller + #","summary":"the boiler"}"#
    ),
    ("application/json", #"{"caller":"# + caller + #","summary":"the boiler burst"}"#),
    ("application/json", #"{"wiremu s3cret 021 555 0777"#),
    (
      "application/x-www-form-urlencoded",
      "type=call.started&call_id=s3cret-2&from=0215550777&caller.name=Wiremu&summary=boiler&x=%s3cret"
    ),
    ("application/x-www-form-urlencoded", "type=s3cret&caller.email=wiremu%40client.example"),
    ("wiremu/s3cret", "the boiler burst"),
    (
      "message/rfc822",
      "From: Wiremu Tau <wiremu@client.example>\r\nTo: support@desk.example.nz\r\n"
        + "Subject: boiler\r\nMessage-ID: <s3cret@client.example>\r\n\r\nThe boiler burst, 021 555 0777.\r\n"
    ),
  ]

  private func check(_ text: String, _ place: String, _ location: SourceLocation = #_sourceLocation)
  {
    let text = text.lowercased()
    for secret in PrivacyTests.secrets where text.contains(secret) {
      Issue.record("\(place) tells “\(secret)”: \(text.prefix(300))", sourceLocation: location)
    }
  }

  @Test func `nothing that was sent comes back in a refusal, a log line or a measure`() throws {
    try house.call("c")
    var asked = 0
    let query =
      "?q=wiremu&person=wiremu&from=s3cret&to=0215550777&at=boiler&key=wr0ng-token&as=s3cret"
    for route in WebInterface.routes {
      let paths = [
        route.path.replacing(/\{[a-z]+\}/, with: "1001"),
        route.path.replacing(/\{[a-z]+\}/, with: "s3cret"),
      ]
      let right = Who.allCases.first { $0.role.map { route.roles?.contains($0) ?? true } ?? false }
      let bodies = route.method == "GET" ? [nil] : PrivacyTests.bodies.map(Optional.some)
      for path in Set(paths) {
        for (target, body) in [path, path + query].flatMap({ target in bodies.map { (target, $0) } }
        ) {
          for (who, fields) in [
            (right ?? .manager, []), (Who.nobody, ["X-Api-Key: wr0ng-token-\(asked)"]),
          ] {
            let answer = try house.ask(
              route.method, target, as: who, body?.text, type: body?.type, fields: fields)
            asked += 1
            if answer.status >= 400 { check(answer.text, "\(answer.status) of \(route.path)") }
          }
        }
      }
    }
    let lines = house.log.lines
    for line in lines { check(line, "the log") }
    // One line for each; the call at the start has one too.
    #expect(lines.filter { $0.hasPrefix("event=request id=") }.count == asked + 1)
    check(try house.ask("GET", "/metrics", as: .monitor).text, "/metrics")
  }

  @Test(arguments: [
    "GET /wiremu?s3cret=boiler HTTP/9.9\r\nHost: a\r\nX-Api-Key: wr0ng-token\r\n\r\n",
    "WIREMU /s3cret HTTP/1.1\r\nHost: a\r\n\r\n", "GET /v1/s3cret HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /v1/on-call HTTP/1.1\r\nHost: wiremu s3cret\r\nX-Api-Key: wr0ng-token\r\n\r\n",
    "GET /v1/on-call HTTP/1.1\r\nHost: a\r\nwiremu s3cret: boiler\r\n\r\n",
    "POST /v1/mail HTTP/1.1\r\nHost: a\r\nContent-Length: wiremu s3cret\r\n\r\n",
    "GET /%s3cret HTTP/1.1\r\nHost: a\r\n\r\n",
  ])
  func `what the wire refuses has an id and a line, and tells nothing either`(
    request: String
  ) throws {
    let answer = try house.send(Array((request + String(repeating: " ", count: 9)).utf8))
    #expect((400...505).contains(answer.status))
    check(answer.text + answer.fields.map(\.value).joined(), "the answer")
    let id = try #require(answer["X-Request-Id"])
    let lines = house.log.lines
    #expect(lines.count { $0.hasPrefix("event=request id=\(id) ") } == 1)
    for line in lines { check(line, "the log") }
    check(try house.ask("GET", "/metrics", as: .monitor).text, "/metrics")
  }
}

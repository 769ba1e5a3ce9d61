import Glibc
import TestSupport
import Testing

/// How the service ends, and what it says meanwhile.
@Suite(.serialized) struct ServeStopTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `what is in hand is answered before the end, and idle callers don't hold it up`(
    _ signal: Int32
  ) throws {
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).telephony
    let port = try service.takesCalls()
    var idle: ServeConnection? = try ServeConnection(port: port)
    #expect(try idle?.ask("GET", "/healthz").status == 200)
    let body = ServeStartTests.started("c")
    var busy: ServeConnection? = try half(of: body, to: port, token: token)
    let start = ContinuousClock.now
    service.send(signal)
    // The idle one is let go: then the service has taken the signal.
    #expect(throws: ServeConnection.Broken.self) { try idle?.answer() }
    idle = nil
    try busy?.write(body)
    let answer = try #require(try busy?.answer())
    #expect(answer.status == 201)
    busy = nil
    #expect(service.end() == 0)
    #expect(ContinuousClock.now - start < .seconds(10))
    #expect(throws: ServeConnection.Broken.self) { try ServeConnection(port: port) }

    let next = try ServeProcess(ringback)
    let again = try next.ask("POST", "/v1/call-events", token: token, body: body)
    #expect(
      again.member("duplicate") == "true" && again.member("ticket") == answer.member("ticket"))
  }

  @Test func `a caller who never finishes is waited for no longer than 10 s`() throws {
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).telephony
    let busy = try half(
      of: ServeStartTests.started("c"), to: try service.takesCalls(), token: token)
    // By itself the server would wait for 30 s for the body.
    let start = ContinuousClock.now
    #expect(service.stop() == 0)
    #expect(ContinuousClock.now - start < .seconds(15))
    #expect(throws: ServeConnection.Broken.self) { try busy.answer() }
  }

  /// A post of which the service has the header section, and waits for the body.
  private func half(of body: String, to port: UInt16, token: String) throws -> ServeConnection {
    let connection = try ServeConnection(port: port)
    try connection.write(
      "POST /v1/call-events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        + "Expect: 100-continue\r\n\r\n")
    #expect(try connection.answer().status == 100)
    return connection
  }

  /// What callers say and are belongs in the store, never in a log.
  @Test func `standard error holds no caller's number, name or words`() throws {
    let service = try ServeProcess(ringback)
    let (telephony, manager) = try #require(ringback.firstTokens())
    let caller =
      "\"caller\":{\"name\":\"Wiremu Quill\","
      + "\"organisation\":\"Quill Orchards\",\"email\":\"w@quill.example\"}"
    let bodies = [
      "{\"type\":\"call.started\",\"call_id\":\"c\",\"from\":\"021 555 7391\",\(caller)}",
      "{\"type\":\"call.details\",\"call_id\":\"c\",\"summary\":\"The pump has burst\",\(caller)}",
      "{\"type\":\"call.details\",\"call_id\":\"c\",\"urgency\":\"Quill\",\"from\":\"7391x\"}",
      "{\"type\":\"Quill\",\"call_id\":\"\",\"summary\":\"The pump has burst\"}",
      "{\"type\": Quill 021 555 7391",
    ]
    for body in bodies {
      #expect(try service.ask("POST", "/v1/call-events", token: telephony, body: body).status < 500)
    }
    for target in [
      "/v1/tickets?q=7391", "/v1/7391/Quill", "/v1/callbacks?person=Quill", "/v1/refused",
    ] {
      #expect(try service.ask("GET", target, token: manager).status < 500)
    }
    // The details make the callback ready, and the first step tells at once.
    let isTold = try service.wait("/v1/callbacks/1001", token: manager) { _ in
      ringback.folder.read("errors")?.contains("event=notice_sent") == true
    }
    #expect(isTold != nil)
    #expect(service.stop() == 0)
    let said = try #require(ringback.folder.read("errors")) + service.output
    for word in ["7391", "5557", "Wiremu", "Quill", "quill", "pump", "burst"] {
      #expect(!said.contains(word), "\(said)")
    }
    #expect(said.contains("event=notice_sent kind=callback_ready person=ben ticket=1001\n"))
    for token in [telephony, manager] { #expect(!said.contains(token)) }
  }
}

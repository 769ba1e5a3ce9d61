import CivilTime
import Live
import TestSupport
import Testing

struct HTTPClientTests {
  /// Sends one call to a server that gives that answer, and hands back the outcome and what was
  /// asked.
  private func exchange(
    answer: String, client: HTTPClient = HTTPClient(timeMax: .seconds(20)),
    method: String = "GET", path: String = "/v1/x", fields: [(name: String, value: String)] = [],
    body: String? = nil
  ) async throws -> (outcome: Result<HTTPAnswer, HTTPCallFault>, asked: String?) {
    let server = try ScriptedServer([answer])
    defer { server.stop() }
    let address = try #require(WebAddress(server.address)).appending(path)
    let call = HTTPCall(method, address, fields: fields, body: body.map { Array($0.utf8) })
    let outcome = await outcome(of: call, by: client)
    return (outcome, server.calls.first)
  }

  private func outcome(
    of call: HTTPCall, by client: HTTPClient
  ) async -> Result<HTTPAnswer, HTTPCallFault> {
    await onAThread { Result { () throws(HTTPCallFault) -> HTTPAnswer in try client.send(call) } }
  }

  @Test func `a call goes out whole and its answer comes back`() async throws {
    let (outcome, asked) = try await exchange(
      answer: "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}and more", method: "POST",
      fields: [(name: "Authorization", value: "Bearer abc")], body: "{\"a\":1}")
    let answer = try outcome.get()
    #expect(answer.status == 201)
    #expect(answer.body == Array("{}".utf8))
    let lines = try #require(asked).split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.first == "POST /v1/x HTTP/1.1")
    #expect(lines[1].hasPrefix("Host: 127.0.0.1:"))
    #expect(
      lines.dropFirst(2) == [
        "Authorization: Bearer abc", "Content-Length: 7", "Connection: close", "", "{\"a\":1}",
      ])
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\n\r\nhello",
    "HTTP/1.0 200\r\nX: y\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: t\r\n\r\n",
    "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello",
  ])
  func `a body is read by its length, in chunks, or to the end`(answer: String) async throws {
    let got = try await exchange(answer: answer).outcome.get()
    #expect(got.status == 200)
    #expect(got.body == Array("hello".utf8))
  }

  @Test(arguments: [
    "", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 20x\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
  ])
  func `an answer that breaks off or is not HTTP is no answer`(answer: String) async throws {
    #expect(try await exchange(answer: answer).outcome == .failure(.brokenAnswer))
  }

  @Test(arguments: [
    ("Content-Length: 1000\r\n\r\n", ""), ("\r\n", ""),
    ("Transfer-Encoding: chunked\r\n\r\n3e8\r\n", "\r\n0\r\n\r\n"),
    ("Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3e6\r\n", "\r\n0\r\n\r\n"),
  ])
  func `an answer may be as long as the limit and no longer`(
    head: String, tail: String
  ) async throws {
    let count = head.contains("ab") ? 998 : 1000
    let answer = "HTTP/1.1 200 OK\r\n" + head + String(repeating: "x", count: count) + tail
    var client = HTTPClient(answerBytesMax: 1000)
    #expect(try await exchange(answer: answer, client: client).outcome.get().body.count == 1000)
    client.answerBytesMax = 999
    #expect(try await exchange(answer: answer, client: client).outcome == .failure(.answerTooLong))
  }

  @Test(
    arguments: [
      ("Date: Fri, 25 Dec 2026 01:10:09 GMT", "2026-12-25T01:10:09Z"),
      ("date:Thu, 01 Jan 2026 00:00:00 GMT", "2026-01-01T00:00:00Z"),
      ("Date: Friday, 25-Dec-26 01:10:09 GMT", nil), ("Date: 2026-12-25T01:10:09Z", nil),
      ("Date: Fri, 25 Dec 2026 25:10:09 GMT", nil), ("Update: Fri, 25 Dec 2026 01:10:09 GMT", nil),
    ] as [(String, String?)])
  func `an answer tells what the server's clock says`(field: String, time: String?) async throws {
    let answer = "HTTP/1.1 200 OK\r\n\(field)\r\nContent-Length: 0\r\n\r\n"
    let date = try await exchange(answer: answer).outcome.get().date
    #expect(date == time.flatMap { RFC3339.moment($0) })
  }

  @Test func `no value can begin a line of its own`() async throws {
    let outcome = try await exchange(
      answer: "HTTP/1.1 200 OK\r\n\r\n", fields: [(name: "A", value: "b\r\nC: d")]
    ).outcome
    #expect(outcome == .failure(.unsoundField))
  }

  @Test func `nobody at the address is told apart from a slow answer`() async throws {
    let gone = try ScriptedServer([])
    gone.stop()
    let client = HTTPClient(timeMax: .milliseconds(300))
    let address = try #require(WebAddress(gone.address))
    #expect(
      await outcome(of: HTTPCall("GET", address), by: client)
        == .failure(.unreachable(why: "Connection refused")))
    // It promises a body and waits for a call's body that never comes.
    let slow = try ScriptedServer(["HTTP/1.1 200 OK\r\n\r\n"])
    let waiting = HTTPCall(
      "GET", try #require(WebAddress(slow.address)), fields: [(name: "Content-Length", value: "9")])
    #expect(await outcome(of: waiting, by: client) == .failure(.tookTooLong))
    slow.stop()
  }

  @Test func `https goes through curl with the token on its standard input alone`() async throws {
    let folder = try TemporaryFolder()
    let curl = try folder.write(
      "curl",
      """
      #!/bin/sh
      echo "$@" > "$(dirname "$0")/arguments"
      cat > "$(dirname "$0")/options"
      printf '{"ok":true}'
      printf '\\n200 Fri, 25 Dec 2026 01:10:09 GMT' >&2
      """, mode: 0o755)
    let address = try #require(WebAddress("https://desk.example.nz/v1/x"))
    let answer = try await outcome(
      of: HTTPCall(
        "POST", address, fields: [(name: "Authorization", value: "Bearer s3cr\"et")],
        body: Array("{\"a\":\"\\n\"}".utf8)), by: HTTPClient(curl: curl)
    ).get()
    #expect(answer.status == 200)
    #expect(answer.body == Array("{\"ok\":true}".utf8))
    #expect(answer.date == RFC3339.moment("2026-12-25T01:10:09Z"))
    #expect(folder.read("arguments") == "-q --config -\n")
    let options = try #require(folder.read("options")).split(separator: "\n")
    #expect(options.contains("url = \"https://desk.example.nz/v1/x\""))
    #expect(options.contains("header = \"Authorization: Bearer s3cr\\\"et\""))
    #expect(options.contains("data-raw = \"{\\\"a\\\":\\\"\\\\n\\\"}\""))
    #expect(options.contains("proto = \"=https\""))
    #expect(!options.contains { $0.hasPrefix("location") })
  }

  @Test func `the real curl understands its options`() async throws {
    let server = try ScriptedServer([])
    defer { server.stop() }
    // There is no TLS at the other end: curl says so, and finds no fault in what it was told.
    let address = try #require(WebAddress("https://127.0.0.1:\(server.port)/"))
    let call = HTTPCall("POST", address, fields: [(name: "A", value: "b")], body: [0x61])
    guard case .failure(.curl(let words)) = await outcome(of: call, by: HTTPClient()) else {
      Issue.record("An answer without TLS.")
      return
    }
    #expect(words.hasPrefix("curl: (35)"), "\(words)")
    #expect(await outcome(of: call, by: HTTPClient(curl: "/no/curl")) == .failure(.noCurl))
  }
}

struct WebAddressTests {
  @Test(arguments: [
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080/", "127.0.0.1", 8080),
    ("HTTP://desk.example.nz", "http://desk.example.nz/", "desk.example.nz", 80),
    ("https://desk.example.nz/ring/", "https://desk.example.nz/ring/", "desk.example.nz", 443),
    ("https://d:443/?a=b", "https://d/?a=b", "d", 443),
    ("http://[::1]:80", "http://[::1]/", "::1", 80),
    ("http://[fe80::1]:8080/x", "http://[fe80::1]:8080/x", "fe80::1", 8080),
  ])
  func `an address has a host, a port and a path`(
    written: String, text: String, host: String, port: Int
  ) async throws {
    let address = try #require(WebAddress(written))
    #expect(address.text == text)
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test(arguments: [
    "", "desk", "ftp://desk", "http://", "http://:80", "http://desk:", "http://desk:0",
    "http://desk:65536", "http://desk:+80", "http://me:pass@desk", "http://desk/#part",
    "http://de sk", "http://[::1", "http://[::1]x", "http://kāhu",
  ])
  func `what is no address is not taken for one`(written: String) async {
    #expect(WebAddress(written) == nil)
  }

  @Test func `a path stands below the address's own`() async throws {
    let address = try #require(WebAddress("http://desk/ring/"))
    #expect(address.appending("/v1/x?a=b").text == "http://desk/ring/v1/x?a=b")
    let plain = try #require(WebAddress("http://desk"))
    #expect(plain.appending("/v1").target == "/v1")
  }
}

import Live
import TestSupport
import Testing

@Suite(.serialized) struct WebhookPostTests {
  private func answer(_ status: String, body: String = "", fields: String = "") -> String {
    "HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  private func post(
    to url: String, body: String = "{}", fields: [(name: String, value: String)] = [],
    timeMax: Duration = .seconds(20)
  ) async -> TryResult {
    let post = WebhookPost(url: url, fields: fields, body: body, timeMax: timeMax)
    return await onAThread { post.send() }
  }

  @Test(arguments: ["200 OK", "201 Created", "202 Accepted", "204 No Content", "299 Fine"])
  func `any 2xx is sent`(_ status: String) async throws {
    let server = try ScriptedServer([answer(status)])
    defer { server.stop() }
    #expect(await post(to: server.address + "/hook") == .sent)
  }

  @Test(arguments: ["304 Not Modified", "400 Bad", "404 Not Found", "410 Gone", "500 Oh", "503 No"])
  func `any other status has failed`(_ status: String) async throws {
    let server = try ScriptedServer([answer(status)])
    defer { server.stop() }
    #expect(await post(to: server.address) == .failed(why: "status \(status.prefix(3))"))
  }

  @Test(arguments: ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
  func `a redirect is not followed and has failed`(_ status: String) async throws {
    let other = try ScriptedServer([answer("200 OK")])
    defer { other.stop() }
    let server = try ScriptedServer([
      answer(status, fields: "Location: \(other.address)/elsewhere\r\n")
    ])
    defer { server.stop() }
    #expect(await post(to: server.address) == .failed(why: "status \(status.prefix(3))"))
    #expect(other.calls.isEmpty)
  }

  @Test func `whatever stands in the body arrives byte for byte, however long it is`() async throws
  {
    let odd = "{\"said\":\"q \\\\ \\\" \\n 'p' $(id) `id` %00 @ kāhu 🦉 \u{85}\"}\r\n\t@@"
    let long = odd + String(repeating: "@\"\\\n🦉", count: 60_000)
    let ats = "{" + String(repeating: "@", count: 50_000) + "}"
    for body in [odd, long, ats] {
      let server = try ScriptedServer([answer("200 OK")])
      defer { server.stop() }
      #expect(await post(to: server.address, body: body) == .sent)
      let call = try #require(server.calls.first)
      #expect(call.hasSuffix("\r\n\r\n" + body))
      #expect(call.contains("Content-Length: \(body.utf8.count)\r\n"))
    }
  }

  @Test func `the fields go along, each once, and nothing waits for leave to go on`() async throws {
    let server = try ScriptedServer([answer("200 OK")])
    defer { server.stop() }
    let fields = [
      (name: "Content-Type", value: "application/json"), (name: "webhook-id", value: "a\"b\\c"),
    ]
    #expect(
      await post(
        to: server.address + "/a,b?c=[d]{e}", body: String(repeating: "x", count: 2 << 20),
        fields: fields) == .sent)
    let call = try #require(server.calls.first)
    #expect(call.hasPrefix("POST /a,b?c=[d]{e} HTTP/1.1\r\n"))
    #expect(call.components(of: "Content-Type: application/json\r\n") == 1)
    #expect(call.components(of: "webhook-id: a\"b\\c\r\n") == 1)
    #expect(call.components(of: "Expect:") == 0)
  }

  @Test(arguments: ["a\r\nX-Evil: 1", "a\nb", "a\u{0}b", "a\u{7F}", "kāhu"])
  func `what could begin a line of its own in a header is not sent at all`(
    _ value: String
  )
    async throws
  {
    let server = try ScriptedServer([answer("200 OK"), answer("200 OK")])
    defer { server.stop() }
    let inField = await post(to: server.address, fields: [(name: "webhook-id", value: value)])
    let inURL = await post(to: server.address + "/" + value)
    for result in [inField, inURL] {
      #expect(result == .failed(why: "a control character in its address or a header"))
    }
    #expect(server.calls.isEmpty)
  }

  @Test func `no file is read in place of a body, and no other scheme is spoken`() async throws {
    let server = try ScriptedServer([answer("200 OK")])
    defer { server.stop() }
    guard case .failed = await post(to: server.address, body: "@/etc/passwd") else {
      Issue.record("It was sent.")
      return
    }
    #expect(server.calls.isEmpty)
    guard case .failed = await post(to: "file:///etc/hostname") else {
      Issue.record("A file took it.")
      return
    }
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nX: "])
  func `a receiver that hangs or drips has failed when the time is over`(
    _ drops: String
  )
    async throws
  {
    let receiver = try StubbornReceiver(drops: drops)
    defer { receiver.stop() }
    let began = ContinuousClock.now
    let result = await post(to: receiver.address, timeMax: .milliseconds(900))
    #expect(result == .failed(why: "it took too long"))
    let took = ContinuousClock.now - began
    #expect(took > .milliseconds(500) && took < .seconds(5), "\(took)")
  }

  @Test func `a reply that is too long is not read, and what it says at its start counts`()
    async throws
  {
    let huge = String(repeating: "x", count: 20 << 20)
    for (status, result) in [
      ("200 OK", TryResult.sent), ("500 Oh", .failed(why: "status 500")),
    ] {
      let server = try ScriptedServer([answer(status, body: huge)])
      defer { server.stop() }
      #expect(await post(to: server.address) == result)
    }
  }

  @Test func `a receiver that is not there has failed`() async throws {
    let server = try ScriptedServer([])
    server.stop()
    #expect(await post(to: server.address) == .failed(why: "curl ended with 7"))
  }

  @Test func `without curl there is no such channel`() async {
    let post = WebhookPost(url: "http://127.0.0.1/", fields: [], body: "{}", curl: "no-such-curl")
    #expect(await onAThread { post.send() } == .noProgram("no-such-curl"))
  }

  @Test func `a curl that does not keep the time itself is killed when it is over`() async throws {
    let folder = try TemporaryFolder()
    let curl = try folder.write(
      "curl",
      "#!/bin/sh\ntrap '' TERM\nn=0; while [ $n -lt 60 ]; do sleep 1; n=$((n+1)); done\necho 200\n",
      mode: 0o755)
    let post = WebhookPost(
      url: "http://127.0.0.1/", fields: [], body: "{}", timeMax: .milliseconds(900), curl: curl)
    let began = ContinuousClock.now
    #expect(await onAThread { post.send() } == .failed(why: "it took too long"))
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  @Test func `neither the address nor the body stands in the list of processes`() async throws {
    let folder = try TemporaryFolder()
    let curl = try folder.write(
      "curl",
      "#!/bin/sh\necho \"$@\" > \(folder.path)/words\ncat > \(folder.path)/input\necho 200\n",
      mode: 0o755)
    let post = WebhookPost(
      url: "https://chat.example.nz/secret", fields: [], body: "{\"said\":1}", curl: curl)
    #expect(await onAThread { post.send() } == .sent)
    #expect(folder.read("words") == "-q --config -\n")
    let input = try #require(folder.read("input"))
    #expect(input.contains("url = \"https://chat.example.nz/secret\"\n"))
    #expect(!input.contains("location"))
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}

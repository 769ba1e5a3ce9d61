import TestSupport
import Testing

/// The engineers' commands against a server that says what the test wants (spec: http-api.md).
@Suite(.serialized) struct ClientCommandTests {
  /// Runs a command against those answers; hands back what it said and what it asked.
  private func run(
    _ arguments: [String], answers: [String], environment: [String: String] = [:]
  ) async throws -> (run: Ringback.Run, asked: [String]) {
    let server = try ScriptedServer(answers)
    defer { server.stop() }
    var ringback = try Ringback()
    ringback.environment = ["RINGBACK_URL": server.address, "RINGBACK_TOKEN": "s3cret"]
      .merging(environment) { $1 }
    let run = await ringback.run(arguments)
    return (run, server.calls)
  }

  private func answer(_ document: String, status: String = "200 OK") -> String {
    "HTTP/1.1 \(status)\r\nDate: Thu, 24 Dec 2026 12:10:00 GMT\r\n"
      + "Content-Length: \(document.utf8.count)\r\n\r\n\(document)"
  }

  /// The service's clock stands at 2026-12-25 01:10 of the desk.
  private func callback(ticket: Int, due: String, more: String = "") -> String {
    "{\"id\":\(ticket),\"ticket\":\(ticket),\"due_at\":\"2026-12-25T\(due)+13:00\"\(more)}"
  }

  @Test func `pending lists who waits, page by page`() async throws {
    let first = callback(
      ticket: 1001, due: "01:06:55",
      more: """
        ,"status":"pending","overdue":true,"urgency":"urgent","calls":3,"holder":null,\
        "caller":{"name":"Mere Hohepa","organisation":"Hohepa Ltd","phone":"+6495550101"},\
        "summary":"Mail is\\ndown \\u001b[31m"
        """)
    let second = callback(
      ticket: 1002, due: "01:55:30",
      more:
        ",\"status\":\"acknowledged\",\"overdue\":false,\"urgency\":\"normal\",\"holder\":\"ben\"")
    let (run, asked) = try await run(
      ["pending"],
      answers: [
        answer("{\"callbacks\":[\(first)],\"next\":\"a b&c\"}"),
        answer("{\"callbacks\":[\(second)],\"next\":null}"),
      ])
    #expect(run.status == 0)
    #expect(run.errors == "")
    let lines = run.output.split(separator: "\n")
    try #require(lines.count == 2)
    #expect(lines[0].hasPrefix("late 3m  1001  urgent  Mere Hohepa  09 555 0101  Hohepa Ltd  –"))
    #expect(lines[0].hasSuffix("(3 calls) Mail is down  [31m"))
    #expect(lines[1].hasPrefix("in 45m   1002  normal"))
    #expect(lines[1].hasSuffix("  ben"))
    #expect(asked[0].hasPrefix("GET /v1/callbacks?limit=200 HTTP/1.1\r\n"))
    #expect(asked[0].contains("\r\nAuthorization: Bearer s3cret\r\n"))
    #expect(asked[1].hasPrefix("GET /v1/callbacks?limit=200&after=a%20b%26c HTTP/1.1\r\n"))
  }

  @Test func `nobody pending is said in words`() async throws {
    let empty = answer("{\"callbacks\":[],\"next\":null}")
    #expect(try await run(["pending"], answers: [empty]).run.output == "Nobody waits for a call.\n")
  }

  @Test(arguments: [
    ["pending"], ["show", "1001"], ["ack", "1001"], ["attempt", "1001", "busy"],
    ["promise", "1001", "2026-12-25T09:30:00+13:00"], ["hand-over", "1001", "kiri"],
    ["urgency", "1001", "low"], ["cancel", "1001", "why"],
    ["close-desk", "2026-12-25T09:30:00+13:00", "why"],
  ])
  func `with --json the document is printed as it came`(command: [String]) async throws {
    let document = "{ \"b\": [1.50], \"a\": \"\\u00e9\" }"
    let run = try await run(command + ["--json"], answers: [answer(document)]).run
    #expect(run == Ringback.Run(status: 0, output: document + "\n", errors: ""))
  }

  @Test func `show tells the story in time order`() async throws {
    let document = """
      {"id":1,"ticket":1001,"status":"completed","outcome":"reached","urgency":"normal","calls":2,
      "caller":{"name":"Mere Hohepa","organisation":null,"phone":null,"phone_as_given":"12"},
      "summary":"Mail is down","warnings":["unknown_number"],"due_at":"2026-12-25T02:10:00+13:00",
      "history":[
      {"at":"2026-12-25T01:10:09+13:00","by":"telephony","door":"telephony","what":"call.started",
      "note":null},
      {"at":"2026-12-25T01:30:00+13:00","by":"ben","door":"api","what":"reached","note":"All well"}]}
      """
    let (run, asked) = try await run(["show", "1001"], answers: [answer(document)])
    #expect(
      run.output == """
        Ticket 1001: completed, reached.
        caller     Mere Hohepa
        number     12 (not understood)
        calls      2
        they said  Mail is down
        warnings   unknown_number

        2026-12-25 01:10  telephony  call.started
        2026-12-25 01:30  ben (api)  reached       All well

        """)
    #expect(asked.first?.hasPrefix("GET /v1/callbacks/1001 HTTP/1.1\r\n") == true)
  }

  @Test func `ack acknowledges, and says how the callback stands`() async throws {
    let held = callback(
      ticket: 1001, due: "01:20:30",
      more: ",\"status\":\"acknowledged\",\"urgency\":\"urgent\",\"holder\":\"ben\"")
    let (run, asked) = try await run(["ack", "1001", "--as", "ben"], answers: [answer(held)])
    #expect(
      run.output
        == ("Ticket 1001: acknowledged, urgent, held by ben, due in 10m (2026-12-25 01:20).\n"))
    let call = try #require(asked.first)
    #expect(call.hasPrefix("POST /v1/callbacks/1001/acknowledge HTTP/1.1\r\n"))
    #expect(call.contains("\r\nContent-Type: application/json\r\n"))
    #expect(call.hasSuffix("\r\n\r\n{\"as\":\"ben\"}"))
  }

  @Test func `attempt sends what came of it, with a time of the desk's clock`() async throws {
    let held = callback(ticket: 1001, due: "01:20:30")
    let hours = answer("{\"at\":\"2026-12-25T01:10:00+13:00\"}")
    let (run, asked) = try await run(
      [
        "attempt", "1001", "No-Answer", "--minutes", "3", "--note", "Rang \"twice\"", "--at",
        "2026-12-25 01:10",
      ], answers: [hours, hours, answer(held)])
    #expect(run.status == 0)
    #expect(asked.count == 3)
    #expect(asked[0].hasPrefix("GET /v1/service-hours?at=2026-12-24T01:10:00Z HTTP/1.1\r\n"))
    #expect(
      asked.last?.hasSuffix(
        """
        \r\n\r\n{"outcome":"no_answer","minutes":3,"note":"Rang \\"twice\\"",\
        "at":"2026-12-24T12:10:00Z"}
        """) == true)
  }

  @Test(arguments: [
    // The clock goes back on 4 April 2027: 02:30 comes twice, the first is in summer time.
    ("2027-04-04 02:30", "13", "12", ["13"], "2027-04-03T13:30:00Z"),
    ("2027-04-04 03:30", "13", "12", ["12", "12"], "2027-04-03T15:30:00Z"),
  ])
  func `around a clock change the desk's clock is asked until it is sure`(
    local: String, before: String, after: String, then: [String], sent: String
  ) async throws {
    let hours = ([before, after] + then).map { answer("{\"at\":\"2027-04-04T00:00:00+\($0):00\"}") }
    let (_, asked) = try await run(
      ["attempt", "1001", "busy", "--at", local], answers: hours + [answer("{\"ticket\":1001}")])
    #expect(asked.last?.contains("\"at\":\"\(sent)\"") == true)
  }

  @Test func `a time that the desk's clock never shows is refused`() async throws {
    let hours = ["12", "13", "12", "13"].map { answer("{\"at\":\"2026-09-27T00:00:00+\($0):00\"}") }
    let run = try await run(
      ["attempt", "1001", "busy", "--at", "2026-09-27 02:30"], answers: hours
    ).run
    #expect(run.status == 1)
    #expect(run.errors.contains("never shows 2026-09-27 02:30"))
  }

  @Test func `a refusal is one sentence with every fault`() async throws {
    let problem = """
      {"type":"about:blank","title":"Unprocessable","status":422,"detail":"Two members are wrong.",
      "errors":[{"pointer":"/at","detail":"It is ahead of now."},{"parameter":"x","detail":"Too big"}]}
      """
    let (run, _) = try await run(
      ["attempt", "1001", "busy"], answers: [answer(problem, status: "422 Unprocessable Content")])
    #expect(
      run
        == Ringback.Run(
          status: 1, output: "",
          errors: "ringback: Unprocessable: Two members are wrong; /at: It is ahead of now;"
            + " x: Too big.\n"))
    let again =
      "{\"title\":\"Conflict\",\"detail\":\"So it is.\","
      + "\"errors\":[{\"pointer\":\"/x\",\"detail\":\"So it is.\"}]}"
    let once = try await self.run(["ack", "7"], answers: [answer(again, status: "409 Conflict")])
      .run
    #expect(once.errors == "ringback: Conflict: So it is.\n")
    let other = try await self.run(
      ["pending"], answers: [answer("<html>", status: "502 Bad Gateway")]
    )
    .run
    #expect(other.status == 1)
    #expect(other.errors.contains("answered with status 502"))
  }

  @Test func `a broken connection is tried once more with the same key`() async throws {
    let (run, asked) = try await run(["ack", "7"], answers: ["", answer("{\"ticket\":7}")])
    #expect(run.status == 0)
    #expect(asked.count == 2)
    #expect(asked.first == asked.last)
    #expect(asked.first?.contains("\r\nIdempotency-Key: ") == true)
    #expect(try await self.run(["ack", "7"], answers: ["", "", "x"]).asked.count == 2)
  }

  @Test func `a service that can't be reached says where it was looked for`() async throws {
    let gone = try ScriptedServer([])
    gone.stop()
    let run = try await run(["pending"], answers: [], environment: ["RINGBACK_URL": gone.address])
      .run
    #expect(
      run
        == Ringback.Run(
          status: 1, output: "",
          errors: "ringback: no answer from the service at \(gone.address)/, because it can't be"
            + " reached (Connection refused); is it running there, and is RINGBACK_URL right?\n"))
  }
}

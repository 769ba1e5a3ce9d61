import TestSupport
import Testing

/// The commands that change a callback, and the manager's hand on the switch, against a server that
/// says what the test wants (spec: cli.md; http-api.md).
@Suite(.serialized) struct ActionCommandTests {
  private func run(
    _ arguments: [String], answers: [String]
  ) async throws -> (run: Ringback.Run, asked: [String]) {
    let server = try ScriptedServer(answers)
    defer { server.stop() }
    var ringback = try Ringback()
    ringback.environment = ["RINGBACK_URL": server.address, "RINGBACK_TOKEN": "s3cret"]
    let run = await ringback.run(arguments)
    return (run, server.calls)
  }

  private func answer(_ document: String, status: String = "200 OK") -> String {
    "HTTP/1.1 \(status)\r\nDate: Thu, 24 Dec 2026 12:10:00 GMT\r\n"
      + "Content-Length: \(document.utf8.count)\r\n\r\n\(document)"
  }

  private let held = """
    {"ticket":1001,"status":"acknowledged","urgency":"low","holder":"kiri",\
    "due_at":"2026-12-25T01:40:00+13:00"}
    """

  @Test(arguments: [
    (
      ["promise", "1001", "2026-12-25T01:40:00+13:00", "--note", "They wait"], "promise",
      #"{"at":"2026-12-24T12:40:00Z","note":"They wait"}"#
    ),
    (["hand-over", "1001", "kiri"], "hand-over", #"{"to":"kiri"}"#),
    (
      ["hand-over", "1001", "desk", "--note", "No \"hurry\"", "--as", "ben"], "hand-over",
      #"{"to":"desk","note":"No \"hurry\"","as":"ben"}"#
    ),
    (["urgency", "1001", "LOW", "--as", "ben"], "urgency", #"{"urgency":"low","as":"ben"}"#),
    (["cancel", "1001", "It works again"], "cancel", #"{"reason":"It works again"}"#),
  ])
  func `each posts what it means, and says how the callback stands`(
    arguments: [String], path: String, body: String
  ) async throws {
    let (run, asked) = try await run(arguments, answers: [answer(held)])
    #expect(
      run.output
        == "Ticket 1001: acknowledged, low, held by kiri, due in 30m (2026-12-25 01:40).\n")
    #expect(run.status == 0)
    let call = try #require(asked.first)
    #expect(call.hasPrefix("POST /v1/callbacks/1001/\(path) HTTP/1.1\r\n"))
    #expect(call.contains("\r\nIdempotency-Key: "))
    #expect(call.hasSuffix("\r\n\r\n" + body))
  }

  @Test func `a promised time is one of the desk's clock`() async throws {
    let hours = answer("{\"at\":\"2026-12-25T01:10:00+13:00\"}")
    let (_, asked) = try await run(
      ["promise", "1001", "2026-12-25 01:40"], answers: [hours, hours, answer(held)])
    #expect(asked.last?.hasSuffix("{\"at\":\"2026-12-24T12:40:00Z\"}") == true)
    let wrong = try await run(["promise", "1001", "soon"], answers: [])
    #expect(wrong.run.status == 2)
    #expect(wrong.run.errors.hasPrefix("ringback: the agreed time wants a time such as"))
    #expect(wrong.asked == [])
  }

  @Test func `close-desk closes it until a time, for a reason`() async throws {
    let closing = answer(
      "{\"until\":\"2026-12-25T14:00:00+13:00\",\"reason\":\"a fire drill\"}",
      status: "201 Created")
    let (run, asked) = try await run(
      ["close-desk", "2026-12-25T14:00:00+13:00", "a fire drill"], answers: [closing])
    #expect(run.output == "The desk is closed until 2026-12-25 14:00: a fire drill.\n")
    #expect(asked.first?.hasPrefix("POST /v1/desk/closed HTTP/1.1\r\n") == true)
    #expect(
      asked.first?.hasSuffix("{\"until\":\"2026-12-25T01:00:00Z\",\"reason\":\"a fire drill\"}")
        == true)
  }

  @Test(arguments: [
    (true, "The desk goes by its hours again: it is open until 2026-12-25 17:00.\n"),
    (
      false,
      "The desk goes by its hours again: it is closed until 2026-12-25 17:00 (Christmas Day).\n"
    ),
  ])
  func `reopen-desk opens it, and says what its hours are`(
    isOpen: Bool, said: String
  ) async throws {
    let hours = """
      {"at":"2026-12-25T01:10:00+13:00","open":\(isOpen),"reason":"Christmas Day",\
      "next_change":"2026-12-25T17:00:00+13:00"}
      """
    let gone = "HTTP/1.1 204 No Content\r\n\r\n"
    let (run, asked) = try await run(["reopen-desk"], answers: [gone, answer(hours)])
    #expect(run == Ringback.Run(status: 0, output: said, errors: ""))
    #expect(asked.first?.hasPrefix("DELETE /v1/desk/closed HTTP/1.1\r\n") == true)
    #expect(asked.first?.contains("Authorization: Bearer s3cret") == true)
    let json = try await self.run(["reopen-desk", "--json"], answers: [gone, answer(hours)]).run
    #expect(json.output == hours + "\n")
  }

  @Test func `an engineer who closes the desk is told what is missing`() async throws {
    let problem = "{\"title\":\"Forbidden\",\"detail\":\"this wants a manager's token\"}"
    let run = try await run(
      ["reopen-desk"], answers: [answer(problem, status: "403 Forbidden")]
    ).run
    #expect(run.status == 1)
    #expect(run.errors == "ringback: Forbidden: this wants a manager's token.\n")
  }
}

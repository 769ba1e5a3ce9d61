import TestSupport
import Testing

/// Exit statuses as mail servers read them (spec: cli.md, `mail-in`).
@Suite(.serialized) struct MailInCommandTests {
  private func handOver(
    _ input: String, answer: String, environment: [String: String] = [:]
  ) async throws -> (run: Ringback.Run, asked: [String]) {
    let server = try ScriptedServer([answer])
    defer { server.stop() }
    var ringback = try Ringback()
    ringback.environment = ["RINGBACK_URL": server.address, "RINGBACK_TOKEN": "s3cret"]
      .merging(environment) { $1 }.filter { !$0.value.isEmpty }
    let run = await ringback.runShell("\(input) | \(Ringback.path) mail-in")
    return (run, server.calls)
  }

  private static func answer(_ status: String) -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: 28\r\n\r\n{\"ticket\":1001,\"made\":true} \n"
  }

  @Test func `what the service has on disk ends with 0, and is handed over as it came`()
    async throws
  {
    let (run, asked) = try await handOver(
      #"printf 'From: m@x.nz\r\n\r\n\377.\r\n'"#, answer: MailInCommandTests.answer("200 OK"))
    #expect(run.status == 0 && run.output == "" && run.errors == "")
    #expect(asked.first?.hasPrefix("POST /v1/mail HTTP/1.1\r\n") == true)
    #expect(asked.first?.contains("\r\nContent-Type: message/rfc822\r\n") == true)
    #expect(asked.first?.contains("\r\nContent-Length: 20\r\n") == true)
  }

  @Test(arguments: [
    "503 Service Unavailable", "429 Too Many Requests", "401 Unauthorized", "403 Forbidden",
    "500 Internal Server Error",
  ])
  func `what is not taken is to be tried again`(_ status: String) async throws {
    let (run, _) = try await handOver(
      "echo 'From: m@x.nz'", answer: MailInCommandTests.answer(status))
    #expect(run.status == 75)
    #expect(run.errors.hasPrefix("ringback: "))
  }

  @Test func `a service that can't be reached, or no token, is to be tried again`() async throws {
    for missing in [["RINGBACK_URL": "http://127.0.0.1:1"], ["RINGBACK_TOKEN": ""]] {
      let (run, asked) = try await handOver(
        "echo 'From: m@x.nz'", answer: MailInCommandTests.answer("200 OK"), environment: missing)
      #expect(run.status == 75 && asked.isEmpty)
    }
  }

  @Test func `more than 25 MiB goes back to its sender`() async throws {
    let (run, asked) = try await handOver(
      "head -c \((25 << 20) + 1) /dev/zero", answer: MailInCommandTests.answer("200 OK"))
    #expect(run.status == 65)
    #expect(asked.isEmpty)
  }
}

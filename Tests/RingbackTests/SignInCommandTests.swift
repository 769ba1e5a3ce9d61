import TestSupport
import Testing

/// Spec: cli.md, `sign-in`.
@Suite(.serialized) struct SignInCommandTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  @Test func `beside a running service it prints a link that opens a page, and signs in once`()
    async throws
  {
    let service = try ServeProcess(ringback)
    let run = await ringback.run(["sign-in", "ben"])
    #expect(run.status == 0 && run.errors == "")
    let link = String(run.output.dropLast())
    #expect(link.hasPrefix("http://127.0.0.1:8080/sign-in/") && !link.contains(" "))
    let path = String(link.dropFirst("http://127.0.0.1:8080".count))
    #expect(path.utf8.count == "/sign-in/".utf8.count + 43)
    let page = try service.ask("GET", path)
    #expect(page.status == 200 && page.body.contains("Ben Carter"))
    func use() async -> String {
      let call =
        "curl -s -o /dev/null -w '%{http_code} %header{set-cookie}' -d k=k "
        + "http://127.0.0.1:\(service.port ?? 0)\(path)"
      return await ringback.runShell(call).output
    }
    #expect(await use().hasPrefix("303 ringback="))
    #expect(await use().hasPrefix("401"))
  }

  @Test func `the link begins with the address from outside`() async throws {
    try ringback.folder.write(
      "ringback.conf", "server\n    public address https://desk.example.nz\n")
    let run = await ringback.run([
      "sign-in", "kiri", "--role", "manager", "--config", "ringback.conf",
    ])
    #expect(run.output.hasPrefix("https://desk.example.nz/sign-in/"))
  }

  @Test func `a name that the files don't know, and a role without pages, are refused`()
    async throws
  {
    // The store has the files once a service has run on it.
    _ = try ServeProcess(ringback).stop()
    let unknown = await ringback.run(["sign-in", "bem"])
    #expect(unknown.status == 1 && unknown.errors.contains("did you mean “ben”?"))
    let role = await ringback.run(["sign-in", "ben", "--role", "telephony"])
    #expect(role.status == 2 && role.errors.contains("engineer or manager"))
    #expect(await ringback.run(["sign-in"]).status == 2)
  }
}

import TestSupport
import Testing

/// Spec: cli.md, `token`; http-api.md, "Who may do what".
@Suite(.serialized) struct TokenCommandTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  private func add(_ name: String, _ options: [String]) async throws -> String {
    let run = await ringback.run(["token", "add", name] + options)
    try #require(run.status == 0 && run.errors == "", "\(run)")
    #expect(run.output.hasSuffix("\n") && run.output.dropLast().allSatisfy { !$0.isWhitespace })
    return String(run.output.dropLast())
  }

  @Test func `beside a running service tokens are good at once, and no longer once removed`()
    async throws
  {
    let service = try ServeProcess(ringback)
    let port = try service.takesCalls()
    let connection = try ServeConnection(port: port)
    let text = try await add("wall", ["--role", "viewer"])
    #expect(text.utf8.count == 43)
    #expect(try connection.ask("GET", "/v1/on-call", token: text).status == 200)
    #expect(try connection.ask("GET", "/v1/callbacks", token: text).status == 403)
    let ben = try await add("ben-phone", ["--role", "engineer", "--person", "ben"])
    #expect(try connection.ask("GET", "/v1/callbacks", token: ben).status == 200)

    let list = await ringback.run(["token", "list", "--json"]).output
    #expect(list.contains("{\"name\":\"ben-phone\",\"role\":\"engineer\",\"person\":\"ben\"}"))
    for token in [text, ben] { #expect(!list.contains(token)) }

    #expect(await ringback.run(["token", "remove", "wall"]).status == 0)
    #expect(try connection.ask("GET", "/v1/on-call", token: text).status == 401)
    #expect(await !ringback.run(["token", "list"]).output.contains("wall"))
  }

  @Test func `on an empty data folder the first token makes the store, and serve then makes none`()
    async throws
  {
    let text = try await add("pbx", ["--role", "telephony"])
    let service = try ServeProcess(ringback)
    #expect(!service.output.contains("first tokens"))
    #expect(ringback.folder.read("ringback-data/first-tokens") == nil)
    let call = try service.ask(
      "POST", "/v1/call-events", token: text, body: ServeStartTests.started("c"))
    #expect(call.status == 201)
  }

  @Test func `what add and remove refuse is said in one sentence`() async throws {
    _ = try await add("wall", ["--role", "viewer"])
    for (arguments, status, words) in [
      (["add", "x", "--role", "engineer"], 2, "wants --person"),
      (["add", "x"], 2, "wants --role"),
      (["add", "x", "--role", "manger"], 2, "did you mean “manager”?"),
      (["add", "--role", "viewer"], 2, "say the token's name"),
      (
        ["add", String(repeating: "x", count: 101), "--role", "viewer"], 2, "at most 100 characters"
      ),
      (["add", "wall", "--role", "viewer"], 1, "there is a token “wall” already"),
      (["remove", "nobody"], 1, "there is no token “nobody”"),
      (["lisst"], 2, "say add, list or remove"),
      ([], 2, "needs add|list|remove"),
    ] as [([String], Int32, String)] {
      let run = await ringback.run(["token"] + arguments)
      #expect(run.status == status && run.output == "", "\(arguments): \(run)")
      #expect(run.errors.contains(words), "\(run)")
      #expect(run.errors.split(separator: "\n").count == 1)
    }
    let list = await ringback.run(["token", "list"]).output
    #expect(list.split(separator: "\n").count == 1, "\(list)")
    _ = try await add(String(repeating: "x", count: 100), ["--role", "viewer"])
  }

  /// Not in the store, its log, or anywhere else but where the first two are shown.
  @Test func `a token's text is kept nowhere`() async throws {
    let service = try ServeProcess(ringback)
    let first = try #require(ringback.firstTokens())
    let added = try await add("wall", ["--role", "viewer"])
    for token in [first.telephony, first.manager, added] {
      _ = try service.ask("GET", "/v1/on-call", token: token)
      let found = await ringback.runShell("grep -rlaF -e '\(token)' . || true").output
      #expect(found == (token == added ? "" : "./ringback-data/first-tokens\n"))
    }
    #expect(service.stop() == 0)
    let found = await ringback.runShell("grep -rlaF -e '\(added)' . || true").output
    #expect(found == "")
  }
}

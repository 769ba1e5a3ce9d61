import TestSupport
import Testing

/// One caller's details, out on demand, put right and wiped (spec: cli.md has the rules of commands).
@Suite(.serialized) struct PrivacyCommandTests {
  private let ringback: Ringback
  private let service: ServeProcess
  private let token: String

  /// Moana rings twice, on one ticket, and Tui once.
  init() async throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
    service = try ServeProcess(ringback)
    token = await ringback.run(["token", "add", "pbx", "--role", "telephony"]).output
      .filter { !$0.isWhitespace }
    for (call, from, name, words) in [
      ("a", "021 555 0199", "Moana", "The till beeps"), ("b", "+64215550199", "Mo", "Still"),
      ("c", "021 555 0198", "Tui", "Paper"),
    ] {
      let body =
        "{\"type\":\"call.started\",\"call_id\":\"\(call)\",\"from\":\"\(from)\","
        + "\"caller\":{\"name\":\"\(name)\",\"email\":\"\(name)@example.nz\"},\"summary\":\"\(words)\"}"
      #expect(try service.ask("POST", "/v1/call-events", token: token, body: body).status == 201)
    }
  }

  @Test(arguments: ["0215550199", "+64 21 555 0199", "MOANA@example.nz"])
  func `all that is held of one is printed, and nothing of another`(who: String) async throws {
    let run = await ringback.run(["privacy", who])
    #expect(run.status == 0)
    for words in ["Ticket 1001", "Moana", "The till beeps", "Still"] {
      #expect(run.output.contains(words))
    }
    #expect(!run.output.contains("Tui") && !run.output.contains("Paper"))
    let json = await ringback.run(["privacy", who, "--json"]).output
    #expect(json.contains("\"number\":1001") && !json.contains("Tui"))
  }

  @Test func `one detail is put right on their tickets, and the history says which`() async throws {
    let run = await ringback.run(["privacy", "021 555 0199", "--correct", "name=Moana Tau"])
    #expect(run.status == 0 && run.output == "Put right on 1 ticket.\n")
    let json = await ringback.run(["privacy", "021 555 0199", "--json"]).output
    #expect(json.contains("\"name\":\"Moana Tau\"") && json.contains("\"what\":\"caller\""))
    #expect(await ringback.run(["privacy", "021 555 0198"]).output.contains("Tui"))
  }

  @Test func `an open ticket is left; a solved one is wiped, beside the running service`()
    async throws
  {
    let left = await ringback.run(["privacy", "021 555 0199", "--wipe"])
    #expect(left.status == 1 && left.errors.contains("1001"))
    let manager = await ringback.run(["token", "add", "m", "--role", "manager", "--person", "ben"])
      .output.filter { !$0.isWhitespace }
    #expect(
      try service.ask(
        "POST", "/v1/callbacks/1001/cancel", token: manager, body: "{\"reason\":\"done\"}"
      ).status == 200)
    #expect(
      try service.ask(
        "PATCH", "/v1/tickets/1001", token: manager, body: "{\"status\":\"solved\"}"
      ).status == 200)
    let run = await ringback.run(["privacy", "021 555 0199", "--wipe"])
    #expect(run.status == 0 && run.output.hasPrefix("Wiped: 1 ticket, 0 calls"))
    let after = await ringback.run(["privacy", "021 555 0199"])
    #expect(after.status == 1 && after.output == "Nothing is held.\n")
    let answer = try service.ask("GET", "/v1/tickets/1001", token: manager)
    #expect(answer.status == 200)
    #expect(await ringback.run(["privacy", "021 555 0198"]).output.contains("Tui"))
  }

  @Test func `what it refuses is said in one sentence`() async throws {
    for (arguments, words) in [
      (["privacy", "somebody"], "a telephone number or an email address"),
      (["privacy", "021 555 0199", "--correct", "nane=x"], "knows name, organisation"),
      (["privacy", "021 555 0199", "--correct", "name"], "FIELD=VALUE"),
      (["privacy", "021 555 0199", "--correct", "email=x"], "can't be an email address"),
      (["privacy", "021 555 0199", "--correct", "name=x", "--wipe"], "do one of them"),
    ] {
      let run = await ringback.run(arguments)
      #expect(run.status == 2 && run.errors.contains(words), "\(run)")
    }
  }
}

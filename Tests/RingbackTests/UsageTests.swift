import TestSupport
import Testing

/// Spec: cli.md, "Exit status" and "A misspelt command or option".
@Suite(.serialized) struct UsageTests {
  private static let commands = [
    "check", "who", "schedule", "hours", "holidays", "pending", "show", "ack", "attempt",
    "promise", "hand-over", "urgency", "cancel", "close-desk", "reopen-desk", "log", "time",
    "materials", "report",
  ]

  @Test func `the help lists every command`() async throws {
    let ringback = try Ringback()
    let help = await ringback.run(["--help"])
    #expect(help.status == 0)
    #expect(help.errors == "")
    for command in UsageTests.commands { #expect(help.output.contains("\n  \(command) ")) }
    #expect(await ringback.run(["help"]) == help)
    #expect(await ringback.run(["-h"]) == help)
  }

  @Test func `each command answers to the name that the help lists`() async throws {
    let ringback = try Ringback()
    let listed = await ringback.run(["--help"]).output.split(separator: "\n").filter {
      $0.hasPrefix("  ") && !$0.hasPrefix("   ")
    }
    #expect(listed.count > UsageTests.commands.count)
    for name in listed.compactMap({ $0.split(separator: " ").first }).map(String.init) {
      let help = await ringback.run([name, "--help"])
      #expect(help.output.hasPrefix("ringback \(name): "), "\(name)")
    }
  }

  @Test(arguments: commands)
  func `each command has a help of its own with its options`(command: String) async throws {
    let ringback = try Ringback()
    let help = await ringback.run([command, "--help"])
    #expect(help.status == 0)
    #expect(help.output.hasPrefix("ringback \(command): "))
    #expect(help.output.contains("\nUsage: ringback \(command)"))
    #expect(help.output.contains("--json"))
    #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    // Asked in any other way it is the same.
    #expect(await ringback.run(["help", command]) == help)
    #expect(await ringback.run([command, "--nonsense", "x", "--help"]) == help)
  }

  @Test(arguments: [
    ([], "name a command; `ringback --help` lists them."),
    (["chek"], "there is no command “chek”; did you mean “check”?"),
    (["Who"], "there is no command “Who”; did you mean “who”?"),
    (["frobnicate"], "there is no command “frobnicate”; `ringback --help` lists them."),
    (["help", "hous"], "there is no command “hous”; did you mean “hours”?"),
    (
      ["--json", "who"],
      "the command comes first, then its options: `ringback COMMAND --json`."
    ),
    (["check", "--strcit"], "“check” has no option “--strcit”; did you mean “--strict”?"),
    (
      ["check", "--verbose"],
      "“check” has no option “--verbose”; `ringback check --help` lists its options."
    ),
    (["who", "-j"], "“who” has no option “-j”; `ringback who --help` lists its options."),
    (["who", "--at"], "--at needs a value: --at T."),
    (["who", "--at", "--json"], "--at needs a value: --at T."),
    (["who", "--json=yes"], "--json takes no value; leave “=” out."),
    (["who", "--json", "--json"], "--json is given twice; leave one out."),
    (
      ["who", "now"],
      "“who” does not know what to do with “now”; the form is `ringback who [options]`."
    ),
    (["show"], "“show” needs N; the form is `ringback show N [options]`."),
    (["check", "a", "--rotas", "b"], "the folder is given twice; leave DIR or --rotas out."),
    (["check", "--days", "+5"], "--days wants a whole number from 1 to 3660, not “+5”."),
    (["schedule", "--weeks", "105"], "--weeks wants a whole number from 1 to 104, not “105”."),
    (["show", "x"], "the ticket wants a whole number from 1 to 2147483647, not “x”."),
    (
      ["attempt", "1001", "reachd"],
      "there is no outcome “reachd”; did you mean “reached”?"
    ),
    (
      ["urgency", "1001", "high"], "there is no urgency “high”; it is one of urgent, normal, low."
    ),
    (["urgency", "1001", "urgnt"], "there is no urgency “urgnt”; did you mean “urgent”?"),
    (
      ["cancel", "1001"], "“cancel” needs REASON; the form is `ringback cancel N REASON [options]`."
    ),
  ])
  func `wrong usage is one sentence that says what to do`(
    arguments: [String], sentence: String
  ) async throws {
    let run = try await Ringback().run(arguments)
    #expect(run == Ringback.Run(status: 2, output: "", errors: "ringback: \(sentence)\n"))
  }

  @Test func `an option may be written with an equals sign, and two hyphens end the options`()
    async
    throws
  {
    let ringback = try Ringback()
    try ringback.writeSampleDesk()
    let plain = await ringback.run(["hours", "--at", "2026-12-25 01:10"])
    #expect(plain.status == 0)
    #expect(await ringback.run(["hours", "--at=2026-12-25 01:10"]) == plain)
    let dashed = await ringback.run(["check", "--", "--from"])
    #expect(dashed.status == 1)
    #expect(dashed.errors.contains("there is no folder “--from”"))
  }
}

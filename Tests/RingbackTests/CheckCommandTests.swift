import TestSupport
import Testing

@Suite(.serialized) struct CheckCommandTests {
  private let ringback: Ringback
  private let note = "Note: the channels' names were not checked.\n"

  init() throws {
    ringback = try Ringback()
    try ringback.writeSampleDesk()
  }

  private func check(_ arguments: [String] = []) async -> Ringback.Run {
    await ringback.run(["check", "--from", "2026-11-16", "--days", "30"] + arguments)
  }

  @Test func `sound files are said to be sound`() async {
    let sound = "No problems: 3 files, 3 people, 2 rotas.\n"
    #expect(await check() == Ringback.Run(status: 0, output: sound, errors: note))
    #expect(await check(["--strict"]).status == 0)
    #expect(
      await check(["--json"]) == Ringback.Run(status: 0, output: "{\"problems\":[]}\n", errors: ""))
    #expect(await check(["Rotas"]) == check(["--rotas", "Rotas"]))
  }

  @Test func `an error is shown in its place and counted, with status 1`() async throws {
    try ringback.folder.write(
      "Rotas/x.rota", "person dana\n    name  Dana\n    phome  021 555 0199\n")
    let run = await check()
    #expect(run.status == 1)
    #expect(run.output.contains("x.rota:2:11: error: "))
    #expect(run.output.contains("2 |     name  Dana\n"))
    #expect(run.output.contains("x.rota:3:5: error: "))
    #expect(run.output.contains("“phone”"))
    #expect(run.output.hasSuffix(" in 4 files\n"))
    let json = await check(["--json"])
    #expect(json.status == 1)
    #expect(
      json.output.hasPrefix(
        "{\"problems\":[{\"file\":\"x.rota\",\"line\":2,\"column\":11,\"severity\":\"error\","))
    let who = await ringback.run(["who"])
    #expect(who.status == 1)
    #expect(who.output == "")
    #expect(who.errors.hasSuffix("; `ringback check Rotas` shows what is wrong.\n"))
  }

  @Test func `the list of clients is checked beside them`() async throws {
    try ringback.folder.write("Rotas/clients.csv", "organisation,phones\nKauri Ltd,09 555 0200\n")
    #expect(
      await check().output == "No problems: 4 files, 3 people, 2 rotas, 1 client.\n")
    try ringback.folder.write("Rotas/clients.csv", "organisation,phones\nKauri Ltd,555\n")
    let run = await check()
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("clients.csv:2:11: error: “555” is not understood"))
    #expect(run.output.hasSuffix("\n1 error in 4 files\n"))
    // The rotas are in force all the same.
    #expect(await ringback.run(["who"]).status == 0)
  }

  @Test func `warnings count only when asked to`() async throws {
    try ringback.folder.write(
      "Rotas/x.rota", "person dana\n    name  \"Dana Fox\"\n")
    let run = await check()
    #expect(run.status == 0)
    #expect(run.output.contains("x.rota:1:8: warning: "))
    #expect(run.output.hasSuffix("\n1 warning in 4 files\n"))
    #expect(await check(["--strict"]).status == 1)
  }

  @Test func `the calendar is looked at from a day on, for so many days`() async throws {
    let rotas = try #require(ringback.folder.read("Rotas/rotas.rota"))
    let later =
      rotas.split(separator: "\n").map { $0.contains("leave ben") ? "" : String($0) }
      + ["leave aroha 2026-12-19", "leave ben 2026-12-19"]
    try ringback.folder.write("Rotas/rotas.rota", later.joined(separator: "\n") + "\n")
    let gap = await ringback.run(["check", "--from", "2026-11-20", "--days", "30"])
    #expect(gap.status == 1)
    #expect(gap.output.contains("error: "))
    #expect(await ringback.run(["check", "--from", "2026-11-20", "--days", "29"]).status == 0)
    #expect(await ringback.run(["check", "--from", "2026-12-20", "--days", "30"]).status == 0)
  }

  @Test func `a folder that is not there or empty says what to do`() async throws {
    #expect(
      await ringback.run(["check", "nowhere"])
        == Ringback.Run(
          status: 1, output: "",
          errors: "ringback: there is no folder “nowhere”;"
            + " name the folder of your rota files with --rotas DIR.\n"))
    try ringback.folder.write("empty/notes.txt", "")
    #expect(await ringback.run(["check", "empty"]).status == 1)
    #expect(await ringback.run(["check", "Rotas/desk.rota"]).errors.contains("is not a folder"))
  }
}

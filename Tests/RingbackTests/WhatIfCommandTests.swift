import TestSupport
import Testing

/// Spec: cli.md, `what-if`.
@Suite(.serialized) struct WhatIfCommandTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeSampleDesk()
  }

  @Test func `a time line says what would happen, line by line`() async {
    let run = await ringback.run(["what-if", "2026-12-26 07:50:30", "--urgency", "URGENT"])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    #expect(
      lines[0].hasPrefix(
        "Sat 2026-12-26 07:50:30  The desk is closed (weekend): there is no number to send the call"
      ))
    #expect(
      lines[2] == "Sat 2026-12-26 07:51:30  Step 1 (holidays else primary): Kiri Parata is told.")
    #expect(
      lines[3] == "Sat 2026-12-26 08:00     The rota holidays passes from Kiri Parata to nobody.")
    #expect(lines.contains { $0.hasPrefix("Sat 2026-12-26 08:05:30  The deadline: ") })
  }

  @Test func `on a terminal each text is broken beside its time`() async {
    let output = await ringback.runOnTerminal(
      ["what-if", "2026-12-25 10:00", "--from", "anonymous"], columns: 60)
    let plain = output.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    let lines = plain.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 60 })
    #expect(lines[0].hasPrefix("Fri 2026-12-25 10:00  The desk is closed"))
    #expect(lines[1].hasPrefix("                      "))
  }

  @Test func `it prints the interface's document`() async {
    let run = await ringback.run(["what-if", "2026-12-24T10:00:00+13:00", "--json"])
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix(
        """
        {"events":[{"at":"2026-12-24T10:00:00+13:00","what":"routed","people":[],\
        "text":"The desk is open (service hours): the call goes to sip:desk@pbx.example.nz."},
        """.dropLast()))
  }

  @Test func `a step that reaches nobody gives status 1`() async throws {
    let rotas = try #require(ringback.folder.read("Rotas/rotas.rota"))
    try ringback.folder.write(
      "Rotas/rotas.rota", rotas.replacing("holidays else primary", with: "holidays"))
    let run = await ringback.run(["what-if", "2026-12-10 01:10"])
    #expect(run.status == 1)
    #expect(run.output.contains("Step 1 (holidays) reaches nobody: the last resort, Kiri Parata"))
    #expect(await ringback.run(["what-if", "2026-12-10 01:10", "--json"]).status == 1)
  }

  @Test(arguments: [
    (["what-if"], 2, "T"), (["what-if", "soon"], 2, "T wants a time such as"),
    (["what-if", "2026-12-10 01:10", "--urgency", "urgnt"], 2, "did you mean “urgent”?"),
    (["what-if", "2101-12-10 01:10"], 1, "from 2004 to 2100"),
  ])
  func `what can't be asked is said`(arguments: [String], status: Int32, words: String) async {
    let run = await ringback.run(arguments)
    #expect(run.status == status)
    #expect(run.errors.contains(words))
  }
}

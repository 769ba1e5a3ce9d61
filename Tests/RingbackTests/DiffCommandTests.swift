import TestSupport
import Testing

/// Spec: cli.md, `diff`.
@Suite(.serialized) struct DiffCommandTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeSampleDesk()
  }

  private func diff(_ arguments: [String] = []) async -> Ringback.Run {
    await ringback.run(
      ["diff", "Rotas", "New", "--from", "2026-12-10 12:00", "--weeks", "4"] + arguments)
  }

  /// A copy of the files with one text put for another.
  private func edit(_ text: String, _ other: String) throws {
    for name in ["desk.rota", "people.rota", "rotas.rota"] {
      let old = try #require(ringback.folder.read("Rotas/" + name))
      try ringback.folder.write("New/" + name, old.replacing(text, with: other))
    }
  }

  @Test func `files that mean the same change nothing`() async throws {
    try edit("Monday to Friday", "mon to FRI")
    #expect(
      await diff() == Ringback.Run(status: 0, output: "This edit changes no shift.\n", errors: ""))
    let json = await diff(["--json"])
    #expect(json.status == 0)
    #expect(json.output.contains("\"changes\":[],\"people\":[],\"hours\":[],"))
  }

  @Test func `a swap is told shift by shift, and for each person`() async throws {
    try edit("leave ben 2026-12-28 to 2027-01-03", "leave ben 2026-12-30 to 2027-01-03")
    let run = await diff()
    #expect(run.status == 1)
    #expect(
      run.output == """
        This edit changes 1 coming shift and no past one.

        Mon 2026-12-28 00:00  Mon 2026-12-28 08:00  primary  aroha  ben

        aroha loses 1 shift (8h).
        ben gains 1 shift (8h).

        """)
    let json = await diff(["--json"])
    #expect(json.status == 1)
    #expect(
      json.output.hasPrefix(
        """
        {"from":"2026-12-10T12:00:00+13:00","to":"2027-01-07T12:00:00+13:00","changes":[\
        {"rota":"primary","start":"2026-12-28T00:00:00+13:00","end":"2026-12-28T08:00:00+13:00",\
        "before":"aroha","after":"ben","past":false}],"people":[{"person":"aroha","gains":[],\
        "loses":[{"rota":"primary","start":"2026-12-28T00:00:00+13:00",
        """.dropLast()))
  }

  @Test func `an edit of the past is told, and one of the running shift divides at that moment`()
    async throws
  {
    try edit("from        2026-11-02  aroha, ben", "from        2026-11-30  ben, aroha")
    let run = await ringback.run([
      "diff", "Rotas", "New", "--from", "2026-12-02 12:00", "--weeks", "1",
    ])
    #expect(run.status == 1)
    #expect(
      run.output.hasPrefix(
        """
        This edit changes 2 coming shifts and 5 past ones.
        What has passed stays as it was: the service answers for it from the files of then.


        """))
    #expect(run.output.contains("Wed 2026-12-02 12:00  Mon 2026-12-07 08:00  primary"))
    #expect(run.output.contains("  nobody\n"))
  }

  @Test func `hours and the escalation's lines are told though no shift changes`() async throws {
    try edit("08:00 to 17:00", "08:00 to 16:30")
    let hours = await diff()
    #expect(hours.status == 1)
    #expect(hours.output.hasPrefix("This edit changes no shift.\n\nThe desk's hours change:\n"))
    #expect(
      hours.output.contains("Thu 2026-12-10 16:30 to Thu 2026-12-10 17:00: closed, was open\n"))
    #expect(hours.output.hasSuffix("  and 3 more stretches\n"))
    try edit("after 10m   kiri", "after 5m    ben, kiri")
    let escalation = await diff()
    #expect(escalation.status == 1)
    #expect(
      escalation.output == """
        This edit changes no shift.

        The escalation changes:
          - after 10m kiri
          - overdue kiri
          + after 5m ben, kiri
          + overdue ben, kiri

        """)
  }

  @Test func `faulty files, and folders left out, say what to do`() async throws {
    try edit("turn        1 week", "turn        1 weak")
    let run = await diff()
    #expect(run.status == 1)
    #expect(run.errors.contains("`ringback check New` shows what is wrong."))
    #expect(await ringback.run(["diff", "Rotas"]).status == 2)
    #expect(await diff(["--weeks", "105"]).status == 2)
  }
}

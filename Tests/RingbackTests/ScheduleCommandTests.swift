import TestSupport
import Testing

/// Spec: cli.md, `schedule`: a calendar in the terminal, or `--json`, `--csv`, `--ics`.
@Suite(.serialized) struct ScheduleCommandTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeSampleDesk()
  }

  private let christmas = ["schedule", "--from", "2026-12-23", "--weeks", "2"]

  private static let calendar = """
    Dec 2026                     Wed 23   Thu 24   Fri 25   Sat 26   Sun 27
    told first                   BBB---BB BBB---BB BBBKKKKK KKKKKKKK KKKBBBBB
    holidays                     ········ ········ ···KKKKK KKK····· ········
    primary                      BBBBBBBB BBBBBBBB BBBBBBBB BBBKKKKK KKKBBBBB
               Fri 25: Christmas Day

    Dec 2026   Mon 28   Tue 29   Wed 30   Thu 31   Fri 1    Sat 2    Sun 3
    told first AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA
    holidays   ········ ········ ········ ········ ········ ········ ········
    primary    AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA AAAAAAAA
               Mon 28: Boxing Day
               Tue 29 to Thu 31: closed (Summer shutdown)
               Fri 1: New Year's Day

    Jan 2027   Mon 4    Tue 5
    told first AAABBBBB BBB---BB
    holidays   ········ ········
    primary    AAABBBBB BBBBBBBB
               Mon 4: Day after New Year's Day

    A Aroha Ngata, B Ben Carter, K Kiri Parata
    - the desk is open, · nobody in this rota, ! nobody is on call; each mark is 3h

    """

  @Test func `on a terminal it is a calendar that reads without colour too`() async {
    #expect(await ringback.run(christmas + ["--calendar"]).output == Self.calendar)
    var plain = ringback
    plain.environment = ["NO_COLOR": "1"]
    #expect(await plain.runOnTerminal(christmas) == Self.calendar)
    let coloured = await ringback.runOnTerminal(christmas)
    #expect(coloured.contains("\u{1B}[35mKKKKK\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == Self.calendar)
  }

  @Test func `the days are as wide as the terminal lets them be`() async {
    for (columns, mark) in [(60, "4h"), (80, "3h"), (110, "2h"), (190, "1h")] {
      let text = await ringback.runOnTerminal(christmas, columns: columns)
        .replacing(/\u{1B}\[[0-9;]*m/, with: "")
      #expect(text.hasSuffix("each mark is \(mark)\n"))
      let week = text.split(separator: "\n").prefix(15)
      #expect(week.allSatisfy { $0.count <= columns })
    }
  }

  @Test func `a gap stands out however short it is`() async throws {
    let rotas = try #require(ringback.folder.read("Rotas/rotas.rota"))
    let leave = "leave ben 2026-12-24 20:00 to 20:05\nleave aroha 2026-12-24 20:00 to 20:05\n"
    try ringback.folder.write("Rotas/rotas.rota", rotas + leave)
    let plain = await ringback.run(christmas + ["--calendar", "--rota", "Primary"]).output
    #expect(plain.contains("told first                   BBB---BB BBB---!B BBBKKKKK"))
    #expect(plain.contains("!! nobody is on call: Thu 2026-12-24 20:00 to Thu 2026-12-24 20:05\n"))
    #expect(!plain.contains("\nholidays"))
    #expect(await ringback.runOnTerminal(christmas).contains("\u{1B}[1;7;31m!\u{1B}[0m"))
  }

  @Test func `more gaps than one reads are counted`() async throws {
    let rotas = try #require(ringback.folder.read("Rotas/rotas.rota"))
    try ringback.folder.write(
      "Rotas/rotas.rota", rotas.replacing("holidays else primary", with: "holidays"))
    let plain = await ringback.run(["schedule", "--calendar", "--from", "2026-11-30"]).output
    #expect(plain.split(separator: "\n").count { $0.contains("!! nobody is on call") } == 20)
    #expect(plain.contains("!! and 1 more such gap\n"))
  }

  @Test func `people with one first letter get letters of their own`() async throws {
    let people = try #require(ringback.folder.read("Rotas/people.rota"))
    let more = ["ana", "bo", "aa"].map {
      "person \($0)\n    name \"\($0)\"\n    phone 021 555 0109\n    notify sms\n"
    }
    try ringback.folder.write("Rotas/people.rota", people + more.joined())
    let output = await ringback.run(christmas + ["--calendar"]).output
    #expect(
      output.contains("\nC aa, N ana, A Aroha Ngata") || output.contains("\nA aa, N ana, R Aroha"))
  }

  @Test func `one person's shifts alone, in every form but the calendar`() async {
    let list = await ringback.run(christmas + ["--person", "KIRI"])
    #expect(
      list.output == """
        Fri 2026-12-25 08:00  Sat 2026-12-26 08:00  holidays  kiri  Kiri Parata  shift
        Sat 2026-12-26 08:00  Sun 2026-12-27 08:00  primary   kiri  Kiri Parata  override

        """)
    let csv = await ringback.run(christmas + ["--person", "kiri", "--csv"])
    #expect(
      csv.output == "rota,person,name,start,end,because,for\r\n"
        + "holidays,kiri,Kiri Parata,2026-12-25T08:00:00+13:00,2026-12-26T08:00:00+13:00,shift,\r\n"
        + "primary,kiri,Kiri Parata,2026-12-26T08:00:00+13:00,2026-12-27T08:00:00+13:00,override,\r\n"
    )
    let ics = await ringback.run(christmas + ["--person", "kiri", "--ics"])
    #expect(ics.output.hasPrefix("BEGIN:VCALENDAR\r\n"))
    #expect(ics.output.split(separator: "\r\n").count { $0 == "BEGIN:VEVENT" } == 2)
    let json = await ringback.run(christmas + ["--person", "kiri", "--json"])
    #expect(json.output.hasPrefix("{\"shifts\":[{\"rota\":\"holidays\",\"person\":\"kiri\","))
  }

  @Test func `in iCalendar a shift is whole, so that it is the same event again`() async {
    let one = await ringback.run(["schedule", "--from", "2026-12-23", "--weeks", "1", "--ics"])
    let other = await ringback.run(["schedule", "--from", "2026-12-24", "--weeks", "1", "--ics"])
    for run in [one, other] {
      #expect(run.output.contains("UID:20261220T190000Z-primary-ben@ringback\r\n"))
      #expect(run.output.contains("DTSTART;TZID=Pacific/Auckland:20261221T080000\r\n"))
    }
  }

  @Test func `one form at a time, of people who are there`() async {
    let both = await ringback.run(["schedule", "--csv", "--ics"])
    #expect(both.status == 2)
    #expect(both.errors == "ringback: --csv and --ics exclude each other; leave one out.\n")
    let wrong = await ringback.run(["schedule", "--person", "arohs"])
    #expect(wrong.errors == "ringback: there is no person “arohs”; did you mean “aroha”?\n")
    #expect(await ringback.run(["schedule", "--weeks", "105"]).status == 2)
    #expect(await ringback.run(["schedule", "--weeks", "104", "--json"]).status == 0)
  }
}

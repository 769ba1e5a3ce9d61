import TestSupport
import Testing

/// The commands that work on the rota files alone, at fixed times.
@Suite(.serialized) struct FileCommandTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeSampleDesk()
  }

  @Test func `who says the steps, the people, why, and until when`() async {
    let run = await ringback.run(["who", "--at", "2026-12-26 01:10"])
    #expect(run.status == 0)
    #expect(
      run.output == """
        Saturday 26 December 2026, 01:10 (Pacific/Auckland)
        Service Desk is closed until Tuesday 5 January 2027, 08:00: weekend.

        at once      kiri  Kiri Parata  021 555 0105  holidays: shift until Sat 2026-12-26 08:00
        after 10m    kiri  Kiri Parata  021 555 0105  holidays: shift until Sat 2026-12-26 08:00
        last resort  kiri  Kiri Parata  021 555 0105

        holidays  kiri  shift  Sat 2026-12-26 08:00
        primary   ben   turn   Sat 2026-12-26 08:00

        """)
  }

  /// Elsewhere it is another year than at the desk.
  @Test(arguments: [
    ("2004-01-01T03:00:00+13:00", "2003-12-31T04:00:00-10:00"),
    ("2028-01-01T03:00:00+13:00", "2027-12-31T04:00:00-10:00"),
    ("2027-12-31T23:30:00+13:00", "2028-01-01T00:30:00+14:00"),
    ("2100-12-31T23:00:00+13:00", "2101-01-01T00:00:00+14:00"),
  ])
  func `hours says the same at one instant however it is written`(
    desk: String, elsewhere: String
  ) async {
    let run = await ringback.run(["hours", "--at", desk])
    #expect(run.status == 0)
    #expect(await ringback.run(["hours", "--at", elsewhere]).output == run.output)
  }

  @Test(arguments: [
    ("2026-12-26 12:00", "primary   kiri   override  Sun 2026-12-27 08:00"),
    ("2026-12-28 04:00", "primary   aroha  stands in for ben  Mon 2026-12-28 08:00"),
  ])
  func `who tells a stand-in and an override from a turn`(at: String, line: String) async {
    let words = { (text: String) in text.split(separator: " ") }
    let lines = await ringback.run(["who", "--at", at]).output.split(separator: "\n")
    #expect(lines.contains { words(String($0)) == words(line) })
  }

  @Test func `who ends with 1 when nobody is on call`() async throws {
    let rotas = try #require(ringback.folder.read("Rotas/rotas.rota"))
    let cut = rotas.split(separator: "\n").map { line in
      line.contains("at once") ? "    at once     holidays" : String(line)
    }
    try ringback.folder.write("Rotas/rotas.rota", cut.joined(separator: "\n"))
    let run = await ringback.run(["who", "--at", "2026-12-10 01:10"])
    #expect(run.status == 1)
    #expect(run.output.contains("at once      –     "))
    #expect(run.output.hasSuffix("Nobody is on call: the first step reaches nobody.\n"))
    #expect(await ringback.run(["who", "--at", "2026-12-10 01:10", "--json"]).status == 1)
  }

  @Test func `who prints the interface's document`() async {
    let run = await ringback.run(["who", "--at", "2026-12-26T01:10:00+13:00", "--json"])
    #expect(run.errors == "")
    #expect(
      run.output == """
        {"at":"2026-12-26T01:10:00+13:00","steps":[{"after_seconds":0,"people":["kiri"]},\
        {"after_seconds":600,"people":["kiri"]}],"last_resort":"kiri","rotas":[\
        {"rota":"holidays","person":"kiri","because":"shift","for":null,\
        "since":"2026-12-25T08:00:00+13:00","until":"2026-12-26T08:00:00+13:00"},\
        {"rota":"primary","person":"ben","because":"turn","for":null,\
        "since":"2026-12-21T08:00:00+13:00","until":"2026-12-26T08:00:00+13:00"}],"warnings":[]}

        """)
  }

  @Test func `the schedule lists each shift in time order`() async {
    let run = await ringback.run(["schedule", "--from", "2026-12-21", "--weeks", "1"])
    #expect(run.status == 0)
    #expect(
      run.output == """
        Mon 2026-12-21 00:00  Mon 2026-12-21 08:00  primary   aroha  Aroha Ngata  turn
        Mon 2026-12-21 08:00  Sat 2026-12-26 08:00  primary   ben    Ben Carter   turn
        Fri 2026-12-25 08:00  Sat 2026-12-26 08:00  holidays  kiri   Kiri Parata  shift
        Sat 2026-12-26 08:00  Sun 2026-12-27 08:00  primary   kiri   Kiri Parata  override
        Sun 2026-12-27 08:00  Mon 2026-12-28 00:00  primary   ben    Ben Carter   turn

        """)
    let one = await ringback.run([
      "schedule", "--from", "2026-12-21", "--weeks", "1", "--rota", "Holidays", "--json",
    ])
    #expect(
      one.output == """
        {"shifts":[{"rota":"holidays","person":"kiri","start":"2026-12-25T08:00:00+13:00",\
        "end":"2026-12-26T08:00:00+13:00","because":"shift","for":null}],"warnings":[]}

        """)
    let wrong = await ringback.run(["schedule", "--rota", "primry"])
    #expect(wrong.status == 2)
    #expect(wrong.errors == "ringback: there is no rota “primry”; did you mean “primary”?\n")
  }

  @Test(arguments: [
    ("2026-12-24 16:59", "open until Thursday 24 December 2026, 17:00: service hours."),
    ("2026-12-24 17:00", "closed until Tuesday 5 January 2027, 08:00: outside hours."),
    ("2026-12-28 12:00", "closed until Tuesday 5 January 2027, 08:00: Boxing Day."),
    ("2026-12-30 12:00", "closed until Tuesday 5 January 2027, 08:00: Summer shutdown."),
  ])
  func `hours says whether, why and until when`(at: String, words: String) async {
    let run = await ringback.run(["hours", "--at", at])
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("Service Desk is \(words)\n"))
  }

  @Test(arguments: [
    // The clock springs from 02:00 to 03:00.
    ("2026-09-27 02:30", "2026-09-27T03:00:00+13:00"),
    // 02:30 comes twice; the first is meant.
    ("2027-04-04 02:30", "2027-04-04T02:30:00+13:00"),
    ("2026-12-25T01:10:30", "2026-12-25T01:10:30+13:00"),
    ("2026-12-24T12:10Z", "2026-12-25T01:10:00+13:00"),
    ("2004-01-01 00:00", "2004-01-01T00:00:00+13:00"),
  ])
  func `a time is the desk's own or bears its offset`(written: String, at: String) async {
    let run = await ringback.run(["hours", "--at", written, "--json"])
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("{\"at\":\"\(at)\","))
  }

  @Test(
    arguments: ["2003-12-31 23:59", "2101-01-01 00:00"], [["hours"], ["who"], ["who", "--json"]])
  func `outside the calendar there is no answer`(time: String, command: [String]) async {
    let run = await ringback.run(command + ["--at", time])
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(run.errors.contains("from 2004 to 2100"))
  }

  @Test(arguments: ["yesterday", "2026-02-31 10:00", "2026-12-25", "2026-12-25 1:10", ""])
  func `what is no time is wrong usage`(written: String) async {
    let run = await ringback.run(["hours", "--at", written])
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("ringback: --at wants a time such as "))
  }

  @Test func `holidays lists the year, and the days on which the desk keeps them`() async {
    let run = await ringback.run(["holidays", "2027"])
    #expect(run.status == 0)
    #expect(run.output.contains("Mon 2027-02-01  Auckland Anniversary Day  regional\n"))
    #expect(
      run.output.hasSuffix(
        """
        Sat 2027-12-25  Christmas Day             national  Mon 2027-12-27
        Sun 2027-12-26  Boxing Day                national  Tue 2027-12-28

        """))
    let otago = await ringback.run(["holidays", "2053", "--region", "OTA", "--json"])
    #expect(otago.output.hasPrefix("{\"region\":\"Otago\",\"holidays\":[{\"name\":"))
    #expect(otago.output.hasSuffix("\"warnings\":[\"matariki_unknown\"]}\n"))
    #expect(await ringback.run(["holidays", "2003"]).status == 1)
    let wrong = await ringback.run(["holidays", "2027", "--region", "Otga"])
    #expect(wrong.status == 2)
    #expect(wrong.errors == "ringback: there is no region “Otga”; did you mean “Otago”?\n")
  }

  @Test func `a region's holidays need no rota files`() async throws {
    let bare = try Ringback()
    #expect(await bare.run(["holidays", "2027", "--region", "Nelson"]).status == 0)
    #expect(await bare.run(["holidays", "2027"]).status == 1)
    #expect(await bare.run(["holidays", "2027", "--region", "Nelson", "--rotas", "x"]).status == 1)
  }
}

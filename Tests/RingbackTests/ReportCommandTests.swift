import TestSupport
import Testing

@testable import ringback

/// `log`, `time`, `materials` and `report` against a service that runs (spec: cli.md; billing.md): a request
/// on the night of Matariki, at two o'clock.
@Suite(.serialized) struct ReportCommandTests {
  private var ringback: Ringback
  private let service: ServeProcess

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
    try ringback.folder.write(
      "ringback.conf",
      "billing\n    rate after hours 180.50\n    rate service desk 120\n    rate engineering 160\n")
    service = try ServeProcess(ringback, ServeProcess.night + ["--config", "ringback.conf"])
    ringback.environment = [
      "RINGBACK_URL": "http://127.0.0.1:\(service.port ?? 0)",
      "RINGBACK_TOKEN": try #require(ringback.firstTokens()).manager,
    ]
  }

  private func done(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) async -> String {
    let run = await ringback.run(arguments)
    #expect(run.status == 0 && run.errors == "", "\(run)", sourceLocation: sourceLocation)
    return run.output
  }

  private func work() async {
    let logged = await done(
      "log", "The till does not print", "--name", "Moana Tau", "--organisation", "Harbour Cafe",
      "--phone", "021 555 0199", "--callback", "--as", "ben")
    #expect(
      logged
        == "Ticket 1001 is made in the group after_hours; who is on call rings back by 2026-07-10 03:00.\n"
    )
    let time = await done(
      "time", "1001", "--start", "2026-07-10 01:00", "--minutes", "30", "--person", "ben", "--note",
      "=Restarted")
    #expect(time == "Ticket 1001: the time is written down.\n")
    let materials = await done(
      "materials", "1001", "Network cable", "--price", "12.5", "--quantity", "2")
    #expect(materials == "Ticket 1001: the materials are written down.\n")
  }

  @Test func `what is logged, worked and used stands in the bill, to the cent`() async {
    await work()
    let bill = await done("report", "billing")
    #expect(bill.hasPrefix("Work from 2026-07-01 up to 2026-08-01, in NZD:\n\n2026-07-10  1001  "))
    #expect(bill.contains("  Harbour Cafe  after_hours  30m  115.25  Fri 10 July 01:00 to 01:30, "))
    #expect(bill.hasSuffix("In all 115.25, with 17.29 tax: 132.54.\n"))
    let table = await done("report", "billing", "--csv", "--from", "2026-07-10")
    #expect(
      table.contains("1001,Harbour Cafe,Moana Tau,2026-07-10,after_hours,30.00,30.00,180.50,"))
    let json = await done("report", "billing", "--json", "--to", "2026-07-11")
    #expect(json.contains("\"total_cents\":13254") && json.hasSuffix("}\n"))
    let june = await done("report", "billing", "--from", "2026-06-01")
    #expect(june == "No work is written down from 2026-06-01 up to 2026-07-01.\n")
    let two = await done(
      "time", "1001", "--end", "2026-07-10 01:40", "--start", "2026-07-09T13:35:00Z", "--person",
      "ben", "--json")
    #expect(
      two.contains("\"start\":\"2026-07-10T01:35:00+12:00\",\"end\":\"2026-07-10T01:40:00+12:00\""))
  }

  @Test func `callbacks, hours on call and the handover are told in words`() async {
    await work()
    let callbacks = await done("report", "callbacks")
    #expect(callbacks.hasPrefix("Callbacks made from 2026-07-01 up to 2026-08-01:\n\nall "))
    #expect(callbacks.contains("1 made  0 kept  0 reached in time  0 late  0 cancelled"))
    let none = await done("report", "callbacks", "--to", "2026-07-02", "--from", "2026-07-01")
    #expect(none == "No callback was made from 2026-07-01 up to 2026-07-02.\n")
    let onCall = await done("report", "on-call", "--from", "2026-07-11", "--to", "2026-07-12 12:00")
    #expect(onCall.contains("ben  planned  36h  holidays 0h  weekends 36h  nights 0h  other 0h\n"))
    #expect(onCall.contains("ben  woken in 0 hours  worked 0s  an even share\n"))
    let handover = await done("report", "handover")
    #expect(
      handover.hasPrefix(
        "The desk closed at 2026-07-09 17:00 and has not opened yet.\n\n1 callback is open:"))
    #expect(handover.contains("Moana Tau, Harbour Cafe  021 555 0199  The till does not print\n"))
    #expect(
      handover.contains("\n30m were worked:\n2026-07-10 01:00  2026-07-10 01:30  1001  ben"))
    let before = await done("report", "handover", "--at", "2026-07-09 09:00")
    #expect(before.hasSuffix("09 08:00.\nNothing is open, and nothing happened.\n"))
    let table = await done("report", "handover", "--csv")
    #expect(table.hasPrefix("what,at,ticket,") && table.contains(",30.00,'=Restarted\r\n"))
  }

  @Test func `an engineer is told that reports are the manager's, and writes down their own time`()
    async throws
  {
    await work()
    let token = await done("token", "add", "ben", "--role", "engineer", "--person", "ben")
    var engineer = ringback
    engineer.environment["RINGBACK_TOKEN"] = String(token.dropLast())
    let refused = await engineer.run(["report", "on-call"])
    #expect(refused.status == 1 && refused.output == "")
    #expect(refused.errors.hasPrefix("ringback: Forbidden"))
    let time = ["time", "1001", "--end", "2026-07-10 01:10", "--minutes", "5"]
    #expect(await engineer.run(time).status == 0)
    #expect(await engineer.run(time + ["--person", "aroha"]).status == 1)
    #expect(await engineer.run(["time", "1002"] + time.dropFirst(2)).status == 1)
  }
}

/// What these commands refuse before they ask anybody.
struct ReportUsageTests {
  @Test(arguments: [
    (["report"], "“report” needs KIND"),
    (["report", "biling"], "there is no report “biling”; did you mean “billing”?"),
    (["report", "money"], "it is one of billing, callbacks, on-call, handover."),
    (["report", "billing", "--csv", "--json"], "--csv and --json exclude each other"),
    (["report", "billing", "--at", "2026-07-10 08:00"], "--at is for the handover"),
    (["report", "handover", "--from", "2026-07-10"], "give --at in place of --from."),
    (
      ["report", "callbacks", "--from", "soon", "--to", "2026-07-10"], "--from wants a time such as"
    ),
    (["time", "1001"], "give two of --start, --end and --minutes"),
    (["time", "1001", "--minutes", "5"], "give two of --start, --end and --minutes"),
    (
      ["time", "1001", "--minutes", "5", "--start", "x", "--end", "y"],
      "give two of --start, --end and --minutes"
    ),
    (["time", "1001", "--minutes", "1441", "--start", "x"], "a whole number from 1 to 1440"),
    (["time", "x", "--minutes", "5", "--start", "x"], "the ticket wants a whole number"),
    (["materials", "1001", "Cable"], "--price is missing"),
    (["materials", "1001", "Cable", "--price", "12.505"], "--price wants dollars such as 12"),
    (
      ["materials", "1001", "Cable", "--price", "5", "--quantity", "0"], "--quantity wants a whole"
    ),
    (["log", "Help"], "nobody is named"),
  ])
  func `a wrong usage is one sentence and status 2`(arguments: [String], words: String) async throws
  {
    var ringback = try Ringback()
    ringback.environment = ["RINGBACK_TOKEN": "x", "RINGBACK_URL": "http://127.0.0.1:1"]
    let run = await ringback.run(arguments)
    #expect(run.status == 2 && run.output == "")
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test(
    arguments: [
      ("12", 1200), ("12.5", 1250), ("12.50", 1250), ("0.05", 5), ("0", 0),
      ("1000000", 100_000_000),
      ("0.29", 29), ("92233720368547758.07", 9_223_372_036_854_775_807),
      ("92233720368547758.08", nil), ("99999999999999999999", nil), ("", nil), (".5", nil),
      ("5.", nil), ("1.005", nil), ("1,50", nil), ("-1", nil), ("+1", nil), ("$1", nil),
      ("1e2", nil),
      ("1.2.3", nil),
    ] as [(String, Int?)])
  func `dollars become cents exactly or not at all`(text: String, cents: Int?) {
    #expect(Dollars.cents(text) == cents)
  }

  @Test(arguments: [(0, "0.00"), (5, "0.05"), (13_254, "132.54"), (-150, "-1.50")])
  func `cents are shown as dollars`(cents: Int, text: String) {
    #expect(Dollars.text(cents) == text)
  }

  @Test(arguments: [(0, "0h"), (1800, "30m"), (201_600, "56h"), (27_000, "7h30m")])
  func `hours on call are not days`(seconds: Int, text: String) {
    #expect(OnCallReportAnswer.hours(seconds) == text)
  }
}

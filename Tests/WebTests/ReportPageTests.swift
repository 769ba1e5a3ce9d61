import CivilTime
import Testing

@testable import Web

/// The reports' pages (spec: board.md, "Reports").
@Suite(.timeLimit(.minutes(1))) struct ReportPageTests {
  let house: House
  static let paths = ["/reports", "/reports/callbacks", "/reports/on-call", "/reports/handover"]

  init() throws { house = try House() }

  /// A caller who is reached in time, and one who waits.
  private func night() throws {
    let tickets = try [house.call("a"), house.call("b", from: "021 555 0198")]
    try house.ask(
      "POST", "/v1/callbacks/\(tickets[0])/attempts", as: .engineer,
      #"{"outcome":"reached","minutes":0,"note":"<b>"}"#)
    house.time.advance(by: .minutes(90))
    house.settle()
  }

  @Test(arguments: paths)
  func `each leads to the others, is the manager's alone, and can be had as a file`(
    path: String
  ) throws {
    let (engineer, manager) = (
      try PageBrowser(house, as: .engineer), try PageBrowser(house, as: .boss)
    )
    let file = path == "/reports" ? "/reports/billing.csv" : path + ".csv"
    for target in [path, file] { #expect(try engineer.get(target).status == 403) }
    #expect(try house.ask("GET", file, as: .nobody).status == 403)
    let page = try manager.get(path)
    #expect(page.status == 200)
    for other in Self.paths { #expect(page.text.contains("href=\"\(other)\"")) }
    #expect(page.text.contains("href=\"\(path)\" aria-current=\"page\""))
    #expect(page.text.contains("href=\"\(file)?"))
    let table = try manager.get(file)
    #expect(table.status == 200 && table.type == "text/csv")
    #expect(table["Content-Disposition"]?.hasPrefix("attachment; filename=\"") == true)
    #expect(table["Content-Security-Policy"] != nil)
  }

  @Test func `kept and late stand in a table beside their bars`() throws {
    try night()
    let manager = try PageBrowser(house, as: .boss)
    let page = try manager.get("/reports/callbacks").text
    #expect(page.contains("<b>Wednesday 1 July to Friday 31 July</b>"))
    #expect(page.contains("<dd>1 of 2</dd>"))
    #expect(
      page.contains(
        "<th scope=\"row\">All</th><td class=\"n\">2</td><td class=\"n\">1</td>"
          + "<td class=\"n\">1</td><td class=\"n\">1</td><td class=\"n\">0</td><td><svg"))
    #expect(page.contains("<rect class=\"kept\" x=\"0\" width=\"500\" height=\"60\">"))
    #expect(page.contains("<rect class=\"late\" x=\"500\" width=\"500\" height=\"60\">"))
    #expect(page.contains("<th scope=\"row\">Aroha Ngata</th>"))
    let empty = try manager.get("/reports/callbacks?from=2026-06-01&last=2026-06-30").text
    #expect(empty.contains("No callback was made in this period."))
  }

  @Test func `hours done and planned stand beside an even share`() throws {
    try night()
    let manager = try PageBrowser(house, as: .boss)
    let page = try manager.get("/reports/on-call?from=2026-07-06&to=2026-07-13").text
    // Ben hands over on Monday at eight; the whole is 132 hours.
    #expect(page.contains(">Aroha Ngata</th><td class=\"n\">124.00</td><td>58.00 more</td>"))
    #expect(page.contains(">Ben Carter</th><td class=\"n\">8.00</td><td>58.00 less</td>"))
    #expect(page.contains("<rect class=\"s1 soft\""))
    #expect(page.contains(">3.50</td><td class=\"n\">0.00</td><td class=\"n\">29.00</td>"))
  }

  @Test func `the handover is fit to be printed, and shows callers' words as text`() throws {
    try night()
    try house.post(
      #"{"type":"call.started","call_id":"x","caller":{"name":"<i>Moana"},"summary":"<script>"}"#)
    let manager = try PageBrowser(house, as: .boss)
    let page = try manager.get("/reports/handover").text
    #expect(page.contains("The desk closed on Thursday 9 July, 5 pm and has not opened yet."))
    #expect(page.contains("&lt;i&gt;Moana") && page.contains("&lt;script&gt;"))
    #expect(!page.contains("<i>") && !page.contains("<script>"))
    let order = ["Open", "For the desk", "Ended", "Calls"].map {
      page.firstRange(of: "<caption>\($0)</caption>")?.lowerBound
    }
    #expect(!order.contains(nil) && order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    let monday = try manager.get("/reports/handover?at=2026-07-09T08:00").text
    #expect(monday.contains("Nothing is open, and nothing happened."))
    let style = page.split(separator: "rel=\"stylesheet\" href=\"", maxSplits: 1)[1]
      .prefix { $0 != "\"" }
    let sheet = try house.ask("GET", String(style), as: .nobody).text
    let print = try #require(sheet.firstRange(of: "@media print"))
    #expect(sheet[print.upperBound...].contains(".hand"))
  }

  @Test(arguments: [
    "/reports/callbacks?from=2026-07-13&to=2026-07-12",
    "/reports/on-call.csv?from=2026-01-01&to=2029-01-01", "/reports/handover?at=soon",
    "/reports/handover.csv?at=2026-02-30T08:00",
  ])
  func `what can't be read, and too long a period, is refused`(path: String) throws {
    let answer = try PageBrowser(house, as: .boss).get(path)
    #expect(answer.status == 422)
  }
}

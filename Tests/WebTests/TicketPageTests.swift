import Digests
import Documents
import Service
import Testing

@testable import Web

/// Spec: board.md, "A ticket", "Log a request", "On call", "Reports", "Notice links".
@Suite(.timeLimit(.minutes(5))) struct TicketPageTests {
  let house: House

  init() throws { house = try House() }

  private func ticket(_ number: Int) throws -> JSON {
    try house.ask("GET", "/v1/tickets/\(number)").json
  }

  @Test func `each form of a ticket does its work, by the page's door, and the story tells it`()
    throws
  {
    let number = try house.call("c")
    let path = "/tickets/\(number)"
    var browser = try PageBrowser(house, as: .boss)
    func send(_ deed: String, _ form: String) throws {
      browser.page = try browser.get(path)
      let answer = try browser.send("\(path)/\(deed)", form)
      #expect(answer.status == 303, "\(deed): \(answer.text)")
    }
    try send("promise", "do=in-30&note=soon")
    try send("urgency", "urgency=urgent")
    try send("hand-over", "to=ben&note=please")
    try send("attempt", "outcome=reached&minutes=12&note=fixed")
    try send("update", "text=We+have+restarted+it&public=yes")
    house.time.advance(by: .seconds(3600))
    try send("time", "minutes=25&person=ben&note=more")
    try send("material", "description=Cable&quantity=2&price=12.50")
    try send("billing", "group=engineering&reason=A+new+server")
    try send("solve", "")
    let now = try ticket(number)
    #expect(now["status"] == "solved" && now["billing_group"] == "engineering")
    #expect(now["time"].elements.count == 2 && now["updates"].elements.count == 1)
    #expect(now["materials"].elements.first?["unit_price_cents"] == 1250)
    let doors = now["history"].elements.filter { $0["by"] == "kiri" }.map { $0["door"].plain }
    #expect(Set(doors) == ["page"])
    let page = try browser.get(path).text
    for words in [
      "promised to ring", "handed it over to Ben Carter", "reached the caller",
      "We have restarted it", "2 × ", "moved it to another billing group", "Open it again",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    try send("reopen", "")
    #expect(try ticket(number)["status"] == "open")
  }

  @Test(arguments: [
    ("promise", "do=at&at=2020-01-01T00:00", "no=time"),
    ("attempt", "outcome=unreachable", "no=seldom"),
  ])
  func `what can't be is told, and nothing is done`(deed: String, form: String, how: String) throws
  {
    let number = try house.call("c")
    let browser = try PageBrowser(house, as: .engineer)
    let answer = try browser.send("/tickets/\(number)/\(deed)", form)
    #expect(answer["Location"]?.contains(how) == true)
    #expect(try house.ask("GET", "/v1/callbacks/\(number)").json["attempts"].elements.isEmpty)
  }

  @Test(arguments: [
    ("promise", "do=at"), ("promise", "do=at&at=tomorrow"), ("hand-over", "to=zoe"),
    ("cancel", "reason=+"), ("urgency", "urgency=now"), ("attempt", "outcome=well"),
    ("attempt", "outcome=reached&minutes=-1"), ("update", "text="), ("time", "minutes=0"),
    ("material", "description=x&price=free"), ("billing", "group=engineering&reason="),
  ])
  func `a form that is not understood is refused in words`(deed: String, form: String) throws {
    let number = try house.call("c")
    let browser = try PageBrowser(house, as: .engineer)
    let answer = try browser.send(
      "/tickets/\(number)/\(deed)", form, fields: ["Accept: text/html"])
    #expect(answer.status == 422 && answer.text.contains("To the board"))
  }

  @Test func `an engineer writes down no time but their own`() throws {
    let number = try house.call("c")
    let browser = try PageBrowser(house, as: .engineer)
    #expect(try browser.send("/tickets/\(number)/time", "minutes=5&person=ben").status == 303)
    #expect(try ticket(number)["time"].elements.first?["person"] == "aroha")
  }

  @Test func `a request is logged with a caller on the line`() throws {
    var browser = try PageBrowser(house, as: .engineer)
    browser.page = try browser.get("/tickets/new")
    let empty = try browser.send("/tickets/new", "summary=Help&name=")
    #expect(empty.status == 422 && empty.text.contains("Write down who asks"))
    #expect(empty.text.contains(">Help</textarea>"))
    let answer = try browser.send(
      "/tickets/new",
      "name=Mere&organisation=Kauri&phone=021+555+0177&summary=No+mail&urgency=urgent&callback=yes")
    #expect(answer["Location"] == "/tickets/1001?did=logged&ticket=1001")
    let made = try ticket(1001)
    #expect(made["caller"]?["organisation"] == "Kauri" && made["urgency"] == "urgent")
    #expect(made["callbacks"].elements.count == 1)
    #expect(try browser.get("/tickets/new").text.contains("<option value=\"Kauri\">"))
  }

  @Test func `the calendar names people, days and gaps, and what would happen`() throws {
    let browser = try PageBrowser(house, as: .engineer)
    let page = try browser.get("/on-call").text
    #expect(page.contains("6 to 12 July") && page.contains("<bdi>Matariki</bdi>"))
    #expect(page.contains("their turn") && page.contains("8 am to 5 pm: the desk"))
    let asked = try browser.get("/on-call?at=2026-07-11T02:00&urgency=urgent").text
    #expect(asked.contains("The desk is closed (weekend)") && asked.contains("2:15 am"))
    #expect(try browser.get("/on-call?at=soon").text.contains("Choose a time from now on"))
    let later = try browser.get("/on-call?from=2027-04-05").text
    #expect(later.contains("5 to 11 April"))
  }

  @Test func `a person has a feed of their own, and makes a new one`() throws {
    var browser = try PageBrowser(house, as: .engineer)
    browser.page = try browser.get("/on-call")
    #expect(browser.page.text.contains("Make my feed"))
    #expect(try browser.send("/on-call/feed", "")["Location"] == "/on-call")
    let page = try browser.get("/on-call").text
    let path = page.split(separator: "href=\"/v1/schedule.ics", maxSplits: 1)[1]
      .prefix { $0 != "\"" }
    #expect(try house.ask("GET", "/v1/schedule.ics\(path)", as: .nobody).status == 200)
  }

  @Test func `the bill is for managers, as a page and as a file`() throws {
    let number = try house.call("c")
    let (engineer, manager) = (
      try PageBrowser(house, as: .engineer), try PageBrowser(house, as: .boss)
    )
    #expect(try engineer.send("/tickets/\(number)/time", "minutes=30").status == 303)
    #expect(try engineer.get("/reports").status == 403)
    #expect(try engineer.get("/reports/billing.csv").status == 403)
    #expect(!engineer.page.text.contains("href=\"/reports\""))
    let page = try manager.get("/reports").text
    #expect(page.contains("Wednesday 1 July to Friday 31 July") && page.contains(">0.50<"))
    let file = try manager.get("/reports/billing.csv?from=2026-07-01&to=2026-08-01")
    #expect(file.type == "text/csv" && file.text.contains("\(number),"))
    #expect(file["Content-Disposition"]?.contains("attachment") == true)
  }

  @Test func `a notice's link acts on its callback, by its button, and on nothing else`() throws {
    let number = try house.call("c")
    try house.post("{\"type\":\"call.ended\",\"call_id\":\"c\",\"outcome\":\"voicemail\"}")
    house.settle()
    let path = "/n/" + (try #require(house.links.first))
    func status() throws -> String {
      try house.ask("GET", "/v1/callbacks/\(number)").json["status"].plain
    }
    let page = try house.ask("GET", path, as: .nobody)
    #expect(page.status == 200 && page.text.contains("tel:+64215550199"))
    #expect(!page.text.contains("href=\"/tickets"))
    #expect(try status() == "pending")
    for secret in ["", "&c=", "&c=x"] {
      let form = "k=k&do=\(number)+acknowledge\(secret)"
      #expect(try PageBrowser.post(house, path, form).status == 403)
      #expect(try PageBrowser.post(house, path + "/promise", form + "&do=in-30").status == 403)
    }
    #expect(try status() == "pending")
    let form = "c=\(PageBrowser.hidden("c", in: page))&k=\(PageBrowser.hidden("k", in: page))"
    let taken = try PageBrowser.post(house, path, "\(form)&do=9999+acknowledge")
    #expect(taken.status == 303 && taken["Location"]?.hasPrefix(path + "?did=") == true)
    let history = try house.ask("GET", "/v1/callbacks/\(number)").json["history"].elements
    #expect(history.contains { $0["door"] == "notice" && $0["what"] == "acknowledged" })
    #expect(try PageBrowser.post(house, path + "/promise", "\(form)&do=in-30").status == 303)
    #expect(try PageBrowser.post(house, path, "\(form)&do=\(number)+reached").status == 303)
    #expect(try status() == "completed")
    #expect(try house.ask("GET", path, as: .nobody).status == 404)
    #expect(try PageBrowser.post(house, path, "\(form)&do=\(number)+take-over").status == 404)
  }
}

import Callbacks
import Digests
import Documents
import Rota
import TestSupport
import Testing

@testable import Web

/// Spec: board.md.
@Suite(.timeLimit(.minutes(5))) struct PageTests {
  let house: House

  init() throws { house = try House() }

  @Test(arguments: ["0", "00", "x", "-1", "9223372036854775808"])
  func `what is no ticket's number is 404, signed in or not`(number: String) throws {
    #expect(try house.ask("GET", "/tickets/\(number)", as: .nobody).status == 404)
  }

  private func callback(_ ticket: Int) throws -> JSON {
    try house.ask("GET", "/v1/callbacks/\(ticket)").json
  }

  @Test func `the board shows what is owed and how the desk stands`() throws {
    let empty = try PageBrowser(house, as: .engineer).page.text
    #expect(empty.contains("Nobody is waiting") && empty.contains("The shift changes"))
    #expect(empty.contains("Closed<small>") && empty.contains("opens on Monday 13 July at 8 am"))
    #expect(empty.contains("<bdi>Ben Carter</bdi>") || empty.contains("<bdi>Aroha Ngata</bdi>"))
    let ticket = try house.call("c")
    let full = try PageBrowser(house, as: .engineer).page.text
    #expect(full.contains("href=\"tel:+64215550199\"") && full.contains("1 h left"))
    #expect(full.contains("/tickets/\(ticket)\"") && full.contains("I have this"))
    #expect(full.contains("<noscript><meta http-equiv=\"refresh\" content=\"20\">"))
    house.time.advance(by: .seconds(65 * 60))
    #expect(try PageBrowser(house, as: .engineer).page.text.contains("5 min late"))
  }

  @Test func `a fault in the files stands on the board`() throws {
    house.edit([.init(name: "desk.rota", bytes: Array("desk\n    nmae \"x\"\n".utf8))])
    let page = try PageBrowser(house, as: .engineer).page.text
    #expect(page.contains("The rota files have errors") && page.contains("desk.rota, line 2"))
  }

  @Test func `an action by the page is in the history, once however often it is tapped`() throws {
    let ticket = try house.call("c")
    let browser = try PageBrowser(house, as: .engineer)
    #expect(try browser.press("acknowledge", on: ticket).status == 303)
    let first = try browser.press("no-answer", on: ticket)
    #expect(try browser.press("no-answer", on: ticket)["Location"] == first["Location"])
    let callback = try callback(ticket)
    #expect(callback["status"] == "acknowledged" && callback["attempts"].elements.count == 1)
    let byPage = callback["history"].elements.filter { $0["door"] == "page" }
    #expect(byPage.count == 2 && byPage.allSatisfy { $0["by"] == "aroha" })
    let said = try browser.get(first["Location"] ?? "").text
    #expect(said.contains("Ticket \(ticket): no answer is written down"))
  }

  @Test func `of two who press at once the second is told, and nothing is done for them`() throws {
    let ticket = try house.call("c")
    let (one, two) = (try PageBrowser(house, as: .engineer), try PageBrowser(house, as: .boss))
    #expect(try one.press("acknowledge", on: ticket).status == 303)
    for press in ["acknowledge", "ringing"] {
      let answer = try two.press(press, on: ticket)
      #expect(answer.status == 303)
      let page = try two.get(answer["Location"] ?? "").text
      #expect(page.contains("Aroha Ngata was quicker and has ticket \(ticket)"))
      #expect(page.contains("Take over"))
    }
    #expect(try callback(ticket)["holder"] == "aroha")
    // What has happened is written down whoever has it, and taking over is said in so many words.
    #expect(try two.press("no-answer", on: ticket).status == 303)
    #expect(try callback(ticket)["holder"] == "kiri")
    #expect(try one.press("take-over", on: ticket).status == 303)
    #expect(try callback(ticket)["holder"] == "aroha")
    #expect(try one.press("reached", on: ticket).status == 303)
    let over = try two.press("take-over", on: ticket)["Location"] ?? ""
    #expect(try two.get(over).text.contains("is completed already. Nothing was done."))
  }

  @Test(arguments: [
    ["Origin: https://evil.example"], ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"],
  ])
  func `a form that another site sends does nothing`(fields: [String]) throws {
    let ticket = try house.call("c")
    let browser = try PageBrowser(house, as: .engineer)
    #expect(try browser.press("acknowledge", on: ticket, fields: fields).status == 403)
    #expect(try callback(ticket)["status"] == "pending")
    let signIn = try PageBrowser.post(house, "/sign-in", "token=engineer-token&k=k", fields: fields)
    #expect(signIn.status == 403 && signIn["Set-Cookie"] == nil)
    let ours = ["Origin: null", "Sec-Fetch-Site: same-origin"]
    #expect(try browser.press("acknowledge", on: ticket, fields: ours).status == 303)
  }

  @Test func `a form without the session's secret, or without a session, does nothing`() throws {
    let ticket = try house.call("c")
    let (mine, other) = (
      try PageBrowser(house, as: .engineer), try PageBrowser(house, as: .boss)
    )
    let cookie = ["Cookie: \(mine.cookie)"]
    for secret in ["", "x", PageBrowser.hidden("c", in: other.page)] {
      let form = "c=\(secret)&k=k&do=\(ticket)+acknowledge"
      #expect(try PageBrowser.post(house, "/act", form, fields: cookie).status == 403)
      #expect(try PageBrowser.post(house, "/sign-out", "c=\(secret)", fields: cookie).status == 403)
    }
    let right = "\(mine.secrets)&do=\(ticket)+acknowledge"
    #expect(try PageBrowser.post(house, "/act", right)["Location"] == "/?note=ended")
    #expect(try callback(ticket)["status"] == "pending")
    #expect(try mine.get("/").text.contains("id=\"live\""))
  }

  @Test func `what a button does needs a name`() throws {
    let ticket = try house.call("c")
    var manager = try PageBrowser(house, as: .manager)
    #expect(manager.page.text.contains("Say as whom you act"))
    #expect(!manager.page.text.contains("I have this"))
    #expect(try manager.press("acknowledge", on: ticket).status == 409)
    manager.page = try manager.get("/me")
    #expect(try manager.send("/me", "as=kiri")["Location"] == "/")
    manager.page = try manager.get("/")
    #expect(manager.page.text.contains("I have this"))
    #expect(try manager.press("acknowledge", on: ticket).status == 303)
    #expect(try callback(ticket)["holder"] == "kiri")
    let engineer = try PageBrowser(house, as: .engineer)
    #expect(try engineer.send("/me", "as=kiri").status == 403)
  }

  @Test func `the board's part comes again only when something has changed`() throws {
    let browser = try PageBrowser(house, as: .engineer)
    let first = try browser.get("/board")
    let tag = first["ETag"] ?? ""
    #expect(browser.page.text.contains("data-tag=\(tag)"))
    #expect(try browser.get("/board", fields: ["If-None-Match: \(tag)"]).status == 304)
    // A proxy that compresses makes tags weak; others may be asked for beside it.
    for tags in ["W/\(tag)", "\"other\", W/\(tag)"] {
      #expect(try browser.get("/board", fields: ["If-None-Match: \(tags)"]).status == 304)
    }
    #expect(try browser.get("/board", fields: ["If-None-Match: \"other\""]).status == 200)
    try house.call("c")
    let second = try browser.get("/board", fields: ["If-None-Match: \(tag)"])
    #expect(second.status == 200 && second.text.contains("<article"))
    #expect(!second.text.contains("<html") && !second.text.contains("name=\"k\""))
    #expect(try house.ask("GET", "/board", as: .nobody).status == 401)
  }

  @Test func `who gets through to the desk meanwhile is done with by one button`() throws {
    house.time.advance(by: .seconds(2 * 86_400 + 20 * 3600))
    let ticket = try house.call("c")
    house.time.advance(by: .seconds(10 * 3600 + 1800))
    #expect(!(try PageBrowser(house, as: .engineer).page.text.contains("Done, we spoke")))
    try house.post("{\"type\":\"call.started\",\"call_id\":\"d\",\"from\":\"021 555 0199\"}")
    try house.post("{\"type\":\"call.ended\",\"call_id\":\"d\",\"outcome\":\"answered\"}")
    let browser = try PageBrowser(house, as: .engineer)
    #expect(browser.page.text.contains("Done, we spoke"))
    #expect(try browser.press("reached", on: ticket).status == 303)
    #expect(try callback(ticket)["status"] == "completed")
  }

  @Test func `a desk call without an end stands on the board after two hours`() throws {
    house.time.advance(by: .seconds(3 * 86_400 + 7 * 3600))
    try house.post("{\"type\":\"call.started\",\"call_id\":\"d\",\"from\":\"021 555 0177\"}")
    #expect(!(try PageBrowser(house, as: .engineer).page.text.contains("Not known how it ended")))
    house.time.advance(by: .seconds(7201))
    let page = try PageBrowser(house, as: .engineer).page.text
    #expect(page.contains("Not known how it ended") && page.contains("021 555 0177"))
  }

  @Test func `staff tell from the board what is wrong, and go on until it is resolved`() throws {
    let browser = try PageBrowser(house, as: .engineer)
    #expect(browser.page.text.contains("href=\"/status-notices\""))
    let post = "state=investigating&text=Mail+is+slow&says=We+know+about+mail."
    #expect(try browser.send("/status-notices", post)["Location"] == "/status")
    #expect(try house.ask("GET", "/status", as: .nobody).text.contains("Mail is slow"))
    try house.call("c")
    #expect(try house.ask("GET", "/v1/status", as: .nobody).json["notices"].elements.count == 1)
    var again = browser
    again.page = try browser.get("/status-notices")
    #expect(again.page.text.contains("name=\"notice\" value=\"1\""))
    let end = "notice=1&state=resolved&text=It+is+well+again"
    #expect(try again.send("/status-notices", end)["Location"] == "/status")
    #expect(try house.ask("GET", "/status", as: .nobody).text.contains("Nothing is known"))
    again.page = try browser.get("/status-notices")
    #expect(try again.send("/status-notices", end).status == 409)
    again.page = try browser.get("/status-notices")
    #expect(try again.send("/status-notices", "state=resolved&text=x").status == 409)
    for wrong in ["state=over&text=x", "state=monitoring&text="] {
      again.page = try browser.get("/status-notices")
      #expect(try again.send("/status-notices", wrong).status == 422)
    }
  }

  @Test func `a board that has seen all is told of the next commit, and a newcomer at once`()
    async throws
  {
    let browser = try PageBrowser(house, as: .engineer)
    @Sendable func event(after seen: String?) throws -> String {
      let answer = try browser.get(
        "/board/events", fields: seen.map { ["Last-Event-ID: \($0)"] } ?? [])
      #expect(answer.type == "text/event-stream" && answer.text.hasPrefix("retry: 500\n"))
      #expect(answer.text.hasSuffix("\ndata: look\n\n"))
      let id = answer.text.split(separator: "\n").first { $0.hasPrefix("id: ") }
      return String((id ?? "").dropFirst(4))
    }
    let first = try event(after: nil)
    try house.call("c")
    let second = try event(after: first)
    #expect(second != first)
    let third = try event(after: nil)
    async let held = onAThread { try event(after: third) }
    try house.call("d")
    #expect(try await held != third)
    #expect(try house.ask("GET", "/board/events", as: .nobody).status == 401)
  }

  @Test func `every page says what a browser may do with it`() throws {
    let ticket = try house.call("c")
    let browser = try PageBrowser(house, as: .boss)
    let html = ["Accept: text/html"]
    let pages = [
      browser.page, try browser.get("/tickets/\(ticket)"), try browser.get("/tickets/new"),
      try browser.get("/tickets/\(ticket)/promise"),
      try browser.get("/tickets/\(ticket)/hand-over"),
      try browser.get("/on-call"), try browser.get("/reports"), try browser.get("/me"),
      try browser.get("/board"), try browser.get("/tickets/9", fields: html),
      try browser.get("/n/x", fields: html), try browser.get("/nowhere", fields: html),
      try house.ask("GET", "/", as: .nobody), try house.ask("GET", "/sign-in/x", as: .nobody),
      try PageBrowser.post(house, "/sign-in", "token=x&k=k"),
    ]
    #expect(
      pages.map(\.status) == [
        200, 200, 200, 200, 200, 200, 200, 200, 200, 404, 404, 404, 200, 403, 401,
      ])
    for page in pages {
      #expect(page.type == "text/html" && page["Cache-Control"] == "no-store")
      let policy = page["Content-Security-Policy"] ?? ""
      #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
      #expect(!policy.contains("unsafe"))
      #expect(page["X-Content-Type-Options"] == "nosniff")
      #expect(page["Referrer-Policy"] == "no-referrer")
      #expect(!page.text.contains("<style") && !page.text.contains("style="))
      #expect(!page.text.contains("<script>") && !page.text.contains("onclick"))
    }
  }

  @Test(arguments: [
    ("<img src=x onerror=alert(1)>", "<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>"),
    ("\u{202E}\u{2066}mirror", "<bdi>\u{202E}\u{2066}mirror</bdi>"), ("👩🏽‍🚒 fire", "👩🏽‍🚒 fire"),
    (String(repeating: "a", count: 4000), String(repeating: "a", count: 140) + "…</bdi>"),
  ])
  func `whatever a caller says is shown as text`(words: String, shown: String) throws {
    try house.call("c")
    let summary = JSON.string(words).text
    try house.post(
      "{\"type\":\"call.details\",\"call_id\":\"c\",\"caller\":{\"name\":\"<b>Mo\"},"
        + "\"summary\":\(summary)}")
    let board = try PageBrowser(house, as: .engineer)
    #expect(board.page.text.contains(shown) && board.page.text.contains("&lt;b&gt;Mo"))
    let whole = try board.get("/tickets/1001").text
    #expect(whole.contains(words) || words.contains("<"))
    #expect(!whole.contains("<img") && !whole.contains("<b>Mo"))
  }

  @Test func `the board with 50 callbacks is under 50 KiB`() throws {
    for number in 0..<50 {
      try house.call("c\(number)", from: "021 555 0\(100 + number)")
      try house.post(
        "{\"type\":\"call.details\",\"call_id\":\"c\(number)\",\"caller\":{\"name\":\"Moana Tui\","
          + "\"organisation\":\"Harbour Dental\"},\"summary\":\""
          + String(repeating: "The printer smokes. ", count: 12) + "\"}")
    }
    let browser = try PageBrowser(house, as: .engineer)
    for ticket in 1001..<1026 { try browser.press("acknowledge", on: ticket) }
    let page = try browser.get("/")
    #expect(page.text.split(separator: "<article").count == 51)
    #expect(page.body.count < 50 << 10, "\(page.body.count) bytes")
  }
}

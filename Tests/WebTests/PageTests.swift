import Digests
import Documents
import Testing

@testable import Web

/// Spec: board.md.
@Suite(.timeLimit(.minutes(1))) struct PageTests {
  let house: House

  init() throws { house = try House() }

  /// What a browser holds: the cookie, and what the last page's forms bear.
  struct Browser {
    let house: House
    var cookie: String
    var page: WebAnswer

    init(_ house: House, as who: Who) throws {
      self.house = house
      let answer = try Browser.post(house, "/sign-in", "token=\(who.token)")
      #expect(answer.status == 303)
      cookie = String((answer["Set-Cookie"] ?? "").prefix { $0 != ";" })
      page = try house.ask("GET", "/", as: .nobody, fields: ["Cookie: \(cookie)"])
    }

    static func post(
      _ house: House, _ path: String, _ form: String, fields: [String] = []
    ) throws -> WebAnswer {
      try house.ask(
        "POST", path, as: .nobody, form, type: "application/x-www-form-urlencoded", fields: fields)
    }

    func get(_ path: String) throws -> WebAnswer {
      try house.ask("GET", path, as: .nobody, fields: ["Cookie: \(cookie)"])
    }

    func hidden(_ name: String) -> String {
      let parts = page.text.split(separator: "name=\"\(name)\" value=\"", maxSplits: 1)
      return parts.count == 2 ? String(parts[1].prefix { $0 != "\"" }) : ""
    }

    @discardableResult
    func press(_ deed: String, on ticket: Int, fields: [String] = []) throws -> WebAnswer {
      try Browser.post(
        house, "/tickets/\(ticket)",
        "proof=\(hidden("proof"))&key=\(hidden("key"))&deed=\(deed)",
        fields: ["Cookie: \(cookie)"] + fields)
    }
  }

  private func status(_ ticket: Int) throws -> String {
    try house.ask("GET", "/v1/callbacks/\(ticket)").json["status"].plain
  }

  @Test func `the board shows what is owed and how the desk stands`() throws {
    let empty = try Browser(house, as: .engineer).page.text
    #expect(empty.contains("Nobody is waiting for a call. The next shift changes"))
    #expect(empty.contains("The desk is closed</strong> until Mon 13 Jul 08:00"))
    #expect(empty.contains("<bdi>Ben Carter</bdi>") || empty.contains("<bdi>Aroha Ngata</bdi>"))
    let ticket = try house.call("c")
    let full = try Browser(house, as: .engineer).page.text
    #expect(full.contains("href=\"tel:+64215550199\"") && full.contains("1 h 0 min left"))
    #expect(full.contains("/tickets/\(ticket)\"") && full.contains("I have this"))
    #expect(full.contains("http-equiv=\"refresh\" content=\"15\""))
    house.time.advance(by: .seconds(65 * 60))
    #expect(try Browser(house, as: .engineer).page.text.contains("Late by 5 minutes"))
  }

  @Test func `an action by the page is in the history, once however often it is tapped`() throws {
    let ticket = try house.call("c")
    let browser = try Browser(house, as: .engineer)
    #expect(try browser.press("take", on: ticket)["Location"] == "/")
    #expect(try browser.press("no_answer", on: ticket).status == 303)
    #expect(try browser.press("no_answer", on: ticket).status == 303)
    let callback = try house.ask("GET", "/v1/callbacks/\(ticket)").json
    #expect(callback["status"] == "acknowledged" && callback["attempts"].elements.count == 1)
    let byPage = callback["history"].elements.filter { $0["door"] == "page" }
    #expect(byPage.count == 2 && byPage.allSatisfy { $0["by"] == "aroha" })
    #expect(try browser.press("reached", on: ticket).status == 303)
    #expect(try browser.press("left_message", on: ticket).status == 409)
    #expect(try browser.get("/tickets/\(ticket)").text.contains("(page)"))
  }

  @Test(arguments: [
    ["Origin: https://evil.example"], ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"],
  ])
  func `a form that another site sends does nothing`(fields: [String]) throws {
    let ticket = try house.call("c")
    let browser = try Browser(house, as: .engineer)
    #expect(try browser.press("take", on: ticket, fields: fields).status == 403)
    #expect(try status(ticket) == "pending")
    let signIn = try Browser.post(house, "/sign-in", "token=engineer-token", fields: fields)
    #expect(signIn.status == 403 && signIn["Set-Cookie"] == nil)
    let ours = ["Origin: null", "Sec-Fetch-Site: same-origin"]
    #expect(try browser.press("take", on: ticket, fields: ours).status == 303)
  }

  @Test func `a form without the session's proof, or without a session, does nothing`() throws {
    let ticket = try house.call("c")
    let (mine, other) = (try Browser(house, as: .engineer), try Browser(house, as: .boss))
    let cookie = ["Cookie: \(mine.cookie)"]
    for proof in ["", "x", other.hidden("proof")] {
      let form = "proof=\(proof)&key=k&deed=take"
      #expect(try Browser.post(house, "/tickets/\(ticket)", form, fields: cookie).status == 403)
      #expect(try Browser.post(house, "/sign-out", "proof=\(proof)", fields: cookie).status == 403)
    }
    let right = "proof=\(mine.hidden("proof"))&key=k&deed=take"
    #expect(try Browser.post(house, "/tickets/\(ticket)", right).status == 403)
    #expect(try status(ticket) == "pending" && mine.get("/").text.contains("Sign out"))
  }

  @Test func `a session lasts 12 hours, until it is ended, or its token is gone`() throws {
    let (first, second) = (try Browser(house, as: .engineer), try Browser(house, as: .engineer))
    let out = try Browser.post(
      house, "/sign-out", "proof=\(first.hidden("proof"))", fields: ["Cookie: \(first.cookie)"])
    #expect(out.status == 303 && out["Set-Cookie"]?.contains("Max-Age=0") == true)
    #expect(try first.get("/").text.contains("Your token"))
    house.time.advance(by: .seconds(12 * 3600 - 1))
    #expect(try second.get("/").text.contains("Sign out"))
    house.time.advance(by: .seconds(1))
    #expect(try second.get("/").text.contains("Your token"))
    #expect(try second.get("/tickets/1001").status == 303)
  }

  @Test(arguments: [
    (Who.viewer, 403), (.telephony, 403), (.gone, 403), (.stranger, 401), (.goneBoss, 303),
  ])
  func `only staff sign in, and the cookie opens the pages alone`(who: Who, status: Int) throws {
    let answer = try Browser.post(house, "/sign-in", "token=\(who.token)")
    #expect(answer.status == status && (answer["Set-Cookie"] != nil) == (status == 303))
    let cookie = try Browser(house, as: .manager).cookie
    let fields = ["Cookie: \(cookie)"]
    #expect(try house.ask("GET", "/v1/callbacks", as: .nobody, fields: fields).status == 401)
    let set = try Browser.post(house, "/sign-in", "token=manager-token")["Set-Cookie"] ?? ""
    #expect(set.hasSuffix("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax"))
  }

  @Test func `every page says what a browser may do with it`() throws {
    let ticket = try house.call("c")
    let browser = try Browser(house, as: .engineer)
    let pages = [
      browser.page, try browser.get("/tickets/\(ticket)"), try browser.get("/tickets/9"),
      try browser.get("/n/x"), try house.ask("GET", "/", as: .nobody),
      try Browser.post(house, "/sign-in", "token=x"), try browser.press("dance", on: ticket),
    ]
    #expect(pages.map(\.status) == [200, 200, 404, 404, 200, 401, 422])
    for page in pages {
      #expect(page.type == "text/html" && page["Cache-Control"] == "no-store")
      let policy = page["Content-Security-Policy"] ?? ""
      #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
      #expect(page["X-Content-Type-Options"] == "nosniff")
      #expect(page["Referrer-Policy"] == "no-referrer")
      #expect(!page.text.contains("<script") && !page.text.contains("style="))
    }
    #expect(try house.ask("GET", "/style.css", as: .nobody).type == "text/css")
  }

  @Test(arguments: [
    ("<img src=x onerror=alert(1)>", "<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>"),
    ("\u{202E}\u{2066}mirror", "<bdi>\u{202E}\u{2066}mirror</bdi>"), ("👩🏽‍🚒 fire", "👩🏽‍🚒 fire"),
    (String(repeating: "a", count: 4000), String(repeating: "a", count: 120) + "…</bdi>"),
  ])
  func `whatever a caller says is shown as text`(words: String, shown: String) throws {
    try house.call("c")
    let summary = JSON.string(words).text
    try house.post(
      "{\"type\":\"call.details\",\"call_id\":\"c\",\"caller\":{\"name\":\"<b>Mo\"},"
        + "\"summary\":\(summary)}")
    let board = try Browser(house, as: .engineer)
    #expect(board.page.text.contains(shown) && board.page.text.contains("&lt;b&gt;Mo"))
    let whole = try board.get("/tickets/1001").text
    #expect(whole.contains(words) || words.contains("<"))
    #expect(!whole.contains("<img") && !whole.contains("<b>"))
  }

  @Test func `the board with 50 callbacks is under 50 KiB`() throws {
    for number in 0..<50 {
      try house.call("c\(number)", from: "021 555 0\(100 + number)")
      try house.post(
        "{\"type\":\"call.details\",\"call_id\":\"c\(number)\",\"caller\":{\"name\":\"Moana Tui\","
          + "\"organisation\":\"Harbour Dental\"},\"summary\":\""
          + String(repeating: "The printer smokes. ", count: 12) + "\"}")
    }
    let page = try Browser(house, as: .engineer).page
    #expect(page.text.split(separator: "<article").count == 51)
    #expect(page.body.count < 50 << 10, "\(page.body.count) bytes")
  }
}

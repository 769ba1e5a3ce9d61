import Documents
import TestSupport
import Testing

@testable import Web

/// A client's own pages in a real browser (spec: clients-and-status.md, "Client pages").
@Suite(.serialized, .timeLimit(.minutes(5)), .enabled(if: Browser.isTried, Browser.words))
struct ClientInBrowserTests {
  let house: House

  init() throws { house = try House(clients: ClientPageTests.list) }

  @Test(arguments: [false, true])
  func `a contact comes in by the email's link, reads, adds, asks anew and leaves`(
    isDark: Bool
  ) async throws {
    try await onAThread { [self] in
      let ticket = try house.call("c", from: "09 555 0200")
      try house.post(
        "{\"type\":\"call.details\",\"call_id\":\"c\",\"summary\":\"<b>Printer</b> smokes\"}")
      let browser = try WebDriver(WebDriver.Look(width: 320, isDark: isDark))
      func look(_ words: String) throws {
        #expect(try browser.says(words))
        #expect(
          try browser.ask("document.documentElement.scrollWidth > innerWidth").text == "false")
        if Axe.script != nil || Browser.mustBeThere {
          #expect(try browser.faults() == [], "\(words)")
        }
      }
      try browser.open(house.url("/client"))
      try look("type=\"email\"")
      let secret = try #require(try house.clientLink(for: "mere@home.example.nz"))
      try browser.open(house.url("/client/sign-in/\(secret)"))
      try browser.click("main button")
      try look("&lt;b&gt;Printer&lt;/b&gt; smokes")
      try browser.click("main a[href='/client/tickets/\(ticket)']")
      try browser.type("It still smokes", into: "textarea")
      try browser.click("main button.do")
      try look("It still smokes")
      try browser.open(house.url("/client/new"))
      try look("<textarea")
      try browser.open(house.url("/tickets/\(ticket)"))
      #expect(try browser.says("id=\"token\""), "a client is nobody at the desk's own pages")
      try browser.open(house.url("/client"))
      try browser.click("form[action='/client/sign-out'] button")
      try look("type=\"email\"")
    }
  }
}

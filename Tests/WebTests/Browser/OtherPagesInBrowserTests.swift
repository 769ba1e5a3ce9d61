import Documents
import TestSupport
import Testing

@testable import Web

/// The pages beside the board in a real browser (spec: board.md).
@Suite(.serialized, .timeLimit(.minutes(5)), .enabled(if: Browser.isTried, Browser.words))
struct OtherPagesInBrowserTests {
  let house: House

  init() throws { house = try House() }

  /// The last day's bar of the first week: what it says, and how much of it its parts leave bare or run
  /// over, in pixels.
  private func sunday(_ browser: WebDriver) throws -> (words: String, off: String) {
    let bar = "document.querySelector('.week').querySelectorAll('.bar')[6]"
    let words = try browser.ask("\(bar).getAttribute('aria-label')").plain
    let off = try browser.ask(
      """
      (() => {
        const bar = \(bar), parts = [...bar.children].map(e => e.getBoundingClientRect());
        return Math.round(Math.abs(bar.clientWidth - parts.reduce((sum, p) => sum + p.width, 0)));
      })()
      """)
    return (words, off.text)
  }

  @Test(arguments: [
    ("2026-09-21", "27 September", 320), ("2026-09-21", "27 September", 1280),
    ("2027-03-29", "4 April", 390), ("2027-03-29", "4 April", 1280),
  ])
  func `a day of 23 or 25 hours fills its bar like any other`(
    monday: String, sunday: String, width: Int
  ) async throws {
    try await onAThread { [self] in
      let browser = try house.browser(.engineer, WebDriver.Look(width: width))
      try browser.open(house.url("/on-call?from=\(monday)"))
      #expect(try browser.says(sunday))
      let (words, off) = try self.sunday(browser)
      #expect(words.hasPrefix("midnight to midnight: "))
      #expect(["0", "1"].contains(off), "\(off) pixels")
      let wide = "document.documentElement.scrollWidth > innerWidth"
      #expect(try browser.ask(wide).text == "false")
    }
  }

  @Test func `a night on which the clocks change is told hour by hour`() async throws {
    try await onAThread { [self] in
      let browser = try house.browser()
      // The clocks go from 2 am to 3 am: rung at 1:50, the caller is due an hour later, at 3:50.
      try browser.open(house.url("/on-call?at=2026-09-27T01:50"))
      #expect(try browser.says("rung back by 3:50 am"))
      // 2:30 is on no clock that night, and means 3 am, the first instant after it.
      try browser.open(house.url("/on-call?at=2026-09-27T02:30"))
      #expect(try browser.says("rung back by 4 am"))
    }
  }

  @Test func `a time is chosen, and what would happen then is told with names`() async throws {
    try await onAThread { [self] in
      let browser = try house.browser(.engineer, WebDriver.Look(width: 1280))
      try browser.click("nav [href='/on-call']")
      #expect(try browser.says("What if somebody called?"))
      _ = try browser.ask("document.getElementById('at').value = '2026-07-11T02:00'")
      try browser.type("Urgent", into: "#urgency")
      try browser.click("#what-if button")
      #expect(try browser.says("The desk is closed (weekend)"))
      let story = try browser.ask("document.querySelector('#what-if .story').textContent").plain
      #expect(story.contains("Aroha Ngata is told") && story.contains("2:15 am"))
      #expect(try browser.ask("document.getElementById('urgency').value").plain == "urgent")
    }
  }

  @Test func `the bill of a month, and the same as a file`() async throws {
    try await onAThread { [self] in
      let ticket = try house.call("c")
      try PageBrowser(house, as: .engineer).send("/tickets/\(ticket)/time", "minutes=30")
      let browser = try house.browser(.boss, WebDriver.Look(width: 1280))
      try browser.open(house.url("/reports"))
      #expect(try browser.says("Wednesday 1 July to Friday 31 July"))
      let file = try browser.run(
        """
        const done = arguments[arguments.length - 1];
        const link = document.querySelector("a[href*='billing.csv']");
        fetch(link.href).then(async r => done(r.headers.get("Content-Disposition") + await r.text()));
        """
      ).plain
      #expect(file.hasPrefix("attachment;") && file.contains("\(ticket),"))
      let engineer = try house.browser()
      #expect(try engineer.ask("document.querySelector(\"[href='/reports']\")") == .null)
      try engineer.open(house.url("/reports"))
      #expect(try engineer.says("for managers"))
    }
  }

  @Test func `whoever comes sees what is known to be wrong, without signing in`() async throws {
    try await onAThread { [self] in
      let browser = try WebDriver(WebDriver.Look(width: 320))
      try browser.open(house.url("/status"))
      #expect(try browser.says("Nothing is known to be wrong"))
      let notice = "{\"state\":\"investigating\",\"text\":\"<i>Mail</i> is slow\"}"
      #expect(try house.ask("POST", "/v1/status", as: .engineer, notice).status == 201)
      try browser.open(house.url("/status"))
      #expect(try browser.says("&lt;i&gt;Mail&lt;/i&gt; is slow"))
      let wide = "document.documentElement.scrollWidth > innerWidth"
      #expect(try browser.ask(wide).text == "false")
    }
  }
}

import Documents
import Glibc
import TestSupport
import Testing

@testable import Web

/// Where there is a browser the pages are tried in it; where `CI=true` there must be one. Else these tests
/// say that they were left out.
enum Browser {
  static let isThere = ChromeDriver.isThere
  static let mustBeThere = getenv("CI").map { String(cString: $0) } == "true"
  static let isTried: Bool = isThere || mustBeThere
  static let words: Comment =
    "no /usr/bin/chromium and /usr/bin/chromedriver: install chromium-driver"
}

/// The board in a real browser (spec: board.md).
@Suite(.serialized, .timeLimit(.minutes(5)), .enabled(if: Browser.isTried, Browser.words))
struct BrowserTests {
  let house: House

  init() throws { house = try House() }

  /// What is wider than the screen, and what a thumb does not find.
  private func faults(_ browser: WebDriver) throws -> [String] {
    try browser.ask(
      """
      (() => {
        const found = [];
        const wide = document.documentElement.scrollWidth - innerWidth;
        if (wide > 0) found.push("wider than the screen by " + wide);
        for (const e of document.querySelectorAll("button,.ring,.acts a,.tabs a,.brand,.me,summary,select")) {
          const box = e.getBoundingClientRect();
          if (box.height && (box.height < 44 || box.width < 44))
            found.push(e.textContent.trim() + ": " + box.width + "×" + box.height);
        }
        return found;
      })()
      """
    ).elements.map(\.plain)
  }

  @Test func `signing in leads to the board, on every screen, in the light and the dark`()
    async throws
  {
    try await onAThread { [self] in
      let browser = try house.browser()
      for count in [0, 1, 50] {
        for number in 0..<count {
          try house.call("c\(count)-\(number)", from: "021 555 \(1000 + number)")
        }
        for (width, isDark) in [
          (320, true), (390, false), (390, true), (1280, false), (1280, true),
        ] {
          try browser.wear(WebDriver.Look(width: width, isDark: isDark))
          try browser.open(house.url())
          #expect(try browser.ask("document.querySelectorAll('article').length").text == "\(count)")
          #expect(try faults(browser) == [], "\(count) at \(width)")
          let paper = try browser.ask("getComputedStyle(document.body).backgroundColor").plain
          #expect(paper == (isDark ? "rgb(13, 17, 19)" : "rgb(243, 241, 236)"))
        }
      }
    }
  }

  @Test func `a call that is posted appears within 2 s without a touch`() async throws {
    try await onAThread { [self] in
      let browser = try house.browser()
      #expect(try browser.says("Nobody is waiting"))
      let ticket = try house.call("c")
      let took = try browser.wait(until: "document.getElementById('t\(ticket)')")
      #expect((took ?? 9999) < 2000, "\(took.map { "\($0) ms" } ?? "never")")
      #expect(try browser.title() == "(1) Board · Ringback")
    }
  }

  @Test func `the board follows another's deed and keeps the focus where it was`() async throws {
    try await onAThread { [self] in
      let (first, second) = (try house.call("a"), try house.call("b", from: "021 555 0188"))
      let browser = try house.browser()
      _ = try browser.ask("document.querySelector(\"[value='\(second) ringing']\").focus()")
      let other = try PageBrowser(house, as: .boss)
      #expect(try other.press("acknowledge", on: first).status == 303)
      let took = try browser.wait(
        until: "document.getElementById('t\(first)').textContent.includes('Kiri Parata has this')")
      #expect(took != nil)
      #expect(try browser.ask("document.activeElement.value").plain == "\(second) ringing")
    }
  }

  @Test func `the buttons work by mouse`() async throws {
    try await onAThread { [self] in
      let ticket = try house.call("c")
      let browser = try house.browser()
      for (press, said) in [
        ("acknowledge", "you have this"), ("ringing", "you are ringing"),
        ("no-answer", "no answer is written down"), ("reached", "reached. Well done"),
      ] {
        try browser.click("[value='\(ticket) \(press)']")
        #expect(try browser.says(said), "\(press)")
      }
      #expect(try browser.says("Nobody is waiting"))
    }
  }

  @Test func `the keyboard alone does it: take, promise, hand over`() async throws {
    try await onAThread { [self] in
      let ticket = try house.call("c")
      let browser = try house.browser()
      func tab(to key: String) throws {
        for _ in 0..<40 {
          let here = try browser.ask(
            "document.activeElement.value || document.activeElement.getAttribute('href')")
          if here.plain.hasSuffix(key) { return }
          try browser.press(WebDriver.tab)
        }
        Issue.record("the keyboard does not come to \(key)")
      }
      try tab(to: "acknowledge")
      try browser.press(WebDriver.enter)
      #expect(try browser.says("you have this"))
      try tab(to: "/promise")
      try browser.press(WebDriver.enter)
      #expect(try browser.wait(until: "location.pathname.endsWith('/promise')") != nil)
      try tab(to: "in-60")
      try browser.press(WebDriver.enter)
      #expect(try browser.says("the promised time is written down"))
      try browser.open(house.url("/tickets/\(ticket)/hand-over"))
      try browser.type("Ben", into: "#to")
      try browser.click("main button.do")
      #expect(try browser.says("handed over"))
      let callback = try house.ask("GET", "/v1/callbacks/\(ticket)").json
      #expect(callback["holder"] == "ben" && callback["due_at"].plain.contains("T03:00:00"))
    }
  }

  @Test func `of two people who press at once the second is told`() async throws {
    try await onAThread { [self] in
      let ticket = try house.call("c")
      let (one, two) = (try house.browser(), try house.browser(.boss))
      // Neither board hears of the other's deed before its own button is pressed.
      for browser in [one, two] {
        try browser.develop("Network.enable", [:])
        try browser.develop("Network.setBlockedURLs", ["urls": ["*/board"]])
      }
      try one.click("[value='\(ticket) acknowledge']")
      // A click is only the beginning: the second comes once the first has arrived.
      var looks = 0
      while looks < 5000, try house.ask("GET", "/v1/callbacks/\(ticket)").json["holder"] != "aroha"
      {
        looks += 1
      }
      try two.click("[value='\(ticket) acknowledge']")
      #expect(try two.says("Aroha Ngata was quicker and has ticket \(ticket)"))
      #expect(try house.ask("GET", "/v1/callbacks/\(ticket)").json["holder"] == "aroha")
    }
  }

  @Test func `with script switched off all of it still works`() async throws {
    try await onAThread { [self] in
      let ticket = try house.call("c")
      var look = WebDriver.Look()
      look.hasScript = false
      let browser = try house.browser(.engineer, look)
      #expect(try browser.says("http-equiv=\"refresh\""))
      try browser.click("[value='\(ticket) acknowledge']")
      #expect(try browser.says("you have this"))
      try browser.open(house.url("/tickets/\(ticket)"))
      try browser.click("[value='\(ticket) reached']")
      #expect(try browser.says("reached. Well done"))
    }
  }

  @Test func `a session that ended is told, and nothing is done`() async throws {
    try await onAThread { [self] in
      let ticket = try house.call("c")
      let browser = try house.browser()
      try browser.develop("Network.enable", [:])
      try browser.develop("Network.setBlockedURLs", ["urls": ["*/board"]])
      house.time.advance(by: .seconds(12 * 3600))
      try browser.click("[value='\(ticket) acknowledge']")
      #expect(try browser.says("Your session has ended"))
      #expect(try house.ask("GET", "/v1/callbacks/\(ticket)").json["holder"] == .null)
    }
  }

  @Test func `on a slow connection the board is usable within a second`() async throws {
    try await onAThread { [self] in
      for number in 0..<50 { try house.call("c\(number)", from: "021 555 \(1000 + number)") }
      let browser = try house.browser()
      try browser.develop("Network.enable", [:])
      // A good phone connection that is far from good: 1.6 Mbit/s, 150 ms each way and back.
      try browser.develop(
        "Network.emulateNetworkConditions",
        [
          "offline": false, "latency": 150, "downloadThroughput": 204_800,
          "uploadThroughput": 96_000,
        ])
      try browser.open(house.url())
      let ready = try browser.ask(
        "Math.round(performance.getEntriesByType('navigation')[0].domInteractive)")
      guard case .integer(let milliseconds) = ready else {
        Issue.record("\(ready.text)")
        return
      }
      #expect(milliseconds < 1000, "\(milliseconds) ms")
    }
  }
}

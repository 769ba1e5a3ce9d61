import Documents
import Glibc
import TestSupport
import Testing

@testable import Web

/// The checker's script, and whether there is a browser to run it in.
enum Axe {
  static let words: Comment =
    "no browser, or no .build/axe/axe.min.js: .ci/run fetches both"
  static let isTried = Browser.mustBeThere || Browser.isThere && script != nil

  static let script: String? = {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    guard let file = fopen("/\(root)/.build/axe/axe.min.js", "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = fread(&part, 1, part.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
    }
  }()
}

extension WebDriver {
  /// The rules broken, each with its first place.
  func faults() throws -> [String] {
    let script = try #require(Axe.script, Axe.words)
    let found = try run(
      script + """
        ;const done = arguments[arguments.length - 1];
        const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        axe.run(document, {runOnly: rules})
          .then(r => done(r.violations.map(v => v.id + ": " + v.nodes[0].html.slice(0, 160)
            + " " + (v.nodes[0].failureSummary || "").slice(0, 200))), e => done(["" + e]));
        """)
    return found.elements.map(\.plain)
  }
}

/// axe, an accessibility checker, finds nothing on any page (spec: board.md, WCAG 2.2 AA). Its script comes
/// from a package (`.ci/run`) and stands in `.build/axe`.
@Suite(.serialized, .timeLimit(.minutes(5)), .enabled(if: Axe.isTried, Axe.words))
struct AxeTests {
  let house: House

  init() throws { house = try House() }

  /// A bit of everything: late, soon, held, abroad, without a number.
  private func fill() throws -> Int {
    let first = try house.call("a")
    try house.post(
      "{\"type\":\"call.details\",\"call_id\":\"a\",\"urgency\":\"urgent\",\"summary\":\"Down\","
        + "\"caller\":{\"name\":\"Mere\",\"organisation\":\"Kauri\",\"email\":\"m@kauri.example\"}}"
    )
    try house.post("{\"type\":\"call.ended\",\"call_id\":\"a\",\"outcome\":\"voicemail\"}")
    try house.call("b", from: "+1 212 555 0100")
    try house.call("c", from: "anonymous")
    let held = try house.call("d", from: "021 555 0188")
    try PageBrowser(house, as: .boss).press("acknowledge", on: held)
    house.time.advance(by: .seconds(20 * 60))
    let browser = try PageBrowser(house, as: .engineer)
    try browser.press("no-answer", on: first)
    try browser.send("/tickets/\(first)/time", "minutes=12")
    return first
  }

  @Test(arguments: [false, true])
  func `it finds nothing on any page, light or dark`(isDark: Bool) async throws {
    try await onAThread { [self] in
      let ticket = try fill()
      house.settle()
      let browser = try WebDriver(WebDriver.Look(isDark: isDark))
      let base = "http://\(house.address)"
      func look(_ path: String) throws {
        try browser.open(base + path)
        #expect(try browser.faults() == [], "\(path), \(isDark ? "dark" : "light")")
      }
      try look("/")
      try browser.type(Who.boss.token, into: "#token")
      try browser.click("button.do")
      let link = try #require(house.links.first)
      for path in [
        "/", "/tickets/\(ticket)", "/tickets/\(ticket)/promise", "/tickets/\(ticket)/hand-over",
        "/tickets/new", "/on-call?at=2026-07-11T02:00", "/reports", "/me", "/nowhere", "/status",
        "/status-notices",
        "/reports/callbacks", "/reports/on-call", "/reports/handover", "/n/\(link)",
      ] { try look(path) }
      _ = try browser.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
      #expect(try browser.faults() == [])
      try browser.open("\(base)/tickets/\(ticket)")
      _ = try browser.ask("document.querySelectorAll('details').forEach(d => d.open = true)")
      #expect(try browser.faults() == [], "the ticket's forms, open")
    }
  }
}

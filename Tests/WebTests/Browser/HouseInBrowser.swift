import Testing

@testable import Web

extension House {
  func url(_ path: String = "/") -> String { "http://\(address)\(path)" }

  /// Somebody at the board, signed in by their token.
  func browser(
    _ who: Who = .engineer, _ look: WebDriver.Look = WebDriver.Look()
  ) throws -> WebDriver {
    let browser = try WebDriver(look)
    try browser.open(url())
    try browser.type(who.token, into: "#token")
    try browser.click("button.do")
    #expect(try browser.says("id=\"live\""))
    return browser
  }
}

extension WebDriver {
  /// Whether the page, or the one that it goes on to, says that.
  func says(_ words: String) throws -> Bool {
    for _ in 0..<1000 where try source().contains(words) { return true }
    return false
  }
}

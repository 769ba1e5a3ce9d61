import Testing

@testable import Pages

/// Spec: board.md, "Whatever a caller said is shown as text, never as markup".
@Suite struct HTMLTests {
  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("\" onclick='x' &amp;", "&quot; onclick=&#39;x&#39; &amp;amp;"),
    ("\u{0}\u{B}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("👩‍👩‍👧 \u{202E}evil", "👩‍👩‍👧 \u{202E}evil"),
  ])
  func `text enters only escaped`(text: String, shown: String) {
    let html = Tag.p(.title(text)) { text }
    #expect(String(decoding: html.bytes, as: UTF8.self) == "<p title=\"\(shown)\">\(shown)</p>")
  }

  @Test func `what a person wrote can't turn the direction of what stands around it`() {
    #expect(PageWords.said("\u{202E}x") == Tag.bdi(text: "\u{202E}x"))
  }

  @Test(arguments: [
    "javascript:alert(1)", "data:text/html,x", "//evil.example", "https:evil", "ftp://x", "",
  ])
  func `a link leads to this service, a telephone or the web, and nowhere else`(text: String) {
    #expect(Link.web(text) == nil)
    #expect(Link.path(text).text == "/")
  }

  @Test(arguments: [
    ("/tickets/1001", true), ("/", true), ("/on-call?from=2026-07-06", true), ("/\\evil", false),
    ("//evil", false), ("/a b", false), ("/\u{0}", false), ("evil", false),
  ])
  func `a path of this service is known`(path: String, isOwn: Bool) {
    #expect(Link.isOwn(path) == isOwn)
  }

  @Test(arguments: [
    (59, "under a minute"), (60, "1 min"), (59 * 60, "59 min"), (3600, "1 h"),
    (3660, "1 h 1 min"), (24 * 3600, "1 day"), (48 * 3600, "2 days"),
  ])
  func `spans are said in words`(seconds: Int, words: String) {
    #expect(PageWords.span(.seconds(seconds)) == words)
  }

  @Test(arguments: [
    (0, "$0.00"), (5, "$0.05"), (123_450, "$1,234.50"), (100_000_000, "$1,000,000.00"),
  ])
  func `money is said in dollars`(cents: Int, words: String) {
    #expect(Money.text(cents) == words)
  }

  @Test func `the style sheet and the script are small, and have addresses of their own`() {
    #expect(Asset.style.bytes.count < 16 << 10, "\(Asset.style.bytes.count) bytes")
    #expect(Asset.script.bytes.count < 4 << 10, "\(Asset.script.bytes.count) bytes")
    #expect(Set(Asset.all.map(\.path)).count == Asset.all.count)
  }
}

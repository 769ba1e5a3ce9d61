import Testing

@testable import Pages

/// Spec: board.md, "Whatever a caller said is shown as text, never as markup".
@Suite struct HTMLTests {
  @Test(arguments: [
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("\" onclick='x' &amp;", "&quot; onclick=&#39;x&#39; &amp;amp;"),
    ("\u{0}\u{B}", "\u{FFFD}\u{FFFD}"),
    ("👩‍👩‍👧 \u{202E}evil", "👩‍👩‍👧 \u{202E}evil"),
  ])
  func `text enters only escaped`(text: String, shown: String) {
    let html: HTML = "<p title=\"\(text)\">\(text)</p>"
    #expect(html.source == "<p title=\"\(shown)\">\(shown)</p>")
  }

  @Test func `what a person wrote can't turn the direction of what stands around it`() {
    #expect(HTML.words("\u{202E}x").source == "<bdi>\u{202E}x</bdi>")
  }

  @Test(arguments: [
    (59, "less than a minute"), (60, "1 minute"), (59 * 60, "59 minutes"), (3600, "1 h 0 min"),
    (48 * 3600, "2 days 0 h"),
  ])
  func `spans are said in words`(seconds: Int, words: String) {
    #expect(Spoken.span(.seconds(seconds)) == words)
  }
}

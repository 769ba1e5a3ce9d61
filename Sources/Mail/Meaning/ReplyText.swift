/// The new part of an answer: what is quoted, and the signature, cut off.
///
/// The answers in between what is quoted stay. When nothing would be left, the whole text stays:
/// better too much than a request lost.
struct ReplyText {
  private var lines: [Substring]

  /// - Parameter isForward: what stands under a forwarded message's header is what it is about.
  static func cut(_ text: String, isForward: Bool) -> String {
    var reply = ReplyText(text)
    reply.cutQuotes(isForward: isForward)
    reply.cutSignature()
    reply.cutMobileMarks()
    let kept = reply.joined
    return kept.isEmpty ? trimmed(text) : kept
  }

  private init(_ text: String) {
    lines = ReplyText.lines(of: text)
  }

  private mutating func cutQuotes(isForward: Bool) {
    var kept: [Substring] = []
    var index = 0
    while index < lines.count {
      if QuoteMarks.isBlank(lines[index]) {
        kept.append(lines[index])
        index += 1
        continue
      }
      if QuoteMarks.isReplyLine(lines[index]) { break }
      if !isForward, QuoteMarks.isSeparator(lines, at: index) {
        if let last = kept.last, QuoteMarks.isRule(last) { kept.removeLast() }
        break
      }
      let attribution = QuoteMarks.attributionLength(lines, at: index)
      if attribution > 0 {
        index += attribution
        // What follows without marks is quoted to the end, as some programs do it.
        let rest = lines[index...].drop { QuoteMarks.isBlank($0) }
        guard let first = rest.first, QuoteMarks.isQuoted(first) else { break }
        continue
      }
      if !QuoteMarks.isQuoted(lines[index]) { kept.append(lines[index]) }
      index += 1
    }
    lines = kept
  }

  /// From `-- ` on (RFC 3676, section 4.3); without its blank only where little follows.
  private mutating func cutSignature() {
    let place = lines.indices.first { index in
      lines[index] == "-- "
        || lines[index] == "--" && lines.count - index <= ReplyText.signatureLinesMax
    }
    guard let place, lines[..<place].contains(where: { !QuoteMarks.isBlank($0) }) else { return }
    lines.removeLast(lines.count - place)
  }

  private static let signatureLinesMax = 15

  /// `Sent from my phone`, at the end.
  private mutating func cutMobileMarks() {
    guard let first = lines.firstIndex(where: { !QuoteMarks.isBlank($0) }) else { return }
    while lines.count > first + 1, let last = lines.last,
      QuoteMarks.isBlank(last) || QuoteMarks.isRule(last) || QuoteMarks.isMobileMark(last)
    {
      lines.removeLast()
    }
  }

  private var joined: String { ReplyText.trimmed(lines.joined(separator: "\n")) }

  private static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: .lineFeed, omittingEmptySubsequences: false).map { Substring($0) }
  }

  private static func trimmed(_ text: String) -> String {
    // The blanks before the first line's words may be meant; lines before it are not.
    let lines = lines(of: text)
    let first = lines.firstIndex { !QuoteMarks.isBlank($0) } ?? lines.endIndex
    let last = lines.lastIndex { !QuoteMarks.isBlank($0) } ?? lines.startIndex
    guard first <= last else { return "" }
    return lines[first...last].joined(separator: "\n")
  }
}

extension IncomingMessage {
  /// The new text of a reply. For a new ticket take ``text``: there nothing is known already.
  public var replyText: String { ReplyText.cut(text, isForward: isForward) }

  /// By the start of the subject, as mail programs write it in several languages.
  public var isForward: Bool {
    let subject = Array(subject.text.utf8)
    let starts: [StaticString] = ["fw:", "fwd:", "wg:", "tr:", "rv:", "doorst:", "vs:", "i:"]
    return starts.contains { subject.beginsWithWord($0) } || subject.starts(with: "転送:".utf8)
  }
}

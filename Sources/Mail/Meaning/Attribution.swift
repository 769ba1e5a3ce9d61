/// The line that says whose words come next: `On Thu, 24 Dec 2026, Jo wrote:`.
extension QuoteMarks {
  /// How many lines it takes, up to four; 0 where there is none.
  static func attributionLength(_ lines: [Substring], at index: Int) -> Int {
    let last = lines[index...].prefix(linesMax).first { line in
      let end = line.utf8.last { !$0.isWhitespace }
      return end == UInt8(ascii: ":") || end == wideColonEnd
    }
    guard last != nil, !isBlank(lines[index]), !isQuoted(lines[index]) else { return 0 }
    var joined = ""
    for (count, line) in lines[index...].prefix(linesMax).enumerated() {
      guard line.utf8.count <= bytesMax, !isBlank(line), !isQuoted(line) else { return 0 }
      joined += (joined.isEmpty ? "" : " ") + String(line).trimmed
      if joined.utf8.count > bytesMax { return 0 }
      if joined.hasSuffix(":") || joined.hasSuffix("：") {
        let text = String(joined.lowercased().map { wideBlanks.contains($0) ? " " : $0 })
        // A date or an address must be in it: "On that I once wrote:" is somebody's sentence.
        let hasEvidence = joined.utf8.contains { $0.isDigit || $0 == UInt8(ascii: "@") }
        guard hasEvidence,
          forms.contains(where: { $0.fits(text, isOneLine: count == 0) })
        else {
          return 0
        }
        return hasLaterStart(lines, from: index, count: count) ? 0 : count + 1
      }
    }
    return 0
  }

  /// Whether one of the lines after the first begins the attribution by itself: then the first is
  /// somebody's sentence that happens to begin alike.
  private static func hasLaterStart(_ lines: [Substring], from index: Int, count: Int) -> Bool {
    guard count > 0 else { return false }
    return (1...count).contains { step in
      let line = lines[index + step].lowercased()
      return forms.contains { !$0.start.isEmpty && line.hasPrefix($0.start) }
        && attributionLength(lines, at: index + step) > 0
    }
  }

  /// What French has before its colons.
  private static let wideBlanks: Set<Character> = ["\u{A0}", "\u{202F}"]

  private static let linesMax = 4
  private static let bytesMax = 500

  private struct Form {
    /// Empty: any; then it must stand on one line, or it would take a person's words with it.
    let start: String
    let verb: String

    func fits(_ text: String, isOneLine: Bool) -> Bool {
      guard !start.isEmpty || isOneLine, text.utf8.starts(with: start.utf8) else { return false }
      return text.utf8.dropFirst(start.utf8.count).contains(verb.utf8)
    }
  }

  private static let forms = [
    Form(start: "on ", verb: "wrote:"), Form(start: "", verb: "> wrote:"),
    Form(start: "", verb: " wrote on "), Form(start: "am ", verb: "schrieb"),
    Form(start: "", verb: " schrieb am "), Form(start: "", verb: "> schrieb"),
    Form(start: "le ", verb: "a écrit"), Form(start: "", verb: "> a écrit"),
    Form(start: "el ", verb: "escribió"), Form(start: "", verb: "> escribió"),
    Form(start: "op ", verb: "schreef"), Form(start: "", verb: " schreef op "),
    Form(start: "il ", verb: "ha scritto"), Form(start: "em ", verb: "escreveu"),
    Form(start: "den ", verb: "skrev"), Form(start: "w dniu ", verb: "pisze"),
    Form(start: "w dniu ", verb: "napisał"), Form(start: "", verb: "написал"),
    Form(start: "", verb: "さんは書きました"), Form(start: "", verb: "が書きました"),
    Form(start: "", verb: "のメール"), Form(start: "", verb: "写道"),
    Form(start: "在 ", verb: "写道"), Form(start: "20", verb: ">:"), Form(start: "20", verb: ">："),
  ]
}

/// What is done to a text before anybody reads it.
enum PlainText {
  /// Lines end with a line feed alone; NUL and other controls but the tab are gone.
  static func clean(_ text: String) -> String {
    var kept: [UInt8] = []
    kept.reserveCapacity(text.utf8.count)
    var text = text
    text.withUTF8 { bytes in
      // The mark of byte order that Windows programs begin with.
      var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      while index < bytes.count {
        let byte = bytes[index]
        switch byte {
        case .carriageReturn:
          let isPair = index + 1 < bytes.count && bytes[index + 1] == .lineFeed
          if !isPair { kept.append(.lineFeed) }
        case .tab, .lineFeed, 0x20...0x7E: kept.append(byte)
        case 0xC2 where index + 1 < bytes.count && bytes[index + 1] < 0xA0:
          // The controls beyond ASCII; U+0085 is a line's end.
          if bytes[index + 1] == 0x85 { kept.append(.lineFeed) }
          index += 1
        case 0x80...: kept.append(byte)
        default: break
        }
        index += 1
      }
    }
    return kept.asText
  }

  /// Puts paragraphs together that were cut for the wire (RFC 3676): a line that ends with a blank
  /// goes on in the next one of the same depth of quotes.
  static func unflowed(_ text: String, deletesBlank: Bool) -> String {
    var lines: [String] = []
    var openDepth: Int?
    for part in text.utf8.split(separator: .lineFeed, omittingEmptySubsequences: false) {
      let line = Substring(part)
      let depth = line.utf8.prefix { $0 == UInt8(ascii: ">") }.count
      var content = Substring(line.utf8.dropFirst(depth))
      if content.utf8.first == .blank { content = content.dropFirst() }
      let isSignature = content == "-- "
      let flows = content.utf8.last == .blank && !isSignature
      if flows && deletesBlank { content = content.dropLast() }
      if openDepth == depth, !isSignature, !lines.isEmpty {
        lines[lines.count - 1] += content
      } else {
        let marks = String(repeating: ">", count: depth)
        lines.append(depth > 0 ? marks + " " + content : String(content))
      }
      openDepth = flows ? depth : nil
    }
    return lines.joined(separator: "\n")
  }
}

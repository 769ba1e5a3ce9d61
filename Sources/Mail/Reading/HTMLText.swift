/// HTML made into plain text: for messages that have no other form.
///
/// Tolerant, and no browser: tags fall away, those of paragraphs, lines, lists and tables become
/// line ends and marks, what is quoted gets `> `, links keep their addresses. One walk over the
/// bytes; nothing is run, fetched or believed.
struct HTMLText {
  static func plain(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var reader = HTMLText(bytes)
    reader.read()
    return reader.lines.text
  }

  /// What a `<meta>` near the start says, when no header does.
  static func charsetLabel(in bytes: ArraySlice<UInt8>) -> String? {
    let start = bytes.prefix(metaBytesMax).map(\.lowered)
    let word = Array("charset=".utf8)
    guard let place = start.indices.first(where: { start[$0...].starts(with: word) }) else {
      return nil
    }
    let label = start[(place + word.count)...].drop { $0 == .quote || $0 == UInt8(ascii: "'") }
      .prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    return label.asText
  }

  private static let metaBytesMax = 2_048

  private let bytes: [UInt8]
  private var index = 0
  private var lines = HTMLLines()
  private var link: (address: ArraySlice<UInt8>, start: Int)?

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  private mutating func read() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "<"): readMarkup()
      case UInt8(ascii: "&"):
        let (text, end) = HTMLEntities.read(bytes, at: index)
        lines.append(text)
        index = end
      default:
        lines.append(bytes[index])
        index += 1
      }
    }
  }

  /// Comments are skipped to their end, and so is a tag; a `<` that begins neither is text.
  private mutating func readMarkup() {
    let rest = bytes[index...]
    if rest.starts(with: Array("<!--".utf8)) {
      if let end = end(of: "-->", from: index + 4) {
        index = end
        return
      }
    }
    let next = rest.dropFirst().first ?? 0
    let isTag =
      next.isLetter
      || [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")]
        .contains(next)
    guard isTag else {
      lines.append(bytes[index])
      index += 1
      return
    }
    let isClosing = next == UInt8(ascii: "/")
    let nameStart = index + (isClosing ? 2 : 1)
    let nameEnd = bytes[nameStart...].firstIndex { !($0.isLetter || $0.isDigit) } ?? bytes.count
    let name = bytes[nameStart..<min(nameEnd, nameStart + 16)].map(\.lowered).asText
    let end = tagEnd(from: nameEnd)
    let attributes = bytes[nameEnd..<end]
    index = min(end + 1, bytes.count)
    take(name, isClosing, attributes)
  }

  private mutating func take(_ name: String, _ isClosing: Bool, _ attributes: ArraySlice<UInt8>) {
    switch name {
    case "script", "style", "title", "textarea", "noscript":
      if !isClosing, let end = end(of: "</\(name)", from: index) {
        index = min(tagEnd(from: end) + 1, bytes.count)
      }
    case "br": lines.breakLine()
    case "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "dl": lines.endParagraph()
    case "div", "tr", "dt", "dd", "section", "article", "header", "footer", "center", "form":
      lines.endLine()
    case "li":
      lines.endLine()
      if !isClosing { lines.append(Array("- ".utf8)) }
    case "td", "th": if !isClosing { lines.append(.blank) }
    case "hr":
      lines.endLine()
      lines.append(Array(repeating: UInt8(ascii: "_"), count: 32))
      lines.endLine()
    case "pre":
      lines.endLine()
      lines.isVerbatim = !isClosing
    case "blockquote":
      lines.endLine()
      lines.changeDepth(by: isClosing ? -1 : 1)
    case "a": if isClosing { endLink() } else { beginLink(attributes) }
    default: break
    }
  }

  private mutating func beginLink(_ attributes: ArraySlice<UInt8>) {
    link = nil
    let word = Array("href=".utf8)
    guard
      let place = attributes.indices.first(where: {
        attributes[$0].lowered == word[0]
          && attributes[$0...].prefix(word.count).map(\.lowered) == word
      })
    else { return }
    var value = attributes[(place + word.count)...]
    if let quote = value.first, quote == .quote || quote == UInt8(ascii: "'") {
      value = value.dropFirst().prefix { $0 != quote }
    } else {
      value = value.prefix { !$0.isWhitespace }
    }
    guard value.count <= HTMLText.linkBytesMax,
      value.beginsWithWord("http://") || value.beginsWithWord("https://")
    else { return }
    link = (value, lines.byteCount)
  }

  private static let linkBytesMax = 500

  /// The address stands behind its words, unless these are the address.
  private mutating func endLink() {
    guard let link else { return }
    self.link = nil
    let address = HTMLEntities.decode(link.address).filter { !$0.isWhitespace }
    let shown = lines.bytes(from: link.start).trimmed
    if !shown.isEmpty, !shown.elementsEqual(address), !(address.starts(with: shown)) {
      lines.append(Array(" <".utf8) + address + [UInt8(ascii: ">")])
    }
  }

  /// The `>` that ends a tag: one that stands in no quotes. A quote that nobody closes, or only
  /// after ``tagBytesMax``, is none.
  private func tagEnd(from start: Int) -> Int {
    let limit = min(bytes.count, start + HTMLText.tagBytesMax)
    var quote: UInt8?
    var firstEnd: Int?
    for place in start..<max(start, limit) {
      let byte = bytes[place]
      if byte == UInt8(ascii: ">") {
        if quote == nil { return place }
        if firstEnd == nil { firstEnd = place }
      } else if byte == .quote || byte == UInt8(ascii: "'") {
        if quote == byte {
          quote = nil
        } else if quote == nil, bytes[place - 1] == UInt8(ascii: "=") || bytes[place - 1].isBlank {
          quote = byte
        }
      }
    }
    return firstEnd ?? limit
  }

  private static let tagBytesMax = 8 << 10

  /// Where the text goes on after this word of small letters; nil when it never comes: then what
  /// it would have closed is text after all.
  private mutating func end(of word: String, from start: Int) -> Int? {
    // Looked for once: a thousand tags that nobody closes don't read the text a thousand times.
    guard !missing.contains(word) else { return nil }
    let letters = Array(word.utf8)
    for place in start..<max(start, bytes.count - letters.count + 1)
    where bytes[place].lowered == letters[0] {
      if bytes[place..<place + letters.count].elementsEqual(letters, by: { $0.lowered == $1 }) {
        return place + letters.count
      }
    }
    missing.insert(word)
    return nil
  }

  private var missing: Set<String> = []
}

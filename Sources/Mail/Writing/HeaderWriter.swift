import Digests

/// Writes header fields: folded at 78 columns (RFC 5322, section 2.1.1), what is beyond ASCII as
/// encoded words (RFC 2047).
struct HeaderWriter {
  private(set) var text = ""

  static let columnsMax = 78

  /// Words, of which none holds a line end, with a blank or a fold between.
  mutating func field(_ name: String, words: [String]) {
    text += name + ":"
    var column = name.utf8.count + 1
    for (place, word) in words.enumerated() {
      // A fold right after the name would leave a line of nothing, which some programs bear badly.
      if place > 0, column + 1 + word.utf8.count > HeaderWriter.columnsMax {
        text += "\n"
        column = 0
      }
      text += " " + word
      column += 1 + word.utf8.count
    }
    text += "\n"
  }

  mutating func field(_ name: String, _ value: HeaderText) {
    let words = HeaderWriter.isPlain(value.text) ? HeaderWriter.plainWords(value.text) : nil
    field(name, words: words ?? HeaderWriter.encodedWords(value.text, firstRoom: name.utf8.count))
  }

  mutating func field(_ name: String, _ mailboxes: [Mailbox]) {
    var words: [String] = []
    for (place, mailbox) in mailboxes.enumerated() {
      let address = mailbox.address.description
      let comma = place + 1 < mailboxes.count ? "," : ""
      if mailbox.name.isEmpty {
        words.append(address + comma)
      } else {
        words += HeaderWriter.phrase(mailbox.name.text, firstRoom: name.utf8.count)
        words.append("<" + address + ">" + comma)
      }
    }
    field(name, words: words)
  }

  /// In quotes, those inside and backslashes hidden.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// A name: as it is, in quotes, or encoded.
  private static func phrase(_ name: String, firstRoom: Int) -> [String] {
    guard isPlain(name), let words = plainWords(name) else {
      return encodedWords(name, firstRoom: firstRoom)
    }
    let isBare = words.allSatisfy { $0.utf8.allSatisfy(HeaderLexer.isAtomByte) }
    if isBare { return words }
    let inQuotes = quoted(name)
    return inQuotes.utf8.count <= columnsMax - 12
      ? [inQuotes] : encodedWords(name, firstRoom: firstRoom)
  }

  /// ASCII alone, and nothing that would be read as an encoded word.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
  }

  /// Nil when a word is too long for a line: then it is better cut as encoded words.
  private static func plainWords(_ text: String) -> [String]? {
    let words = text.split(separator: " ").map(String.init)
    return words.allSatisfy({ $0.utf8.count <= columnsMax - 14 }) ? words : nil
  }

  /// Each of at most 75 columns, whole scalars in each, the first one shorter by the field's name.
  private static func encodedWords(_ text: String, firstRoom: Int) -> [String] {
    var words: [String] = []
    var room = max(bytesInWord - firstRoom * 3 / 4 - 3, bytesInWord / 4)
    var piece: [UInt8] = []
    func finish() {
      words.append("=?utf-8?B?" + Base64.standard.encode(piece) + "?=")
      piece.removeAll(keepingCapacity: true)
      room = bytesInWord
    }
    for scalar in text.unicodeScalars {
      let bytes = UTF8.encode(scalar).map(Array.init) ?? []
      if piece.count + bytes.count > room, !piece.isEmpty { finish() }
      piece += bytes
    }
    if !piece.isEmpty { finish() }
    return words
  }

  /// 45 bytes are 60 letters of base 64; with 12 around them 72.
  private static let bytesInWord = 45
}

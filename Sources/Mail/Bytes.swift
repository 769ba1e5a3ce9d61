import Glibc

/// The letters of ASCII as bytes: what the grammar of mail is made of, whatever else a message
/// holds.
extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let blank = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")

  var isBlank: Bool { self == .blank || self == .tab }
  var isWhitespace: Bool { isBlank || self == .lineFeed || self == .carriageReturn }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  var lowered: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

  var hexValue: UInt8? {
    if isDigit { return self - 0x30 }
    return (0x61...0x66).contains(self | 0x20) ? (self | 0x20) - 0x61 + 10 : nil
  }
}

extension Collection<UInt8> where Self: BidirectionalCollection, SubSequence: Collection<UInt8> {
  var trimmed: SubSequence {
    var end = endIndex
    while end > startIndex, self[index(before: end)].isWhitespace { end = index(before: end) }
    return self[..<end].drop { $0.isWhitespace }
  }

  /// Whether these bytes stand somewhere in it, for words and lines: it looks at each place.
  func contains(_ word: some Collection<UInt8>) -> Bool {
    indices.contains { self[$0...].starts(with: word) }
  }

  /// As text: UTF-8, what is none of it replaced.
  var asText: String { String(decoding: self, as: UTF8.self) }

  /// Whether it begins with this word of small ASCII letters, however it is written.
  func beginsWithWord(_ word: StaticString) -> Bool {
    var place = startIndex
    return word.withUTF8Buffer { letters in
      for letter in letters {
        guard place < endIndex, self[place].lowered == letter else { return false }
        place = index(after: place)
      }
      return true
    }
  }
}

extension String {
  /// ASCII's letters in small, all others as they are: header names, types and domains.
  var loweredASCII: String { String(decoding: utf8.map(\.lowered), as: UTF8.self) }

  /// Without blanks and line ends around it.
  var trimmed: String { Array(utf8).trimmed.asText }

  /// The longest start that fits into so many bytes and ends with a whole scalar.
  func cut(toBytes bytesMax: Int) -> String {
    guard utf8.count > bytesMax else { return self }
    var end = utf8.index(startIndex, offsetBy: bytesMax)
    while end > startIndex, UTF8.isContinuation(utf8[end]) { end = utf8.index(before: end) }
    return String(self[..<end])
  }
}

/// The number that these bytes spell: digits alone, `countMax` of them at the most. (`Int` would
/// take a sign.)
func number(_ text: some Collection<UInt8>, countMax: Int) -> Int? {
  guard (1...countMax).contains(text.count), text.allSatisfy(\.isDigit) else { return nil }
  return Int(String(decoding: text, as: UTF8.self))
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the line that holds `start` ends (its line feed), or the end.
  func lineFeed(from start: Int, to end: Int) -> Int {
    guard start < end, let base = baseAddress,
      let found = memchr(base + start, Int32(UInt8.lineFeed), end - start)
    else { return end }
    return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
  }
}

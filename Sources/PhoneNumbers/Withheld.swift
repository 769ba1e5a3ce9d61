/// The ways in which a telephony system says that the caller's number was not given.
enum Withheld {
  private static let words: Set<String> = [
    "", "anonymous", "blocked", "private", "restricted", "unavailable", "unknown", "withheld",
    "anonymous caller", "caller id withheld", "no caller id", "no number", "not available",
    "number withheld", "private caller", "private number", "restricted number", "unknown caller",
    "unknown number", "withheld number",
  ]

  /// Whether the text is blank or one of the words, in any case; hyphens, underscores, dots and
  /// brackets are as good as blanks.
  static func isWord(_ text: ArraySlice<UInt8>) -> Bool {
    // No word has one: most texts need no closer look.
    guard !text.contains(where: Ascii.isDigit) else { return false }
    let lowercased = text.map(Ascii.lowercased)
    let parts = lowercased.split { " -_.()[]".utf8.contains($0) }
    // A mere hyphen is not blank: nobody knows what it was to mean.
    guard !parts.isEmpty || text.allSatisfy({ $0 == Ascii.blank }) else { return false }
    return words.contains(
      parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
  }

  /// Twilio has sent such words as the digits that spell them on a telephone's keys. Read as
  /// numbers they would join every anonymous caller to one ticket. None is a number: each is too
  /// short or too long for the country that it seems to name.
  static func isSpeltOut(_ digits: UInt64) -> Bool {
    switch digits {
    case 266_696_687: true  // ANONYMOUS
    case 2_562_533: true  // BLOCKED
    case 7_378_742_833: true  // RESTRICTED
    case 86_282_452_253: true  // UNAVAILABLE
    case 8_656_696: true  // UNKNOWN
    default: false
    }
  }

  static func isSpeltOut(_ dialled: DialString) -> Bool {
    guard dialled.digits.count <= PhoneNumber.digitsMax, dialled.digits.first != Ascii.zero else {
      return false
    }
    return isSpeltOut(dialled.digits.reduce(0) { $0 * 10 + UInt64($1 - Ascii.zero) })
  }
}

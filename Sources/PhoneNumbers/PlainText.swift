/// Written text made plain: what people paste from pages, contacts and documents looks like a
/// number and is made of other characters.
enum PlainText {
  /// The text as UTF-8 with blanks, hyphens, dots, brackets, quotes and full-width digits of every
  /// kind as their ASCII ones, and without characters that can't be seen (the direction marks
  /// around a number copied from a phone's contacts, soft hyphens). Everything else stays.
  static func bytes(of text: String) -> [UInt8] {
    // Nearly every number is written so: none of its characters needs a closer look.
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return text.utf8.map { ascii(for: Unicode.Scalar($0)) ?? $0 }
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let plain = ascii(for: scalar) {
        bytes.append(plain)
      } else if !scalar.properties.isDefaultIgnorableCodePoint {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return bytes
  }

  private static func ascii(for scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x09...0x0D: Ascii.blank
    case 0...0x7F: UInt8(truncatingIfNeeded: scalar.value)
    case 0x2010...0x2015, 0x2043, 0x2212, 0xFE58, 0xFE63: UInt8(ascii: "-")
    case 0xB7, 0x2024: UInt8(ascii: ".")
    case 0x2018, 0x2019: UInt8(ascii: "'")
    case 0x201C, 0x201D: UInt8(ascii: "\"")
    // The full-width forms stand in the order of ASCII, and only those that a number is written
    // with are taken: `(`, `)`, `+`, `-`, `.` and the digits.
    case 0xFF08, 0xFF09, 0xFF0B, 0xFF0D, 0xFF0E, 0xFF10...0xFF19:
      UInt8(truncatingIfNeeded: scalar.value - 0xFEE0)
    default: scalar.properties.isWhitespace ? Ascii.blank : nil
    }
  }
}

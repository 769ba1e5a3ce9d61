/// The charsets of one byte a letter that most old mail is written in, read from their tables.
enum WestEuropean {
  static func windows1252(_ bytes: ArraySlice<UInt8>) -> String {
    text(bytes) { byte in
      (0x80...0x9F).contains(byte) ? windowsMarks[Int(byte) - 0x80] : UInt32(byte)
    }
  }

  /// ISO 8859-15: Latin-1 with the euro and seven letters.
  static func latin9(_ bytes: ArraySlice<UInt8>) -> String {
    text(bytes) { latin9Letters[$0] ?? UInt32($0) }
  }

  private static func text(_ bytes: ArraySlice<UInt8>, _ value: (UInt8) -> UInt32) -> String {
    var units: [UInt8] = []
    units.reserveCapacity(bytes.count + bytes.count / 4)
    for byte in bytes {
      if byte < 0x80 {
        units.append(byte)
      } else if let scalar = Unicode.Scalar(value(byte)) {
        units += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  /// 0x80 to 0x9F of windows-1252; the five that mean nothing keep their numbers.
  private static let windowsMarks: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  private static let latin9Letters: [UInt8: UInt32] = [
    0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D,
    0xB8: 0x017E, 0xBC: 0x0152, 0xBD: 0x0153, 0xBE: 0x0178,
  ]
}

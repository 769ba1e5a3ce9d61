/// The character sets of RFC 9110, RFC 9112 and RFC 3986.
enum Syntax {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let delete: UInt8 = 0x7F

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// A control character other than the tab: no line of a message may hold one.
  static func isControl(_ byte: UInt8) -> Bool {
    (byte < space && byte != tab) || byte == delete
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// The value of a hex digit; nil for anything else, signs included.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }

  /// `tchar` (RFC 9110, 5.6.2).
  static func isToken(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"),
      UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      return true
    default:
      return false
    }
  }

  static func isToken(_ bytes: some Collection<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { isToken($0) }
  }

  /// `unreserved` or `sub-delims`, or the `%` that begins an encoded byte (RFC 3986): what a host's
  /// name is made of.
  static func isName(_ byte: UInt8) -> Bool {
    if isLetter(byte) || isDigit(byte) { return true }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
      UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "%"):
      return true
    default:
      return false
    }
  }

  /// What a path is made of: `pchar` and the slash.
  static func isPath(_ byte: UInt8) -> Bool {
    isName(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "@")
  }

  static func isQuery(_ byte: UInt8) -> Bool { isPath(byte) || byte == UInt8(ascii: "?") }

  /// Decimal digits only and no overflow; nil otherwise.
  static func decimal(_ digits: some Collection<UInt8>) -> Int? {
    number(digits, base: 10)
  }

  /// Hex digits only and no overflow; nil otherwise.
  static func hexadecimal(_ digits: some Collection<UInt8>) -> Int? {
    number(digits, base: 16)
  }

  // `Int(_:radix:)` takes a sign, which a length on the wire may not have.
  private static func number(_ digits: some Collection<UInt8>, base: UInt8) -> Int? {
    guard !digits.isEmpty else { return nil }
    var sum = 0
    for digit in digits {
      guard let value = hexValue(digit), value < base else { return nil }
      let (product, overflowsProduct) = sum.multipliedReportingOverflow(by: Int(base))
      let (next, overflows) = product.addingReportingOverflow(Int(value))
      guard !overflowsProduct, !overflows else { return nil }
      sum = next
    }
    return sum
  }
}

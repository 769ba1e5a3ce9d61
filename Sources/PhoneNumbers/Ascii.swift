/// The few ASCII bytes that written numbers are read by.
enum Ascii {
  static let blank = UInt8(ascii: " ")
  static let plus = UInt8(ascii: "+")
  static let zero = UInt8(ascii: "0")

  static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased(byte))
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }

  /// The value of a hexadecimal digit; nil for any other byte, signs included.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch lowercased(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): lowercased(byte) - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// Without the given bytes at either end.
  func trimmed(of unwanted: some Collection<UInt8>) -> ArraySlice<UInt8> {
    var rest = self
    while let byte = rest.first, unwanted.contains(byte) { rest.removeFirst() }
    while let byte = rest.last, unwanted.contains(byte) { rest.removeLast() }
    return rest
  }

  /// What follows `prefix` (lower case) when this begins with it in any case, else nil.
  func dropping(_ prefix: String) -> ArraySlice<UInt8>? {
    let head = self.prefix(prefix.utf8.count)
    return head.lazy.map(Ascii.lowercased).elementsEqual(prefix.utf8)
      ? dropFirst(head.count) : nil
  }
}

/// Base 64 (RFC 4648), in its two forms.
public enum Base64: Sendable {
  /// Section 4: `+` and `/`, padded with `=`.
  case standard
  /// Section 5, for addresses and file names: `-` and `_`, without padding (section 3.2).
  case url

  public func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { text.append(alphabet[bits >> (18 - 6 * place) & 63]) }
      if self == .standard { text += Array(repeating: Self.padding, count: 3 - group.count) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes, or nil when the text is not exactly what ``encode(_:)`` would have written: a
  /// character of another alphabet, line breaks and blanks (section 3.3), padding missing or too
  /// many, bits left over that are not nought (section 3.5). So each value has one text.
  public func decode(_ text: String) -> [UInt8]? {
    var characters = Array(text.utf8)[...]
    if self == .standard {
      guard characters.count % 4 == 0 else { return nil }
      for _ in 0..<2 where characters.last == Self.padding { characters.removeLast() }
    }
    guard characters.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3 + 2)
    var bits: UInt32 = 0
    var bitCount = 0
    for character in characters {
      guard let value = value(of: character) else { return nil }
      bits = bits << 6 | value
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        bits &= (1 << UInt32(bitCount)) - 1
      }
    }
    return bits == 0 ? bytes : nil
  }

  private static let padding = UInt8(ascii: "=")
  private static let common = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
  private static let standardAlphabet = common + Array("+/".utf8)
  private static let urlAlphabet = common + Array("-_".utf8)

  private var alphabet: [UInt8] { self == .standard ? Self.standardAlphabet : Self.urlAlphabet }

  private func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case alphabet[62]: 62
    case alphabet[63]: 63
    default: nil
    }
  }
}

/// Digits to dial, with or without a `+`, and the one mark that changes their meaning: a nought in
/// brackets. Blanks, dots, hyphens and brackets between them are dropped; any other character makes
/// it no dial string.
struct DialString {
  private(set) var isGlobal = false
  private(set) var digits: [UInt8] = []
  /// Where a `(0)` stands among the digits: people write the trunk prefix so, to be left out when
  /// one dials from abroad (`+44 (0)20 7946 0000`).
  private var bracketedZeros: [Int] = []

  init?(_ text: ArraySlice<UInt8>) {
    var sinceBracket: [UInt8]?
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte)
        sinceBracket?.append(byte)
      case Ascii.plus:
        guard digits.isEmpty, !isGlobal else { return nil }
        isGlobal = true
      case UInt8(ascii: "("), UInt8(ascii: "["):
        sinceBracket = []
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        if sinceBracket == [Ascii.zero] { bracketedZeros.append(digits.count - 1) }
        sinceBracket = nil
      case Ascii.blank, UInt8(ascii: "-"), UInt8(ascii: "."):
        continue
      default:
        return nil
      }
    }
  }

  /// A national number begins with 0 and is New Zealand's; `00` leads abroad; `64` in front needs
  /// no `+`, since no national number begins with 6. Other digits alone are nobody's number: an
  /// extension, or one without its area code.
  var phoneNumber: PhoneNumber? {
    if isGlobal { return international(from: 0) }
    if digits.starts(with: "00".utf8) { return international(from: 2) }
    if digits.first == Ascii.zero { return newZealand(digits.dropFirst()) }
    return digits.starts(with: NewZealand.countryCode) ? international(from: 0) : nil
  }

  /// A local number of RFC 3966 whose `phone-context` is a prefix: understood in New Zealand's
  /// (`+64`, `+649`), where the two put together are a number, and nowhere else.
  func phoneNumber(within context: DialString) -> PhoneNumber? {
    guard context.digits.starts(with: NewZealand.countryCode) else { return nil }
    if digits.first == Ascii.zero { return phoneNumber }
    return newZealand(context.digits.dropFirst(NewZealand.countryCode.count) + digits)
  }

  private func newZealand(_ national: ArraySlice<UInt8>) -> PhoneNumber? {
    PhoneNumber(digits: (NewZealand.countryCode + national)[...])
  }

  private func international(from start: Int) -> PhoneNumber? {
    var number = digits[start...]
    if number.starts(with: NewZealand.countryCode) {
      let national = number.dropFirst(NewZealand.countryCode.count)
      // No national number begins with 0, so a nought there is the trunk prefix, bracketed or not.
      return newZealand(national.first == Ascii.zero ? national.dropFirst() : national)
    }
    let trunkPrefix = start + CountryCode.length(in: number)
    // Italy's noughts are part of the number and are dialled from abroad too.
    if bracketedZeros.contains(trunkPrefix), !number.starts(with: "39".utf8) {
      number.remove(at: trunkPrefix)
    }
    return PhoneNumber(digits: number)
  }
}

/// The country codes of ITU-T E.164: of one, two or three digits, none the beginning of another.
private enum CountryCode {
  private static let ofTwoDigits: Set<Int> = [
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56,
    57, 58, 60, 61, 62, 63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98,
  ]

  static func length(in digits: ArraySlice<UInt8>) -> Int {
    let head = digits.prefix(2).map { Int($0 - Ascii.zero) }
    guard head.count == 2, head[0] != 1, head[0] != 7 else { return 1 }
    return ofTwoDigits.contains(head[0] * 10 + head[1]) ? 2 : 3
  }
}

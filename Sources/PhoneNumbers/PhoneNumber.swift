/// A telephone number of the public network, in the international form of ITU-T E.164.
///
/// It can't be half valid: 7 to 15 digits with the country code, the first of them not 0, and for
/// New Zealand (+64) a national number that can be dialled. Written text becomes one through
/// ``WrittenNumber`` (spec: callbacks.md, "Numbers").
public struct PhoneNumber: Hashable, Sendable {
  /// The shortest international numbers in use have seven digits, country code included.
  public static let digitsMin = 7
  /// ITU-T E.164, section 6.1: at most fifteen digits, country code included.
  public static let digitsMax = 15

  /// The digits after the `+` read as one whole number. No country code begins with 0, so that
  /// none is lost, and fifteen digits fit.
  private let digits: UInt64

  /// Reads `+` and digits, and nothing else; nil when they are no number of the public network.
  public init?(e164: String) {
    guard e164.utf8.first == Ascii.plus else { return nil }
    self.init(digits: Array(e164.utf8).dropFirst())
  }

  /// Reads what is dialled within New Zealand, as `021 555 0101`: a nought and other digits, with or without
  /// blanks between them, and nothing else.
  init?(dialled text: String) {
    guard text.utf8.first == Ascii.zero else { return nil }
    var digits = NewZealand.countryCode
    digits.reserveCapacity(Self.digitsMax + 1)
    for byte in text.utf8.dropFirst() where byte != Ascii.blank {
      guard Ascii.isDigit(byte), digits.count <= Self.digitsMax else { return nil }
      digits.append(byte)
    }
    // After a second nought another country's code follows.
    guard digits.dropFirst(NewZealand.countryCode.count).first != Ascii.zero else { return nil }
    self.init(digits: digits[...])
  }

  /// Reads ASCII digits, country code first.
  init?(digits text: ArraySlice<UInt8>) {
    guard (Self.digitsMin...Self.digitsMax).contains(text.count), text.first != Ascii.zero,
      text.allSatisfy(Ascii.isDigit)
    else { return nil }
    if text.starts(with: NewZealand.countryCode) {
      let national = text.dropFirst(NewZealand.countryCode.count)
      guard NewZealand.canBeDialled(national) else { return nil }
    }
    let value = text.reduce(0) { $0 * 10 + UInt64($1 - Ascii.zero) }
    if Withheld.isSpeltOut(value) { return nil }
    digits = value
  }

  /// `+64211234567`.
  public var e164: String { "+\(digits)" }

  /// As New Zealanders write it (`021 555 0101`, `09 555 0101`, `0800 663 640`); nil for a number
  /// of another country.
  public var national: String? {
    isForeign ? nil : NewZealand.written(Array(String(digits).utf8.dropFirst(2)))
  }

  /// For a page or a notice: the national form, else E.164.
  public var display: String { national ?? e164 }

  /// The link that a telephone dials when it is tapped (RFC 3966, a global number).
  public var telURI: String { "tel:" + e164 }

  /// Not New Zealand's: another country's, or one of the codes that belong to no country.
  public var isForeign: Bool { !begins("64") }

  /// Ranges known to charge whoever rings: New Zealand's 0900, the international +979, and the
  /// premium ranges of the North American plan (900), Britain (09) and Australia (190). Other
  /// countries have more, and those are told as foreign only.
  public var isPremiumRate: Bool {
    ["64900", "979", "1900", "449", "61190"].contains(where: begins)
  }

  /// Inmarsat (+870), the mobile satellite systems (+881) and the international networks (+882,
  /// +883): dear to ring, and in no country.
  public var isSatelliteOrInternationalNetwork: Bool {
    ["870", "881", "882", "883"].contains(where: begins)
  }

  /// New Zealand's 0800 and 0508, which cost the one who rings nothing.
  public var isTollFree: Bool { ["64800", "64508"].contains(where: begins) }

  /// Whether a tap-to-call link must ask before it dials: numbers are bait for toll fraud.
  public var asksFirst: Bool { isForeign || isPremiumRate }

  private func begins(_ prefix: String) -> Bool { String(digits).hasPrefix(prefix) }
}

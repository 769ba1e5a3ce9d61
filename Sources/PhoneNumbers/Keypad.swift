/// What a telephone can be told to dial beyond a number.
enum Keypad {
  /// More than this is no number that anybody could mean to dial.
  static let dialledCharactersMax = 40

  /// A link for something that is no number of the public network: digits and letters, `+`, `*`,
  /// `#`, and the pauses `,` and `;`. Blanks, dots, hyphens and brackets are left out; `#`, `,`
  /// and `;` are escaped, so that they are dialled and do not end the link (RFC 3986). Nil when
  /// anything else is in it, when it has no digit, or when it is too long.
  static func telURI(dialling text: ArraySlice<UInt8>) -> String? {
    let dialled = text.filter { !" -.()[]".utf8.contains($0) }
    guard dialled.count <= dialledCharactersMax, dialled.contains(where: Ascii.isDigit) else {
      return nil
    }
    var uri = "tel:"
    for byte in dialled {
      switch byte {
      case UInt8(ascii: "#"): uri += "%23"
      case UInt8(ascii: ","): uri += "%2C"
      case UInt8(ascii: ";"): uri += "%3B"
      case _ where Ascii.isDigit(byte) || Ascii.isLetter(byte) || "+*".utf8.contains(byte):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default: return nil
      }
    }
    return uri
  }
}

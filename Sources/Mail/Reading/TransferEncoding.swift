/// How the bytes of a part were made fit for the wire (RFC 2045, section 6). The readers are
/// tolerant: what is no part of the encoding is passed over or kept as it stands, and nothing
/// fails.
enum TransferEncoding {
  case plain, base64, quotedPrintable

  /// By the field's value; one that is not known means that the bytes are plain.
  init(_ value: String?) {
    let name = (value ?? "").utf8.drop { $0.isWhitespace }
      .prefix { !$0.isWhitespace && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
    switch String(decoding: name, as: UTF8.self).loweredASCII {
    case "base64": self = .base64
    case "quoted-printable": self = .quotedPrintable
    default: self = .plain
    }
  }

  func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    switch self {
    case .plain: Array(bytes)
    case .base64: TransferEncoding.decodeBase64(bytes)
    case .quotedPrintable: TransferEncoding.decodeQuotedPrintable(bytes)
    }
  }

  /// Everything that is no letter of base 64 is passed over; padding in the middle ends one text
  /// and begins the next, as where two programs have each added a piece.
  static func decodeBase64(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var bitCount: UInt32 = 0
    values.withUnsafeBufferPointer { values in
      bytes.withUnsafeBufferPointer { bytes in
        for byte in bytes {
          let value = values[Int(byte)]
          if value < 64 {
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            if bitCount >= 8 {
              bitCount -= 8
              decoded.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
          } else if byte == UInt8(ascii: "=") {
            bitCount = 0
          }
        }
      }
    }
    return decoded
  }

  static func isBase64(_ byte: UInt8) -> Bool {
    values[Int(byte)] < 64 || byte == UInt8(ascii: "=") || byte.isWhitespace
  }

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, letter) in letters.utf8.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// An `=` that begins no escape stays; blanks at a line's end fall away (RFC 2045, rule 3).
  static func decodeQuotedPrintable(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var firm = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == UInt8(ascii: "=") {
        if let value = escaped(bytes, after: index) {
          decoded.append(value)
          firm = decoded.count
          index += 3
          continue
        }
        if let end = softBreak(bytes, after: index) {
          firm = decoded.count
          index = end
          continue
        }
      }
      if byte == .lineFeed || byte == .carriageReturn {
        decoded.removeLast(decoded.count - firm)
      }
      decoded.append(byte)
      if !byte.isBlank { firm = decoded.count }
      index += 1
    }
    decoded.removeLast(decoded.count - firm)
    return decoded
  }

  /// The `Q` of encoded words: quoted-printable with `_` for a blank (RFC 2047, section 4.2).
  static func decodeQ(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "="), let value = escaped(bytes, after: index) {
        decoded.append(value)
        index += 3
      } else {
        decoded.append(bytes[index] == UInt8(ascii: "_") ? .blank : bytes[index])
        index += 1
      }
    }
    return decoded
  }

  private static func escaped(_ bytes: ArraySlice<UInt8>, after index: Int) -> UInt8? {
    guard index + 2 < bytes.endIndex, let high = bytes[index + 1].hexValue,
      let low = bytes[index + 2].hexValue
    else { return nil }
    return high << 4 | low
  }

  /// Where the next line begins, when nothing but blanks stands between here and its end.
  private static func softBreak(_ bytes: ArraySlice<UInt8>, after index: Int) -> Int? {
    var end = index + 1
    while end < bytes.endIndex, bytes[end].isBlank || bytes[end] == .carriageReturn { end += 1 }
    if end == bytes.endIndex { return end }
    return bytes[end] == .lineFeed ? end + 1 : nil
  }
}

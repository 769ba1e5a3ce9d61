/// Text as quoted-printable (RFC 2045, section 6.7): lines of at most 76 columns, of nothing but
/// printable ASCII.
enum QuotedPrintable {
  static let columnsMax = 76

  /// - Parameter text: its lines end with line feeds; so do those that are written.
  static func encode(_ text: String) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.utf8.count + text.utf8.count / 8)
    for line in Array(text.utf8).split(separator: .lineFeed, omittingEmptySubsequences: false) {
      encode(line, into: &encoded)
      encoded.append(.lineFeed)
    }
    // A text that ends with a line's end has no further, empty line.
    if text.utf8.last == .lineFeed { encoded.removeLast() }
    return encoded
  }

  private static func encode(_ line: ArraySlice<UInt8>, into encoded: inout [UInt8]) {
    var column = 0
    for index in line.indices {
      let unit = isPlain(line, index) ? [line[index]] : escaped(line[index])
      if column + unit.count > columnsMax - 1 {
        encoded += [UInt8(ascii: "="), .lineFeed]
        column = 0
      }
      encoded += unit
      column += unit.count
    }
  }

  private static func isPlain(_ line: ArraySlice<UInt8>, _ index: Int) -> Bool {
    switch line[index] {
    case UInt8(ascii: "="): false
    // A blank at a line's end would be lost.
    case .blank, .tab: index + 1 < line.endIndex
    // A lone dot ends a message for some programs, `From ` begins one for others.
    case UInt8(ascii: "."): index > line.startIndex
    case UInt8(ascii: "F"): index > line.startIndex || !line.starts(with: "From ".utf8)
    case let byte: (0x21...0x7E).contains(byte)
    }
  }

  private static func escaped(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}

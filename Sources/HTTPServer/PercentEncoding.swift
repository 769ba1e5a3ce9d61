/// Percent-encoding undone (RFC 3986, 2.1).
enum PercentEncoding {
  /// Nil when a `%` isn't followed by two hex digits or the bytes aren't UTF-8.
  static func text(_ bytes: some Collection<UInt8>, plusIsBlank: Bool = false) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var rest = bytes.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(Syntax.hexValue),
          let low = rest.next().flatMap(Syntax.hexValue)
        else { return nil }
        decoded.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsBlank:
        decoded.append(Syntax.space)
      default:
        decoded.append(byte)
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }
}

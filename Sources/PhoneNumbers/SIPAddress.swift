/// A SIP or SIPS URI that names a user at a host (RFC 3261, section 19.1), kept as written.
///
/// Only what would hurt a dial plan is refused: no user or host, a port that is none, and blanks,
/// control characters, quotes and anything beyond ASCII.
public struct SIPAddress: Hashable, Sendable {
  /// RFC 3261 sets no limit; no telephone takes more.
  public static let bytesMax = 512

  public let asWritten: String

  public init?(_ text: String) {
    let bytes = Array(text.utf8)[...]
    guard bytes.count <= Self.bytesMax, bytes.allSatisfy(Self.isPrintable),
      let rest = bytes.dropping("sip:") ?? bytes.dropping("sips:"),
      let at = rest.firstIndex(of: UInt8(ascii: "@")), at > rest.startIndex
    else { return nil }
    let hostPort = rest[rest.index(after: at)...].prefix { !";?".utf8.contains($0) }
    guard Self.isHostPort(hostPort) else { return nil }
    asWritten = text
  }

  private static func isPrintable(_ byte: UInt8) -> Bool {
    byte > Ascii.blank && byte < 0x7F && !"\"<>\\^`{|}".utf8.contains(byte)
  }

  private static func isHostPort(_ text: ArraySlice<UInt8>) -> Bool {
    let colon = UInt8(ascii: ":")
    let host: ArraySlice<UInt8>
    if text.first == UInt8(ascii: "["), let end = text.firstIndex(of: UInt8(ascii: "]")) {
      host = text[...end]
      let inner = host.dropFirst().dropLast()
      guard !inner.isEmpty,
        inner.allSatisfy({ Ascii.hexValue($0) != nil || ":.".utf8.contains($0) })
      else { return false }
    } else {
      host = text.prefix { $0 != colon }
      guard let first = host.first, Ascii.isDigit(first) || Ascii.isLetter(first),
        host.allSatisfy({ Ascii.isDigit($0) || Ascii.isLetter($0) || "-.".utf8.contains($0) })
      else { return false }
    }
    let port = text[host.endIndex...]
    return port.isEmpty || port.first == colon && isPort(port.dropFirst())
  }

  private static func isPort(_ text: ArraySlice<UInt8>) -> Bool {
    guard (1...5).contains(text.count), text.allSatisfy(Ascii.isDigit) else { return false }
    return (1...65_535).contains(text.reduce(0) { $0 * 10 + Int($1 - Ascii.zero) })
  }
}

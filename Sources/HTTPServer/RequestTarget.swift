/// A request target, taken apart (RFC 9112, 3.2).
struct RequestTarget {
  var path: String
  var rawQuery: String?
  var query: [HTTPParameter] = []
  /// Of a target in absolute form; nil otherwise.
  var authority: String?

  /// Which form a target has follows from its first byte and the method. Authority form is for
  /// CONNECT alone, and a tunnel is nothing that this server could open.
  init(_ bytes: ArraySlice<UInt8>, method: String) throws(Refusal) {
    if method == "CONNECT" {
      throw Authority.isValid(bytes) && bytes.contains(UInt8(ascii: ":"))
        ? Refusal(501, "This server opens no tunnels.")
        : Refusal(400, "The target of CONNECT is not a host and a port.")
    }
    if bytes.first == UInt8(ascii: "/") {
      (path, rawQuery, query) = try Self.parts(of: bytes)
    } else if bytes.elementsEqual("*".utf8) {
      guard method == "OPTIONS" else { throw Refusal(400, "The target * is for OPTIONS only.") }
      path = "*"
    } else {
      let (authority, rest) = try Self.absolute(bytes)
      self.authority = String(decoding: authority, as: UTF8.self)
      (path, rawQuery, query) = try Self.parts(of: rest)
      // For a proxy's last step the whole server is written as an absolute target without a path.
      if method == "OPTIONS" && rest.isEmpty { path = "*" }
    }
  }

  private static func absolute(
    _ bytes: ArraySlice<UInt8>
  ) throws(Refusal) -> (authority: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
    let scheme = bytes.prefix { $0 != UInt8(ascii: ":") }
    let afterScheme = bytes.dropFirst(scheme.count)
    guard
      HTTPFields.alike(String(decoding: scheme, as: UTF8.self), "http")
        || HTTPFields.alike(String(decoding: scheme, as: UTF8.self), "https"),
      afterScheme.starts(with: "://".utf8)
    else { throw Refusal(400, "The target is neither a path nor an http address.") }
    let afterSlashes = afterScheme.dropFirst(3)
    let authority = afterSlashes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
    guard !authority.isEmpty, Authority.isValid(authority) else {
      throw Refusal(400, "The target's host is not one.")
    }
    return (authority, afterSlashes.dropFirst(authority.count))
  }

  private static func parts(
    of bytes: ArraySlice<UInt8>
  ) throws(Refusal) -> (path: String, rawQuery: String?, query: [HTTPParameter]) {
    let rawPath = bytes.prefix { $0 != UInt8(ascii: "?") }
    let path = try path(rawPath)
    let rawQuery = bytes.dropFirst(rawPath.count).dropFirst()
    guard rawPath.count < bytes.count else { return (path, nil, []) }
    guard rawQuery.allSatisfy({ Syntax.isQuery($0) }) else {
      throw Refusal(400, "The query has a character that must be percent-encoded.")
    }
    guard let query = HTTPParameter.list(of: rawQuery, plusIsBlank: false) else {
      throw Refusal(400, "The query is not percent-encoded UTF-8.")
    }
    return (path, String(decoding: rawQuery, as: UTF8.self), query)
  }

  // An encoded slash is a slash to one reader and a letter to another, a NUL ends a string in some,
  // and a proxy may have resolved a dot segment, or not.
  private static func path(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> String {
    guard bytes.allSatisfy({ Syntax.isPath($0) }) else {
      throw Refusal(400, "The path has a character that must be percent-encoded.")
    }
    guard let path = PercentEncoding.text(bytes) else {
      throw Refusal(400, "The path is not percent-encoded UTF-8.")
    }
    let slash = UInt8(ascii: "/")
    guard path.utf8.count(where: { $0 == slash }) == bytes.count(where: { $0 == slash }) else {
      throw Refusal(400, "The path has an encoded slash.")
    }
    guard !path.utf8.contains(0) else { throw Refusal(400, "The path has a NUL.") }
    let hasDots = path.utf8.split(separator: slash).contains {
      $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
    }
    guard !hasDots else { throw Refusal(400, "The path has a dot segment.") }
    return path.isEmpty ? "/" : path
  }
}

/// A host, and perhaps a port: `uri-host [ ":" port ]` (RFC 9110, 7.2). Nobody's name or password
/// before an `@` belongs here.
enum Authority {
  static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
    let host: ArraySlice<UInt8>
    if bytes.first == UInt8(ascii: "[") {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { return false }
      guard isIPv6(bytes[..<end].dropFirst()) else { return false }
      host = bytes[...end]
    } else {
      host = bytes.prefix { $0 != UInt8(ascii: ":") }
      guard !host.isEmpty, host.allSatisfy({ Syntax.isName($0) }),
        PercentEncoding.text(host) != nil
      else { return false }
    }
    let rest = bytes.dropFirst(host.count)
    guard let colon = rest.first else { return true }
    let port = rest.dropFirst()
    return colon == UInt8(ascii: ":")
      && (port.isEmpty || Syntax.decimal(port).map { $0 <= UInt16.max } == true)
  }

  // Nothing here connects to the address, so its characters are what matters, not its groups.
  private static func isIPv6(_ bytes: ArraySlice<UInt8>) -> Bool {
    let colon = UInt8(ascii: ":")
    return bytes.count(where: { $0 == colon }) >= 2
      && bytes.allSatisfy { Syntax.hexValue($0) != nil || $0 == colon || $0 == UInt8(ascii: ".") }
  }
}

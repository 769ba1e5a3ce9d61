/// Where a server is: `http://127.0.0.1:8080`, `https://ringback.example.nz/desk`.
public struct WebAddress: Hashable, Sendable {
  public let isSecure: Bool
  /// A name or a number; an IPv6 number without its brackets.
  public let host: String
  public let port: Int
  /// The path and the query, with its leading slash; nothing after the last slash.
  public let target: String

  /// Nil for another scheme, user information, a fragment, blanks, or a port that can't be.
  public init?(_ text: String) {
    let lowered = text.lowercased()
    let secure = lowered.hasPrefix("https://")
    guard secure || lowered.hasPrefix("http://"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { return nil }
    let rest = text.dropFirst(secure ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let target = rest.dropFirst(authority.count)
    guard !target.contains("#"), !authority.contains("@"),
      let (host, port) = WebAddress.split(authority, usualPort: secure ? 443 : 80)
    else { return nil }
    isSecure = secure
    self.host = host
    self.port = port
    self.target = target.hasPrefix("?") ? "/" + target : target.isEmpty ? "/" : String(target)
  }

  private init(isSecure: Bool, host: String, port: Int, target: String) {
    self.isSecure = isSecure
    self.host = host
    self.port = port
    self.target = target
  }

  /// The address of something on that server.
  ///
  /// - Parameter path: begins with a slash; may bear a query. All but unreserved characters and the
  ///   delimiters of a URL must have been escaped.
  public func appending(_ path: String) -> WebAddress {
    let base = target.hasSuffix("/") ? String(target.dropLast()) : target
    return WebAddress(isSecure: isSecure, host: host, port: port, target: base + path)
  }

  /// The host and the port as the Host field has them.
  public var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
  }

  public var text: String { (isSecure ? "https://" : "http://") + authority + target }

  private static func split(
    _ authority: Substring, usualPort: Int
  ) -> (host: String, port: Int)? {
    var host = authority
    var port: Substring?
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let rest = authority[authority.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      port = authority[authority.index(after: colon)...]
    }
    guard !host.isEmpty, host.allSatisfy({ $0 != "[" && $0 != "]" && $0 != "\"" }) else {
      return nil
    }
    guard let port else { return (String(host), usualPort) }
    // Digits alone: Int would take a sign.
    guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(port),
      (1...65_535).contains(number)
    else { return nil }
    return (String(host), number)
  }
}

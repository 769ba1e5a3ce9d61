/// An address of the Internet Protocol as text, and a port. No name is ever looked up.
public struct HTTPAddress: Sendable, Hashable, CustomStringConvertible {
  /// Such as `127.0.0.1` or `::1`.
  public var ip: String
  /// 0 in an address to listen on: the system picks one.
  public var port: UInt16

  public init(ip: String, port: UInt16) {
    self.ip = ip
    self.port = port
  }

  public var description: String {
    ip.utf8.contains(UInt8(ascii: ":")) ? "[\(ip)]:\(port)" : "\(ip):\(port)"
  }
}

/// Why a server could not start, with what it was asked for.
public struct HTTPServerError: Error, Equatable {
  public enum Cause: Sendable, Equatable {
    /// Not the text of an IPv4 or IPv6 address.
    case badAddress
    /// Another program listens there.
    case addressInUse
    /// The system doesn't let this user listen there (a port below 1,024).
    case notPermitted
    /// No interface of this machine has the address.
    case addressNotHere
    /// The `errno` says more.
    case other
  }

  public var cause: Cause
  public var address: HTTPAddress
  /// As the system gave it.
  public var errno: Int32
}

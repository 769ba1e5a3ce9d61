import CLinux
import Glibc

/// The calls on sockets, with Swift's types around them. All sockets are non-blocking and closed on
/// exec.
enum Socket {
  /// Binds and listens. Port 0 lets the system pick one.
  static func listen(
    on address: HTTPAddress
  ) throws(HTTPServerError) -> (number: Int32, address: HTTPAddress) {
    // A NUL would end the text early for the system, and not for us.
    guard !address.ip.utf8.contains(0), let (name, length) = socketAddress(address) else {
      throw HTTPServerError(cause: .badAddress, address: address, errno: EINVAL)
    }
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let number = socket(Int32(name.ss_family), kind, 0)
    guard number >= 0 else { throw failure(address) }
    set(number, SOL_SOCKET, SO_REUSEADDR)
    let isBound = withBytes(of: name) { Glibc.bind(number, $0, length) == 0 }
    guard isBound, Glibc.listen(number, SOMAXCONN) == 0 else {
      let failure = failure(address)
      _ = Glibc.close(number)
      throw failure
    }
    var bound = sockaddr_storage()
    var boundLength = socklen_t(MemoryLayout<sockaddr_storage>.size)
    withMutableBytes(of: &bound) { _ = getsockname(number, $0, &boundLength) }
    return (number, text(of: bound))
  }

  /// The next connection that waits; nil with `errno` when there is none.
  static func accept(_ listener: Int32) -> (number: Int32, peer: HTTPAddress)? {
    var peer = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let number = withMutableBytes(of: &peer) { accept4(listener, $0, &length, flags) }
    guard number >= 0 else { return nil }
    set(number, Int32(IPPROTO_TCP), TCP_NODELAY)
    return (number, text(of: peer))
  }

  enum Outcome {
    case bytes(Int)
    case end
    case wouldBlock
    case broken
  }

  static func read(_ number: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
    outcome { recv(number, buffer.baseAddress, buffer.count, 0) }
  }

  /// Sends from `from` on as much as the socket takes. A peer that is gone is an outcome, not a
  /// signal.
  static func write(_ number: Int32, _ bytes: [UInt8], from: Int) -> Outcome {
    bytes.withUnsafeBytes { all in
      let rest = UnsafeRawBufferPointer(rebasing: all[from...])
      return outcome { send(number, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL)) }
    }
  }

  static func endWriting(_ number: Int32) { _ = shutdown(number, Int32(SHUT_WR)) }

  private static func outcome(_ call: () -> Int) -> Outcome {
    while true {
      let count = call()
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      default: return .broken
      }
    }
  }

  private static func set(_ number: Int32, _ level: Int32, _ option: Int32) {
    var on: Int32 = 1
    _ = setsockopt(number, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func failure(_ address: HTTPAddress) -> HTTPServerError {
    let number = errno
    let cause: HTTPServerError.Cause =
      switch number {
      case EADDRINUSE: .addressInUse
      case EACCES, EPERM: .notPermitted
      case EADDRNOTAVAIL: .addressNotHere
      default: .other
      }
    return HTTPServerError(cause: cause, address: address, errno: number)
  }
}

extension Socket {
  private static func socketAddress(
    _ address: HTTPAddress
  ) -> (name: sockaddr_storage, length: socklen_t)? {
    var storage = sockaddr_storage()
    return withUnsafeMutableBytes(of: &storage) { bytes -> socklen_t? in
      var four = sockaddr_in()
      if inet_pton(AF_INET, address.ip, &four.sin_addr) == 1 {
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = address.port.bigEndian
        bytes.storeBytes(of: four, as: sockaddr_in.self)
        return socklen_t(MemoryLayout<sockaddr_in>.size)
      }
      var six = sockaddr_in6()
      guard inet_pton(AF_INET6, address.ip, &six.sin6_addr) == 1 else { return nil }
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = address.port.bigEndian
      bytes.storeBytes(of: six, as: sockaddr_in6.self)
      return socklen_t(MemoryLayout<sockaddr_in6>.size)
    }.map { (storage, $0) }
  }

  private static func text(of name: sockaddr_storage) -> HTTPAddress {
    withUnsafeBytes(of: name) { bytes in
      if name.ss_family == sa_family_t(AF_INET6) {
        var six = bytes.load(as: sockaddr_in6.self)
        let port = UInt16(bigEndian: six.sin6_port)
        return HTTPAddress(ip: mapped(text(AF_INET6, &six.sin6_addr)), port: port)
      }
      var four = bytes.load(as: sockaddr_in.self)
      return HTTPAddress(
        ip: text(AF_INET, &four.sin_addr), port: UInt16(bigEndian: four.sin_port))
    }
  }

  private static func text(_ family: Int32, _ address: UnsafeRawPointer) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
      guard let start = buffer.baseAddress,
        inet_ntop(family, address, start, socklen_t(buffer.count)) != nil
      else { return "" }
      return String(cString: start)
    }
  }

  // A socket on `::` sees IPv4 peers as addresses of IPv6; a reader of logs wants the four numbers.
  private static func mapped(_ text: String) -> String {
    text.hasPrefix("::ffff:") && text.utf8.contains(UInt8(ascii: "."))
      ? String(text.dropFirst("::ffff:".count)) : text
  }

  private static func withBytes<Result>(
    of name: sockaddr_storage, _ body: (UnsafePointer<sockaddr>) -> Result
  ) -> Result {
    withUnsafePointer(to: name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
    }
  }

  private static func withMutableBytes<Result>(
    of name: inout sockaddr_storage, _ body: (UnsafeMutablePointer<sockaddr>) -> Result
  ) -> Result {
    withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
    }
  }
}

import CLinux
import Glibc

/// The listening socket, with a descriptor in reserve. When the process has none left, the reserve is
/// given up for as long as it takes to accept the newcomer and close it; otherwise it would stay in
/// the queue and wake the loop for ever.
struct Acceptor: ~Copyable {
  enum Newcomer {
    case connection(Int32, HTTPAddress)
    case nobody
    /// Accepting fails for want of something that only time brings back.
    case failing
  }

  let address: HTTPAddress
  let listener: Descriptor
  private var reserve: Descriptor?

  init(_ asked: HTTPAddress) throws(HTTPServerError) {
    let (number, address) = try Socket.listen(on: asked)
    guard let listener = Descriptor(number) else {
      throw HTTPServerError(cause: .other, address: asked, errno: EBADF)
    }
    self.listener = listener
    self.address = address
    reserve = Self.makeReserve()
  }

  mutating func next() -> Newcomer {
    while true {
      if let (number, peer) = Socket.accept(listener.number) { return .connection(number, peer) }
      switch errno {
      case EAGAIN: return .nobody
      case EMFILE, ENFILE:
        guard refuseOne() else { return .failing }
      // The newcomer itself failed; the next may be well.
      case EINTR, ECONNABORTED, EPROTO, EPERM, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH,
        ENONET, ENOPROTOOPT, EOPNOTSUPP:
        continue
      default: return .failing
      }
    }
  }

  private mutating func refuseOne() -> Bool {
    guard reserve != nil else {
      reserve = Self.makeReserve()
      return reserve != nil
    }
    reserve = nil
    let newcomer = Socket.accept(listener.number)
    if let newcomer { _ = Glibc.close(newcomer.number) }
    reserve = Self.makeReserve()
    return newcomer != nil
  }

  private static func makeReserve() -> Descriptor? {
    Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC))
  }
}

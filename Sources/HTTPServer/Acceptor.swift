import CLinux
import Glibc

/// The listening socket, with a descriptor in reserve. When the process has none left, the reserve
/// is given up for as long as it takes to accept the newcomer and close it; otherwise it would stay
/// in the queue and wake the loop for ever.
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
        switch refuseOne() {
        case 0: continue
        case EAGAIN: return .nobody
        default: return .failing
        }
      // The newcomer itself failed; the next may be well.
      case EINTR, ECONNABORTED, EPROTO, EPERM, ENETDOWN, ENETUNREACH, EHOSTDOWN, EHOSTUNREACH,
        ENONET, ENOPROTOOPT, EOPNOTSUPP:
        continue
      default: return .failing
      }
    }
  }

  // 0, or an `errno`. Without a descriptor the system says so before it looks whether anybody
  // waits, so that EAGAIN is learnt only here.
  private mutating func refuseOne() -> Int32 {
    guard reserve != nil else {
      reserve = Self.makeReserve()
      return reserve == nil ? EMFILE : 0
    }
    reserve = nil
    let newcomer = Socket.accept(listener.number)
    let failure = newcomer == nil ? errno : 0
    if let newcomer { _ = Glibc.close(newcomer.number) }
    reserve = Self.makeReserve()
    return failure
  }

  private static func makeReserve() -> Descriptor? {
    Descriptor(open("/dev/null", O_RDONLY | O_CLOEXEC))
  }
}

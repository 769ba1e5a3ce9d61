import Glibc
import TestSupport

/// A receiver on 127.0.0.1 that never comes to the end of an answer: it says nothing at all, or a byte now
/// and then for as long as anybody listens.
final class StubbornReceiver: @unchecked Sendable {
  // `@unchecked Sendable`: all but the thread is set before the thread starts, and the thread by its owner.
  let port: Int
  private let listener: Int32
  private let drops: [UInt8]
  private var thread: pthread_t?

  /// - Parameter drops: sent one by one, again and again; none: not a word.
  init(drops: String) throws {
    self.drops = Array(drops.utf8)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(listener, plain, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, plain, &length) == 0
      }
    }
    guard isBound else { throw Fault(number: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    var made = pthread_t()
    pthread_create(
      &made, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<StubbornReceiver>.fromOpaque(context).takeRetainedValue().serve()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    thread = made
  }

  struct Fault: Error { let number: Int32 }

  var address: String { "http://127.0.0.1:\(port)/" }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    if let thread { pthread_join(thread, nil) }
    close(listener)
  }

  private func serve() {
    while case let connection = accept(listener, nil, nil), connection >= 0 {
      var part = [UInt8](repeating: 0, count: 64 << 10)
      _ = recv(connection, &part, part.count, 0)
      var sent = 0
      // Until the other end is gone.
      while true {
        var waits = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
        if poll(&waits, 1, 20) > 0, recv(connection, &part, part.count, 0) <= 0 { break }
        guard !drops.isEmpty else { continue }
        let drop = [drops[sent % drops.count]]
        guard send(connection, drop, 1, Int32(MSG_NOSIGNAL)) == 1 else { break }
        sent += 1
      }
      close(connection)
    }
  }
}

import CLinux
import Glibc

/// A connection to a server, closed when it is let go. Every wait ends at the deadline.
final class ClientConnection {
  private let descriptor: Int32
  private let deadline: Deadline

  /// Tries the host's addresses in the order that the system gives, and takes the first that
  /// answers.
  init(host: String, port: Int, deadline: Deadline) throws(HTTPCallFault) {
    self.deadline = deadline
    var hints = addrinfo()
    hints.ai_socktype = ClientConnection.streamSocket
    hints.ai_flags = AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    let answer = getaddrinfo(host, String(port), &hints, &found)
    guard answer == 0 else {
      throw .unknownHost(why: String(cString: gai_strerror(answer)))
    }
    defer { freeaddrinfo(found) }
    var fault = HTTPCallFault.unreachable(why: "it has no address")
    var next = found
    while let address = next {
      switch ClientConnection.connect(address.pointee, deadline) {
      case .success(let connected):
        descriptor = connected
        return
      case .failure(let reason): fault = reason
      }
      next = address.pointee.ai_next
    }
    throw fault
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws(HTTPCallFault) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        send(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written,
          Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        written += count
      } else if errno == EAGAIN {
        guard ClientConnection.wait(descriptor, POLLOUT, deadline) else { throw .tookTooLong }
      } else if errno != EINTR {
        // A server that answers before it has read all (413) may close: its answer is worth
        // reading.
        return
      }
    }
  }

  /// The next bytes; nil at the end.
  func read() throws(HTTPCallFault) -> [UInt8]? {
    while true {
      switch Descriptor.read(descriptor) {
      case .bytes(let bytes): return bytes
      case .end: return nil
      case .failed: throw .brokenAnswer
      case .later:
        guard ClientConnection.wait(descriptor, POLLIN, deadline) else { throw .tookTooLong }
      }
    }
  }

  private static let streamSocket = Int32(SOCK_STREAM.rawValue)

  private static func connect(
    _ address: addrinfo, _ deadline: Deadline
  ) -> Result<Int32, HTTPCallFault> {
    let type = streamSocket | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let descriptor = socket(address.ai_family, type, 0)
    guard descriptor >= 0 else { return .failure(.unreachable(why: ErrorText.of(errno))) }
    var fault: Int32 = 0
    if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 {
      fault = errno
      if fault == EINPROGRESS || fault == EINTR {
        guard wait(descriptor, POLLOUT, deadline) else {
          close(descriptor)
          return .failure(.tookTooLong)
        }
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &fault, &length)
      }
    }
    guard fault == 0 else {
      close(descriptor)
      return .failure(.unreachable(why: ErrorText.of(fault)))
    }
    return .success(descriptor)
  }

  /// False when the deadline came first.
  private static func wait(_ descriptor: Int32, _ event: Int32, _ deadline: Deadline) -> Bool {
    while !deadline.hasPassed {
      var wait = pollfd(fd: descriptor, events: Int16(event), revents: 0)
      if poll(&wait, 1, deadline.milliseconds()) > 0 { return true }
    }
    return false
  }
}

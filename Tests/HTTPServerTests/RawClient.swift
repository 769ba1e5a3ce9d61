import Glibc
import Synchronization

@testable import HTTPServer

/// A client that sends bytes as they are and blocks until it has an answer, for 10 s at most.
final class RawClient {
  enum Failure: Error { case noConnection, reset, tookTooLong }

  private let number: Int32
  private var received: [UInt8] = []

  init(_ address: HTTPAddress) throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = address.port.bigEndian
    inet_pton(AF_INET, address.ip, &name.sin_addr)
    let failure = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard failure == 0 else { throw Failure.noConnection }
    var on: Int32 = 1
    setsockopt(
      number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      number, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(
      number, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(number) }

  var port: UInt16 {
    var name = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &length) }
    }
    return UInt16(bigEndian: name.sin_port)
  }

  func send(_ text: String) { send(bytes(text), inPiecesOf: .max) }

  /// What the server no longer takes is dropped.
  func send(_ bytes: [UInt8], inPiecesOf size: Int) {
    var start = 0
    while start < bytes.count {
      let count = min(size, bytes.count - start)
      let sent = bytes[start..<start + count].withUnsafeBytes {
        Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if sent <= 0 { return }
      start += sent
    }
  }

  func endSending() { shutdown(number, Int32(SHUT_WR)) }

  /// Makes the close of this socket a reset.
  func resetsAtClose() {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(number, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }

  /// False at the end of the stream.
  private func receiveMore() throws(Failure) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(number, &buffer, buffer.count, 0)
    if count < 0 { throw errno == EAGAIN ? Failure.tookTooLong : Failure.reset }
    received += buffer[..<count]
    return count > 0
  }

  /// All that comes until the server closes.
  func receiveToEnd() throws -> [UInt8] {
    while try receiveMore() {}
    defer { received = [] }
    return received
  }

  /// As much as is there when so many statuses have come, or the server has closed.
  func receive(statuses count: Int) throws -> [UInt8] {
    while statuses(in: received).count < count, try receiveMore() {}
    return received
  }

  struct Answer {
    var status: Int
    var head: String
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// The next answer; nil when the server has closed before it.
  func answer(isForHead: Bool = false) throws -> Answer? {
    let end = bytes("\r\n\r\n")
    var headEnd: Int?
    while headEnd == nil {
      headEnd = (0..<max(0, received.count - 3)).first {
        received[$0..<$0 + 4].elementsEqual(end)
      }
      if headEnd == nil, try !receiveMore() { return nil }
    }
    let bodyStart = (headEnd ?? 0) + 4
    let head = String(decoding: received[..<bodyStart], as: UTF8.self)
    let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
      .flatMap { Int($0.dropFirst("Content-Length: ".count)) }
    let bodyEnd = bodyStart + (isForHead ? 0 : length ?? 0)
    while received.count < bodyEnd, try receiveMore() {}
    let body = Array(received[bodyStart..<min(bodyEnd, received.count)])
    received.removeFirst(min(bodyEnd, received.count))
    return Answer(status: statuses(in: bytes(head)).first ?? 0, head: head, body: body)
  }

  /// Whether the server closes, with whatever it had sent before. Waiting in vain is a no.
  func isClosed() -> Bool {
    do throws(Failure) {
      while try receiveMore() {}
      return true
    } catch {
      return error == .reset
    }
  }

  /// One request and its answer.
  func ask(_ request: String) throws -> Answer? {
    send(request)
    return try answer()
  }
}

/// A clock that stands still until it is moved.
final class StillTime: Sendable {
  private let time = Atomic<UInt64>(1)

  func now() -> UInt64 { time.load(ordering: .acquiring) }

  func advance(by span: Duration) {
    time.wrappingAdd(span.nanoseconds, ordering: .acquiringAndReleasing)
  }
}

/// Requests that a handler has put aside, for a test to answer when it likes.
struct Requests: Sendable {
  typealias Item = (request: HTTPRequest, reply: HTTPReply)
  let stream: AsyncStream<Item>
  private let continuation: AsyncStream<Item>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream(of: Item.self) }

  var handler: @Sendable (HTTPRequest, HTTPReply) -> Void {
    { [continuation] in continuation.yield(($0, $1)) }
  }
}

extension HTTPServer {
  static let anyPort = HTTPAddress(ip: "127.0.0.1", port: 0)

  /// On a port of the system's choice.
  static func start(
    limits: HTTPLimits = HTTPLimits(), time: StillTime = StillTime(),
    handler: (@Sendable (HTTPRequest, HTTPReply) -> Void)? = nil
  ) throws -> HTTPServer {
    try start(
      on: anyPort, limits: limits, service: echoService(now: { time.now() }, handler: handler))
  }
}

func ok(_ text: String = "") -> HTTPResponse { HTTPResponse(status: 200, body: Array(text.utf8)) }

/// How often something was called.
final class Calls: Sendable {
  private let calls = Atomic(0)
  var value: Int { calls.load(ordering: .acquiring) }
  func count() { calls.wrappingAdd(1, ordering: .acquiringAndReleasing) }
}

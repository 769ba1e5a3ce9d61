import Glibc

/// One connection to the service, kept for one call after another. Every wait has an end.
final class ServeConnection {
  private let socket: Int32
  private var rest: [UInt8] = []

  struct Answer: Sendable {
    let status: Int
    /// The status line and the fields, without the empty line.
    let head: String
    let body: String

    /// A member's value without quotes: the first of that name.
    func member(_ name: String) -> String? {
      body.firstWord(after: "\"\(name)\":\"") ?? body.firstWord(after: "\"\(name)\":")
    }
  }

  struct Broken: Error { let number: Int32 }

  private static let secondsMax = 20

  init(port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw Broken(number: errno) }
    var time = timeval(tv_sec: ServeConnection.secondsMax, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(socket, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let socket = socket
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Broken(number: errno) }
  }

  deinit { close(socket) }

  func ask(
    _ method: String, _ target: String, token: String? = nil, body: String? = nil
  ) throws -> Answer {
    try send(method, target, token: token, body: body)
    return try answer()
  }

  /// The call without its answer.
  func send(_ method: String, _ target: String, token: String? = nil, body: String? = nil) throws {
    var text = "\(method) \(target) HTTP/1.1\r\nHost: x\r\n"
    if let token { text += "Authorization: Bearer \(token)\r\n" }
    if let body {
      text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    } else {
      text += "\r\n"
    }
    try write(text)
  }

  /// What is no whole call.
  func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw Broken(number: errno)
    }
  }

  /// Whether something of the answer is there within so many milliseconds.
  func hears(within milliseconds: Int32) -> Bool {
    var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, milliseconds) > 0
  }

  func answer() throws -> Answer {
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      if let whole = try take() { return whole }
      let count = recv(socket, &part, part.count, 0)
      guard count > 0 else { throw Broken(number: count == 0 ? 0 : errno) }
      rest += part[..<count]
    }
  }

  /// The answer, when all of it has come.
  private func take() throws -> Answer? {
    let end = Array("\r\n\r\n".utf8)
    guard
      let head = rest.indices.first(where: {
        $0 + 4 <= rest.count && rest[$0..<$0 + 4].elementsEqual(end)
      })
    else { return nil }
    let lines = String(decoding: rest[..<head], as: UTF8.self).split(separator: "\r\n")
    guard let status = lines.first.flatMap({ Int($0.split(separator: " ")[1]) }) else {
      throw Broken(number: 0)
    }
    let length =
      lines.first { $0.lowercased().hasPrefix("content-length: ") }.flatMap {
        Int($0.dropFirst(16))
      } ?? 0
    guard rest.count >= head + 4 + length else { return nil }
    let body = String(decoding: rest[(head + 4)..<(head + 4 + length)], as: UTF8.self)
    rest.removeFirst(head + 4 + length)
    return Answer(
      status: status, head: lines.joined(separator: "\r\n") + "\r\n", body: body)
  }
}

import Glibc

/// An answer as far as the benchmark looks at it.
struct WireAnswer {
  let status: Int
  let body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }
}

/// One kept connection to the service, which asks and waits.
final class Wire {
  let descriptor: Int32
  private var input: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 256 << 10)

  init(port: UInt16) throws(BenchFault) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw .system("socket", errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let failure = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard failure == 0 else { throw .system("connect", errno) }
    var one: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) throws(BenchFault) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw .system("write", errno) }
      sent += count
    }
  }

  func ask(_ bytes: [UInt8]) throws(BenchFault) -> WireAnswer {
    try send(bytes)
    while true {
      if let answer = try receive() { return answer }
    }
  }

  /// Reads once; nil while the answer is not whole.
  func receive() throws(BenchFault) -> WireAnswer? {
    let count = read(descriptor, &buffer, buffer.count)
    guard count > 0 else { throw .service("the service closed a connection") }
    input.append(contentsOf: buffer[..<count])
    guard let head = headEnd() else { return nil }
    let text = String(decoding: input[..<head], as: UTF8.self)
    let lines = text.split(separator: "\r\n")
    let length = lines.first { $0.lowercased().hasPrefix("content-length:") }?
      .split(separator: ":").last.flatMap { Int($0.filter(\.isNumber)) }
    guard let length, let status = lines.first?.split(separator: " ").dropFirst().first,
      let status = Int(status)
    else { throw .service("an answer that is none: \(text)") }
    guard input.count >= head + length else { return nil }
    let body = Array(input[head..<head + length])
    input.removeAll(keepingCapacity: true)
    return WireAnswer(status: status, body: body)
  }

  private func headEnd() -> Int? {
    let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
    return (0..<max(0, min(input.count, headBytesMax) - 3)).first {
      input[$0] == end[0] && input[$0..<$0 + 4].elementsEqual(end)
    }.map { $0 + 4 }
  }

  private let headBytesMax = 4096
}

/// Requests as bytes.
enum BenchRequest {
  static func get(_ path: String, token: String) -> [UInt8] {
    Array("GET \(path) HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer \(token)\r\n\r\n".utf8)
  }

  static func post(_ path: String, _ body: String, token: String, more: String = "") -> [UInt8] {
    Array(
      """
      POST \(path) HTTP/1.1\r
      Host: bench\r
      Authorization: Bearer \(token)\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      \(more)\r
      \(body)
      """.utf8)
  }

  /// A call from a number of its own. The event's id is as a telephony system gives it: a random one.
  static func call(_ number: Int, id: UInt64, token: String) -> [UInt8] {
    post(
      "/v1/call-events",
      """
      {"event_id":"\(String(id, radix: 16))\(number)","type":"call.started",\
      "call_id":"bench-\(number)","from":"+6421\(1_000_000 + number % 9_000_000)"}
      """, token: token)
  }
}

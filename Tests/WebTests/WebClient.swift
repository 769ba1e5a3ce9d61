import Documents
import Glibc
import HTTPServer
import TestSupport
import Testing

@testable import Web

/// Sends bytes as they are, and reads all that comes until the server closes, for 10 s at most.
enum WebClient {
  enum Failure: Error { case noConnection, noAnswer }

  static func send(_ bytes: [UInt8], to address: HTTPAddress) throws -> WebAnswer {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(number) }
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
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      number, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // A server that has refused already takes no more.
      if count <= 0 { break }
      sent += count
    }
    var received: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = recv(number, &part, part.count, 0)
      guard count > 0 else { break }
      received += part[..<count]
    }
    guard let answer = WebAnswer(received) else { throw Failure.noAnswer }
    return answer
  }
}

struct WebAnswer {
  let status: Int
  let fields: [(name: String, value: String)]
  let body: [UInt8]

  init?(_ bytes: [UInt8]) {
    let end = Array("\r\n\r\n".utf8)
    guard let headEnd = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
      return nil
    }
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return nil }
    self.status = status
    fields = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (String(line[..<colon]), String(line[line.index(colon, offsetBy: 2)...]))
    }
    body = Array(bytes[(headEnd + 4)...])
  }

  func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }
  subscript(name: String) -> String? { all(name).first }

  var type: String { String((self["Content-Type"] ?? "").prefix { $0 != ";" }) }
  var text: String { String(decoding: body, as: UTF8.self) }

  /// Members in the order of their names; null for what is not JSON.
  var json: JSON { (try? SentJSON(body))?.written ?? .null }

  var form: [HTTPParameter] { HTTPParameter.list(of: body, plusIsBlank: true) ?? [] }

  /// The places of a problem's errors, in their order.
  var places: [String] {
    json["errors"].elements.map { error in
      [error["pointer"], error["parameter"]].compactMap { $0?.plain }.joined()
    }
  }
}

extension JSON {
  /// A text without its quotes, anything else as it is written.
  var plain: String {
    if case .string(let text) = self { return text }
    return text
  }

  var elements: [JSON] {
    if case .array(let elements) = self { return elements }
    return []
  }

  var names: [String] {
    if case .object(let members) = self { return members.map(\.name) }
    return []
  }

  /// The same with members in the order of their names.
  var sorted: JSON { (try? SentJSON(bytes))?.written ?? .null }
}

extension JSON? {
  var elements: [JSON] { self?.elements ?? [] }
  var plain: String { self?.plain ?? "" }

  subscript(name: String) -> JSON? { flatMap { $0[name] } }
}

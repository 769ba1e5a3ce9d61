@testable import HTTPServer

/// What is sent on one connection, and the statuses that must come back, in order.
struct WireRow: Sendable, CustomStringConvertible {
  var promise: String
  var sent: [UInt8]
  var statuses: [Int]
  /// Whether the connection has ended with the last answer.
  var closes: Bool
  /// What the handler was given, where that matters: see `seen(_:)`.
  var seen: [String]?

  var description: String { promise }

  /// A refusal closes, unless said otherwise. Each scalar of `sent` is one byte.
  init(
    _ promise: String, _ sent: String, _ statuses: Int..., closes: Bool? = nil,
    seen: [String]? = nil
  ) {
    self.promise = promise
    self.sent = bytes(sent)
    self.statuses = statuses
    self.closes = closes ?? (statuses.last ?? 0 >= 400)
    self.seen = seen
  }
}

func bytes(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

/// A header section of HTTP/1.1 with a Host before the fields given.
func head(_ line: String, _ fields: String...) -> String {
  ([line, "Host: a"] + fields).map { $0 + "\r\n" }.joined() + "\r\n"
}

/// The same for a request target in a GET.
func get(_ target: String) -> String { head("GET \(target) HTTP/1.1") }

/// A POST with a chunked body as it stands.
func chunked(_ body: String) -> String {
  head("POST / HTTP/1.1", "Transfer-Encoding: chunked") + body
}

/// One line for what a handler was given.
func seen(_ request: HTTPRequest) -> String {
  let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  return
    "\(request.method) \(request.path) [\(query)] \(String(decoding: request.body, as: UTF8.self))"
}

/// What the tests' servers take for a body.
let testBodyBytesMax = 100

/// A service that answers 200 with what it saw, 401 before the body under `/closed`, and takes
/// bodies of `testBodyBytesMax` bytes.
func echoService(
  now: @escaping @Sendable () -> UInt64 = { 0 },
  handler: (@Sendable (HTTPRequest, HTTPReply) -> Void)? = nil
) -> HTTPService {
  HTTPService(
    date: { "Tue, 24 Nov 2026 00:00:00 GMT" },
    now: now,
    admit: { request in
      request.path.hasPrefix("/closed")
        ? .answer(HTTPResponse(status: 401)) : .body(bytesMax: testBodyBytesMax)
    },
    handler: handler ?? { request, reply in
      reply.send(HTTPResponse(status: 200, body: Array(seen(request).utf8)))
    })
}

/// A connection without a socket, whose handler answers at once.
struct Conversation {
  private(set) var connection: Connection
  private(set) var output: [UInt8] = []
  private(set) var seen: [String] = []

  init(limits: HTTPLimits = HTTPLimits(), service: HTTPService = echoService()) {
    connection = Connection(
      terms: Connection.Terms(service: service, limits: limits),
      peer: HTTPAddress(ip: "192.0.2.1", port: 1), now: 0)
  }

  /// Sends in pieces of that many bytes, for as long as somebody reads.
  mutating func send(_ bytes: [UInt8], inPiecesOf size: Int) {
    var rest = bytes[...]
    while !rest.isEmpty && connection.wantsInput {
      connection.receive(rest.prefix(size), now: 0)
      rest = rest.dropFirst(size)
      run()
    }
  }

  mutating func end() {
    if connection.wantsInput { connection.receiveEnd(now: 0) }
    run()
  }

  private mutating func run() {
    repeat {
      if connection.hasOutput {
        output += connection.output[connection.outputSent...]
        connection.sent(connection.output.count - connection.outputSent, now: 0)
      }
      if let request = connection.proceed(now: 0) {
        seen.append(HTTPServerTests.seen(request))
        connection.answer(
          HTTPResponse(status: 200, body: Array(HTTPServerTests.seen(request).utf8)), now: 0)
      }
    } while connection.hasOutput
  }

  var statuses: [Int] { HTTPServerTests.statuses(in: output) }
}

/// The statuses of the answers in a stream. No body of the tests' services looks like a status
/// line.
func statuses(in output: [UInt8]) -> [Int] {
  String(decoding: output, as: UTF8.self).split(separator: "HTTP/1.1 ").compactMap {
    let digits = $0.prefix(3)
    return digits.allSatisfy(\.isNumber) ? Int(digits) : nil
  }
}

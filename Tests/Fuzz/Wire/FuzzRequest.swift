// The wire under libFuzzer: a connection's state machine without its socket. Not part of the package: see
// run.sh beside it.

/// All that came of some bytes: the requests, as the handler saw them, and the bytes of the answers.
struct WireOutcome: Equatable {
  var requests: [String] = []
  var output: [UInt8] = []
  var isOver = false
}

let wireService = HTTPService(
  date: { "Thu, 09 Jul 2026 14:00:00 GMT" }, now: { 0 }, admit: { _ in .body(bytesMax: 4096) },
  handler: { _, _ in })

func outcome(of data: UnsafeBufferPointer<UInt8>, piece: Int) -> WireOutcome {
  var connection = Connection(
    terms: Connection.Terms(service: wireService, limits: HTTPLimits()),
    peer: HTTPAddress(ip: "192.0.2.1", port: 1), now: 0)
  var outcome = WireOutcome()
  var rest = data[...]
  while true {
    while true {
      let request = connection.proceed(now: 0)
      if let request {
        outcome.requests.append(
          "\(request.method) \(request.target) \(request.path) \(request.body)")
        precondition(request.path.hasPrefix("/") || request.path == "*", "a path of another form")
        precondition(!request.path.utf8.contains(0), "a NUL in a path")
        precondition(request.body.count <= 4096, "a body beyond its limit")
        connection.answer(HTTPResponse(status: 200), now: 0)
      }
      guard connection.hasOutput else {
        if request == nil { break }
        continue
      }
      outcome.output += connection.output
      connection.sent(connection.output.count, now: 0)
    }
    guard connection.wantsInput, !rest.isEmpty else { break }
    connection.receive(rest.prefix(piece), now: 0)
    rest = rest.dropFirst(piece)
    // What comes after the last answer is passed over, up to a limit that counts reads.
    if connection.phase == .lingering { break }
  }
  outcome.isOver = connection.phase == .lingering || connection.phase == .closed
  return outcome
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRequest(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: data, count: count)
  let whole = outcome(of: bytes, piece: max(1, count))
  for piece in [1, 7] {
    precondition(outcome(of: bytes, piece: piece) == whole, "the pieces change what was understood")
  }
  return 0
}

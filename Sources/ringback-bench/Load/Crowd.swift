import Glibc

/// Clients that each send their next request when the last was answered, from one thread.
struct Crowd {
  let port: UInt16
  let clients: Int
  /// The answers that are right.
  let wanted: Set<Int>
  /// Called about ten times a second.
  var look: () -> Void = {}

  struct Result {
    var times: [Double] = []
    var seconds = 0.0

    var rate: Double { Double(times.count) / seconds }
    var median: Double { quantile(0.5) }
    var p99: Double { quantile(0.99) }

    func quantile(_ part: Double) -> Double {
      guard !times.isEmpty else { return 0 }
      return times.sorted()[min(Int(Double(times.count) * part), times.count - 1)]
    }

    static func + (left: Result, right: Result) -> Result {
      Result(times: left.times + right.times, seconds: left.seconds + right.seconds)
    }
  }

  func run(for span: Duration, _ request: () -> [UInt8]) throws(BenchFault) -> Result {
    var wires: [Wire] = []
    for _ in 0..<clients { wires.append(try Wire(port: port)) }
    var polled = wires.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    let start = ContinuousClock.now
    var (sent, nextLook) = (Array(repeating: start, count: clients), start)
    for (index, wire) in wires.enumerated() {
      sent[index] = ContinuousClock.now
      try wire.send(request())
    }
    var (result, open) = (Result(), clients)
    while open > 0 {
      guard poll(&polled, nfds_t(clients), 20_000) > 0 else {
        throw .service("no answer within 20 s")
      }
      var now = ContinuousClock.now
      for index in polled.indices where polled[index].revents != 0 {
        guard let answer = try wires[index].receive() else { continue }
        guard wanted.contains(answer.status) else {
          throw .service("status \(answer.status): \(answer.text)")
        }
        now = ContinuousClock.now
        result.times.append((now - sent[index]) / .nanoseconds(1))
        if now - start < span {
          sent[index] = now
          try wires[index].send(request())
        } else {
          polled[index].fd = -1
          open -= 1
        }
      }
      if now >= nextLook {
        look()
        nextLook = now + .milliseconds(100)
      }
    }
    result.seconds = (ContinuousClock.now - start) / .seconds(1)
    return result
  }
}

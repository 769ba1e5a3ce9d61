import Callbacks
import HTTPServer
import Synchronization

/// The requests since the start, by route and status, with how long their answers took: a histogram in
/// the sense of Prometheus.
final class RequestCounts: Sendable {
  struct Kind: Hashable, Sendable {
    let method: String
    /// The route's template, never a path: paths hold numbers and secrets. `none` when none was meant.
    let route: String
    let status: Int
  }

  struct Times: Equatable, Sendable {
    /// How many took no longer than each bound, and the last for those that took longer.
    var buckets = Array(repeating: 0, count: RequestCounts.boundsMicroseconds.count + 1)
    var sumMicroseconds = 0
    var count: Int { buckets.reduce(0, +) }
  }

  /// From a store that answers from memory to a disk that fails; 300 ms is what a caller may wait.
  static let boundsMicroseconds = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 300_000, 1_000_000, 5_000_000,
  ]

  private let times = Mutex<[Kind: Times]>([:])

  func count(_ kind: Kind, microseconds: Int) {
    let bounds = RequestCounts.boundsMicroseconds
    let bucket = bounds.firstIndex { microseconds <= $0 } ?? bounds.count
    times.withLock { times in
      times[kind, default: Times()].buckets[bucket] += 1
      times[kind, default: Times()].sumMicroseconds += microseconds
    }
  }

  /// In the order of routes, methods and statuses.
  var all: [(kind: Kind, times: Times)] {
    times.withLock { $0 }.map { (kind: $0.key, times: $0.value) }.sorted {
      ($0.kind.route, $0.kind.method, $0.kind.status)
        < ($1.kind.route, $1.kind.method, $1.kind.status)
    }
  }
}

/// One request from its coming to its answer: a line in the log, a count, and an id in the answer by which
/// the two are found again. Nothing of what was sent stands in either.
struct RequestTrace: Sendable {
  let id: String
  private let began = MonotonicTime.nanoseconds()
  private let method: String

  /// Others are counted as one: a name that anybody may choose is no label.
  private static let methods: Set<String> = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
  ]
  static let idField = "X-Request-Id"
  static let idBytes = 8

  init(_ request: HTTPRequest, id: [UInt8]) {
    self.id = id.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    method = RequestTrace.methods.contains(request.method) ? request.method : "other"
  }

  /// - Returns: the answer with the id.
  func end(
    _ response: HTTPResponse, route: String?, visitor: Visitor?, _ counts: RequestCounts,
    log: (String) -> Void
  ) -> HTTPResponse {
    let microseconds = Int((MonotonicTime.nanoseconds() - began) / 1_000)
    let kind = RequestCounts.Kind(
      method: method, route: route ?? "none", status: response.status)
    counts.count(kind, microseconds: microseconds)
    log(
      "event=request id=\(id) method=\(method) route=\(kind.route) status=\(kind.status) "
        + "microseconds=\(microseconds) role=\(visitor?.role.rawValue ?? "none")")
    var answer = response
    answer.fields.add(RequestTrace.idField, id)
    return answer
  }
}

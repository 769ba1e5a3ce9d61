import Glibc

/// How the service fares through a soak, a point every half minute, and what of it grows that should not.
struct SoakCurve {
  private let service: RunningService
  private var times: [Double] = []
  private var calls = 0
  private var points: [Point] = []

  private struct Point {
    let p50: Double
    let p99: Double
    let calls: Int
    let resident: Double
    let log: Double
    let store: Double
    let lines: Double
    let descriptors: Int
    let threads: Int
  }

  static let logBytesMax = Double(64 << 20)
  static let residentBytesMax = Double(64 << 20)
  /// What a half minute may have more than the first ones, beside a tenth: allocators breathe.
  static let residentSlack = Double(6 << 20)
  static let latencySlack = 20e6
  static let descriptorsSlack = 32

  init(_ service: RunningService) {
    self.service = service
    points = [point]
  }

  static let heading =
    "    s   calls     p50 ms     p99 ms   resident MiB   log MiB   store MiB   files   threads"

  mutating func add(_ nanoseconds: Double, isCall: Bool) {
    times.append(nanoseconds)
    if isCall { calls += 1 }
  }

  private var point: Point {
    let sorted = times.sorted()
    func quantile(_ part: Double) -> Double {
      sorted.isEmpty ? 0 : sorted[min(Int(Double(sorted.count) * part), sorted.count - 1)]
    }
    return Point(
      p50: quantile(0.5), p99: quantile(0.99), calls: calls, resident: service.residentBytes,
      log: service.logBytes, store: service.storeBytes,
      lines: BenchFiles.size(service.data + "/bench.log"), descriptors: service.descriptors,
      threads: service.threads)
  }

  /// Ends a half minute.
  ///
  /// - Returns: its line.
  mutating func point(at span: Duration) -> String {
    let point = point
    points.append(point)
    times = []
    func cell(_ value: Double, _ width: Int, decimals: Bool = true) -> String {
      let text = decimals ? "\(Double(Int(value * 10)) / 10)" : "\(Int(value))"
      return String(repeating: " ", count: max(0, width - text.count)) + text
    }
    let mebibyte = Double(1 << 20)
    return cell(span / .seconds(1), 5, decimals: false)
      + cell(Double(point.calls), 8, decimals: false) + cell(point.p50 / 1e6, 11)
      + cell(point.p99 / 1e6, 11) + cell(point.resident / mebibyte, 15)
      + cell(point.log / mebibyte, 10) + cell(point.store / mebibyte, 12)
      + cell(Double(point.descriptors), 8, decimals: false)
      + cell(Double(point.threads), 10, decimals: false)
  }

  /// The first third, when all of it has come to its stride, against the last.
  func faults() -> [String] {
    // What stood before the load and the first half minute are no measure.
    let seen = points.dropFirst(2)
    guard seen.count >= 2 else { return ["The soak was too short to say anything."] }
    let third = max(1, seen.count / 3)
    let (first, last) = (Array(seen.prefix(third)), Array(seen.suffix(third)))
    func mean(_ points: [Point], _ value: (Point) -> Double) -> Double {
      points.map(value).reduce(0, +) / Double(points.count)
    }
    var faults: [String] = []
    func require(_ holds: Bool, _ words: String) { if !holds { faults.append("GROWS: " + words) } }
    require(
      mean(last, \.p99) <= mean(first, \.p99) * 2 + SoakCurve.latencySlack, "the slowest answers")
    require(
      mean(last, \.resident) <= mean(first, \.resident) * 1.1 + SoakCurve.residentSlack
        && points.allSatisfy { $0.resident <= SoakCurve.residentBytesMax }, "memory")
    require(points.allSatisfy { $0.log <= SoakCurve.logBytesMax }, "the store's log")
    require(
      mean(last) { Double($0.descriptors) }
        <= mean(first) { Double($0.descriptors) } + Double(SoakCurve.descriptorsSlack),
      "open files")
    require(mean(last) { Double($0.threads) } <= mean(first) { Double($0.threads) } + 1, "threads")
    require(perCall(\.store), "the store, for each call")
    require(perCall(\.lines), "the log's lines, for each call")
    return faults
  }

  /// Whether a call of the second half takes no more than one of the first.
  private func perCall(_ value: (Point) -> Double) -> Bool {
    guard points.count >= 4, let first = points.dropFirst().first, let last = points.last else {
      return true
    }
    let middle = points[points.count / 2]
    func each(_ from: Point, _ to: Point) -> Double {
      (value(to) - value(from)) / Double(max(1, to.calls - from.calls))
    }
    return each(middle, last) <= each(first, middle) * 1.3 + 1000
  }
}

/// One question, asked of this project's code and of the plain way of doing it, in the same run.
struct Measurement {
  let name: String
  /// Nanoseconds a question: the median of the rounds.
  let ours: Double
  /// The same of the plain way; nil for what stands alone.
  let theirs: Double?
  let demand: Demand

  enum Demand {
    /// Ours must be so many times as fast as the plain way.
    case ratio(Double)
    /// Ours should take no longer than so many nanoseconds: shown, but held against nobody, since a
    /// busy machine breaks it.
    case target(nanoseconds: Double)
    /// Nothing was promised: shown, to be seen.
    case none
  }

  var ratio: Double? { theirs.map { $0 / ours } }

  /// What the run is judged by: ratios alone.
  var fails: Bool {
    if case .ratio(let least) = demand { return (ratio ?? 0) < least }
    return false
  }

  var verdict: String {
    switch demand {
    case .ratio: fails ? "FAILS" : "holds"
    case .target(let most): ours <= most ? "within" : "over"
    case .none: ""
    }
  }
}

extension Measurement {
  /// Asks both in turn, round by round, so that a busy moment of the machine falls on both.
  ///
  /// - Parameters:
  ///   - ratio: what was promised; nil when nothing was.
  ///   - rounds: the more, the less one busy moment weighs.
  ///   - ourCount: how many questions one round asks of ours; one of theirs asks `theirCount`.
  ///   - ours: asks question i, and gives something of its answer, so that no work can be left out.
  static func compare(
    _ name: String, ratio required: Double?, rounds: Int = roundCount, ourCount: Int,
    theirCount: Int, ours: (Int) -> Int64, theirs: (Int) -> Int64
  ) -> Measurement {
    var ourTimes: [Double] = []
    var theirTimes: [Double] = []
    for _ in 0..<rounds {
      ourTimes.append(nanoseconds(count: ourCount, ours))
      theirTimes.append(nanoseconds(count: theirCount, theirs))
    }
    return Measurement(
      name: name, ours: median(ourTimes), theirs: median(theirTimes),
      demand: required.map { .ratio($0) } ?? .none)
  }

  /// Asks ours alone.
  static func time(
    _ name: String, target nanoseconds: Double, count: Int, _ ours: (Int) -> Int64
  ) -> Measurement {
    let times = (0..<roundCount).map { _ in self.nanoseconds(count: count, ours) }
    return Measurement(
      name: name, ours: median(times), theirs: nil, demand: .target(nanoseconds: nanoseconds))
  }

  static let roundCount = 9

  private static func nanoseconds(count: Int, _ question: (Int) -> Int64) -> Double {
    var sum: Int64 = 0
    let elapsed = ContinuousClock().measure {
      for index in 0..<count { sum &+= question(index) }
    }
    answers &+= sum
    return elapsed / .nanoseconds(count)
  }

  /// What all answers come to: printed, so that the compiler can't drop a question.
  nonisolated(unsafe) private(set) static var answers: Int64 = 0

  private static func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
}

/// One question, asked of this project's code and of the plain way of doing it, in the same run.
struct Measurement {
  let name: String
  /// Nanoseconds a question: the median of the rounds; or what its unit says.
  let ours: Double
  /// The same of the plain way; nil for what stands alone.
  let theirs: Double?
  let demand: Demand
  var unit = Unit.time

  enum Unit { case time, perSecond, bytes, count }

  enum Demand {
    /// Ours must be so many times as fast as the plain way.
    case ratio(Double)
    /// Ours must be at least, or at most, so many times theirs.
    case timesAtLeast(Double)
    case timesAtMost(Double)
    /// Ours must be at least, or at most, that much by itself.
    case atLeast(Double)
    case atMost(Double)
    /// Ours should take no longer than so many nanoseconds: shown, but held against nobody, since a
    /// busy machine breaks it.
    case target(nanoseconds: Double)
    /// Nothing was promised: shown, to be seen.
    case none
  }

  /// Theirs by ours; of the service under load ours by theirs.
  var ratio: Double? {
    switch demand {
    case .timesAtLeast, .timesAtMost: theirs.map { ours / $0 }
    case .ratio, .target, .none: theirs.map { $0 / ours }
    // How much of what is demanded.
    case .atLeast(let bound), .atMost(let bound): bound == 0 ? nil : ours / bound
    }
  }

  /// What the run is judged by: all but the targets.
  var fails: Bool {
    switch demand {
    case .ratio(let least), .timesAtLeast(let least): (ratio ?? 0) < least
    case .timesAtMost(let most): (ratio ?? .infinity) > most
    case .atLeast(let least): ours < least
    case .atMost(let most): ours > most
    case .target, .none: false
    }
  }

  var verdict: String {
    switch demand {
    case .ratio, .timesAtLeast, .timesAtMost, .atLeast, .atMost: fails ? "FAILS" : "holds"
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

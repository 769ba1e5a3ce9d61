import Glibc

/// A page of 100 callbacks, with a short past and a long one by turns.
enum ReadRows {
  static func measure(_ desk: LoadedDesk) throws -> [Measurement] {
    let (short, long) = (try desk.start(desk.short), try desk.start(desk.past))
    defer {
      short.stop()
      long.stop()
    }
    var (shortRate, longRate) = (CoreRate(), CoreRate())
    for _ in 0..<turns {
      try shortRate.add(short, token: desk.short.manager, for: desk.span / turns)
      try longRate.add(long, token: desk.past.manager, for: desk.span / turns)
    }
    let echo = RawLimits.median(try RawLimits.echo(for: .milliseconds(500)))
    let health = try Crowd(port: long.port, clients: 1, wanted: [200]).run(for: .milliseconds(500))
    {
      BenchRequest.get("/v1/service-hours", token: desk.past.manager)
    }
    return [
      Measurement(
        name: "100 callbacks, a second and core", ours: longRate.perSecond, theirs: nil,
        demand: .atLeast(4000), unit: .perSecond),
      Measurement(
        name: "the same, with the long past against 1,000 tickets", ours: longRate.perSecond,
        theirs: shortRate.perSecond, demand: .timesAtLeast(0.9), unit: .perSecond),
      Measurement(
        name: "the smallest question, against a bare socket's echo", ours: health.median,
        theirs: echo, demand: .none),
    ]
  }

  private static let turns = 5
}

/// Answers by the time that the service's threads have computed for them.
private struct CoreRate {
  private var answers = 0.0
  private var nanoseconds = 0.0

  var perSecond: Double { answers * 1e9 / nanoseconds }

  mutating func add(_ service: RunningService, token: String, for span: Duration) throws {
    let request = BenchRequest.get("/v1/callbacks?limit=100", token: token)
    let before = service.computed
    let result = try Crowd(port: service.port, clients: 4, wanted: [200]).run(for: span) { request }
    nanoseconds += service.computed - before
    answers += Double(result.times.count)
  }
}

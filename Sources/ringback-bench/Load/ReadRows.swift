import Glibc

/// A page of 100 callbacks, with a short past and a long one by turns.
enum ReadRows {
  static func measure(_ desk: LoadedDesk) throws -> [Measurement] {
    let (short, long) = (try desk.start(desk.short), try desk.start(desk.past))
    defer {
      short.stop()
      long.stop()
    }
    var (again, newShort, newLong) = (CoreRate(), CoreRate(), CoreRate())
    var asked = 0
    func never() -> String {
      asked += 1
      return page + "&after=\(asked)-0"
    }
    for _ in 0..<turns {
      try again.add(long, token: desk.past.manager, for: desk.span / (2 * turns)) { page }
      try newShort.add(short, token: desk.short.manager, for: desk.span / turns, never)
      try newLong.add(long, token: desk.past.manager, for: desk.span / turns, never)
    }
    let echo = RawLimits.median(try RawLimits.echo(for: .milliseconds(500)))
    let health = try Crowd(port: long.port, clients: 1, wanted: [200]).run(for: .milliseconds(500))
    {
      BenchRequest.get("/v1/service-hours", token: desk.past.manager)
    }
    return [
      Measurement(
        name: "100 callbacks, a second and core", ours: again.perSecond, theirs: nil,
        demand: .atLeast(4000), unit: .perSecond),
      Measurement(
        name: "the same, each asked for the first time, long past by short",
        ours: newLong.perSecond, theirs: newShort.perSecond, demand: .timesAtLeast(0.9),
        unit: .perSecond),
      Measurement(
        name: "the smallest question, against a bare socket's echo", ours: health.median,
        theirs: echo, demand: .none),
    ]
  }

  private static let turns = 5
  private static let page = "/v1/callbacks?limit=100"
}

/// Answers by the time that the service's threads have computed for them.
private struct CoreRate {
  private var answers = 0.0
  private var nanoseconds = 0.0

  var perSecond: Double { answers * 1e9 / nanoseconds }

  mutating func add(
    _ service: RunningService, token: String, for span: Duration, _ path: () -> String
  ) throws {
    let before = service.computed
    let result = try Crowd(port: service.port, clients: 4, wanted: [200]).run(for: span) {
      BenchRequest.get(path(), token: token)
    }
    nanoseconds += service.computed - before
    answers += Double(result.times.count)
  }
}

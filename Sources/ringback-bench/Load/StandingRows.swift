import Glibc

/// What it costs to start it, to let it stand there, and to ask it from a terminal.
enum StandingRows {
  static func atRest(_ desk: LoadedDesk) throws -> [Measurement] {
    var starts: [Double] = []
    for _ in 0..<startCount {
      let service = try desk.start(desk.past)
      starts.append(service.startTime / .nanoseconds(1))
      service.stop()
    }
    let service = try desk.start(desk.past)
    sleep(1)
    let resident = service.residentBytes
    service.stop()
    return [
      Measurement(
        name: "start to the first answer", ours: RawLimits.median(starts), theirs: nil,
        demand: .atMost(20e6)),
      Measurement(
        name: "resident at rest", ours: resident, theirs: nil, demand: .atMost(Double(25 << 20)),
        unit: .bytes),
    ] + (try pending(desk))
  }

  private static let startCount = 9
  private static let runCount = 101

  /// In a bad night, and with far more who wait.
  private static func pending(_ desk: LoadedDesk) throws -> [Measurement] {
    let few = try pending(desk, desk.night)
    let many = try pending(desk, desk.past)
    return [
      Measurement(
        name: "ringback pending (\(PastStore.fewOpen) wait), by an empty program and its request",
        ours: few.ours, theirs: few.theirs, demand: .timesAtMost(1.5)),
      Measurement(
        name: "the same, by itself", ours: few.ours, theirs: nil, demand: .atMost(10e6)),
      Measurement(
        name: "ringback pending (\(PastStore.manyOpen) wait), by the same", ours: many.ours,
        theirs: many.theirs, demand: .none),
    ]
  }

  /// Against a static program that does nothing, and the same request on a new connection.
  private static func pending(_ desk: LoadedDesk, _ store: PastStore) throws -> Measurement {
    let service = try desk.start(store)
    defer { service.stop() }
    let pending = try Program(
      "ringback", ["pending"],
      environment: [
        "RINGBACK_URL=http://127.0.0.1:\(service.port)", "RINGBACK_TOKEN=\(store.manager)",
      ])
    let empty = try Program("ringback-bench-empty", [])
    for program in [pending, empty] where program.run() != 0 {
      throw StartFault.failed(program.path)
    }
    let request = BenchRequest.get("/v1/callbacks?limit=200", token: store.manager)
    return Measurement.compare(
      "", ratio: nil, rounds: runCount, ourCount: 1, theirCount: 1, ours: { _ in pending.run() },
      theirs: { _ in
        empty.run() + Int64((try? Wire(port: service.port).ask(request).status) ?? 0)
      })
  }
}

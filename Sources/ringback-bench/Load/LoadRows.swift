import Glibc

/// The real service through real sockets, on a store with a long past, beside what the machine itself does in
/// the same run.
enum LoadRows {
  static func measure(_ options: BenchOptions) throws -> [Measurement] {
    let folder = try BenchFolder()
    let past = try PastStore(folder, named: "past", tickets: options.tickets)
    let short = try PastStore(folder, named: "short", tickets: shortTickets)
    let night = try PastStore(
      folder, named: "night", tickets: shortTickets, open: PastStore.fewOpen)
    let desk = LoadedDesk(
      folder: folder, past: past, short: short, night: night, span: .seconds(options.seconds))
    // Reading first, while the store is as it was made.
    return try StandingRows.atRest(desk) + ReadRows.measure(desk) + PostRows.measure(desk)
  }

  static let shortTickets = 1000
}

/// What the rows share.
struct LoadedDesk {
  let folder: BenchFolder
  let past: PastStore
  let short: PastStore
  /// A short past and few who wait.
  let night: PastStore
  /// How long each kind of load lasts.
  let span: Duration

  func start(_ store: PastStore) throws -> RunningService {
    try RunningService(folder, data: store.data, token: store.manager)
  }
}

/// Durable posts.
enum PostRows {
  static let clients = 64
  static let logBytesMax = Double(64 << 20)

  static func measure(_ desk: LoadedDesk) throws -> [Measurement] {
    let service = try desk.start(desk.past)
    defer { service.stop() }
    var number = 0
    func post() -> [UInt8] {
      number += 1
      return BenchRequest.call(number, id: .random(in: 0...UInt64.max), token: desk.past.telephony)
    }
    let (one, rests) = try oneByOne(desk, service, post)
    let appendsBefore = try RawLimits.appends(in: desk.folder.path, for: .seconds(1))
    var (logBytes, memory) = (0.0, 0.0)
    let crowd = Crowd(port: service.port, clients: clients, wanted: [201]) {
      logBytes = max(logBytes, service.logBytes)
      memory = max(memory, service.residentBytes)
    }
    let many = try crowd.run(for: desk.span, post)
    let appends =
      rests + appendsBefore
      + (try RawLimits.appends(in: desk.folder.path, for: .seconds(1)))
    let append = RawLimits.median(appends)
    let repeats = try repeatRow(desk, service, post())
    return [
      Measurement(
        name: "a 4 KiB append with fdatasync, median; and p99", ours: append,
        theirs: appends.sorted()[appends.count * 99 / 100], demand: .none),
      Measurement(
        name: "durable posts, 64 clients, against one", ours: many.rate, theirs: one.rate,
        demand: .timesAtLeast(4), unit: .perSecond),
      Measurement(
        name: "a post of 64 clients, median", ours: many.median, theirs: append, demand: .none),
      Measurement(
        name: "a post of 64 clients, p99, against the append", ours: many.p99, theirs: append,
        demand: .timesAtMost(50)),
      Measurement(
        name: "a post of one client, median, against the append", ours: one.median,
        theirs: RawLimits.median(rests), demand: .timesAtMost(1.6)),
      Measurement(
        name: "the log under load", ours: logBytes, theirs: nil, demand: .atMost(logBytesMax),
        unit: .bytes),
      Measurement(
        name: "resident under load", ours: max(memory, service.residentBytesMax), theirs: nil,
        demand: .atMost(Double(64 << 20)), unit: .bytes),
    ] + repeats
  }

  /// By turns with the bare append, so that a busy moment of the disk falls on both.
  private static func oneByOne(
    _ desk: LoadedDesk, _ service: RunningService, _ post: () -> [UInt8]
  ) throws -> (Crowd.Result, [Double]) {
    let crowd = Crowd(port: service.port, clients: 1, wanted: [201])
    var (posts, appends): (Crowd.Result, [Double]) = (Crowd.Result(), [])
    for _ in 0..<turns {
      appends += try RawLimits.appends(in: desk.folder.path, for: desk.span / (2 * turns))
      posts = posts + (try crowd.run(for: desk.span / turns, post))
    }
    return (posts, appends)
  }

  private static let turns = 10

  /// A repeat gets the first answer and writes nothing: neither the log nor the file moves.
  private static func repeatRow(
    _ desk: LoadedDesk, _ service: RunningService, _ event: [UInt8]
  ) throws -> [Measurement] {
    let wire = try Wire(port: service.port)
    guard try wire.ask(event).status == 201 else { throw BenchFault.service("a post was refused") }
    // What the load has left behind is let come to rest.
    var before = WriteMark(service)
    for _ in 0..<50 {
      usleep(200_000)
      let now = WriteMark(service)
      if now == before { break }
      before = now
    }
    for _ in 0..<repeats {
      guard try wire.ask(event).status == 200 else {
        throw BenchFault.service("a repeat was no repeat")
      }
    }
    return [
      Measurement(
        name: "writes by \(repeats) repeats of an event",
        ours: WriteMark(service) == before ? 0 : 1, theirs: nil, demand: .atMost(0), unit: .count)
    ]
  }

  private static let repeats = 100
}

/// By which any write to the store shows: the beginning of the log's index counts its frames and changes with
/// each commit.
private struct WriteMark: Equatable {
  let index: [UInt8]
  let logBytes: Double
  let storeBytes: Double

  init(_ service: RunningService) {
    index = BenchFiles.bytes(service.data + "/ringback.sqlite-shm", count: 48)
    (logBytes, storeBytes) = (service.logBytes, service.storeBytes)
  }
}

import Glibc

/// Days of a provider's desk in minutes: calls that begin, tell more and end, people who take them on and
/// ring back, a wall board that asks, files that are edited, notices that are handed over. What it comes to
/// is looked at all along (``SoakCurve``).
struct Soak {
  let minutes: Int
  let tickets: Int

  /// 10,000 calls an hour for a day, in twenty minutes. A machine that is busy makes fewer.
  static let callsPerSecond = 200.0
  static let wireCount = 32
  static let pointEvery = Duration.seconds(30)

  /// - Returns: whether all held.
  func run() throws -> Bool {
    let folder = try BenchFolder()
    try folder.write(Soak.rota(edit: 0), to: folder.rotas + "/desk.rota")
    let past = try PastStore(folder, named: "past", tickets: tickets)
    let service = try RunningService(folder, data: past.data, token: past.manager)
    defer { service.stop() }
    var curve = SoakCurve(service)
    var day = SoakDay(past: past, start: ContinuousClock.now)
    var wires: [Wire] = []
    for _ in 0..<Soak.wireCount { wires.append(try Wire(port: service.port)) }
    var polled = wires.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    var inHand: [(deed: SoakDeed, at: ContinuousClock.Instant)?] = wires.map { _ in nil }
    let start = ContinuousClock.now
    let end = start + .seconds(60 * minutes)
    var (nextPoint, nextEdit, edits) = (start + Soak.pointEvery, start, 0)
    var turn = 0
    print(SoakCurve.heading)
    while case let now = ContinuousClock.now, now < end {
      // By turns, or those behind would rest for so long that the service closes them.
      for step in wires.indices {
        let index = (turn + step) % wires.count
        guard inHand[index] == nil else { continue }
        guard let deed = day.next(at: now) else {
          turn = index
          break
        }
        inHand[index] = (deed, ContinuousClock.now)
        try wires[index].send(day.request(deed))
      }
      guard poll(&polled, nfds_t(wires.count), 2) >= 0 || errno == EINTR else {
        throw BenchFault.system("poll", errno)
      }
      for index in polled.indices where polled[index].revents != 0 {
        guard let (deed, sent) = inHand[index], let answer = try wires[index].receive() else {
          continue
        }
        inHand[index] = nil
        guard answer.status == 200 || answer.status == 201 else {
          throw BenchFault.service("\(deed): status \(answer.status): \(answer.text)")
        }
        curve.add((ContinuousClock.now - sent) / .nanoseconds(1), isCall: deed.isCall)
        day.follow(deed, answer, at: ContinuousClock.now)
      }
      if now >= nextEdit {
        edits += 1
        try folder.write(Soak.rota(edit: edits), to: folder.rotas + "/desk.rota")
        nextEdit = now + .seconds(5)
      }
      if now >= nextPoint {
        print(curve.point(at: now - start))
        nextPoint = nextPoint + Soak.pointEvery
      }
    }
    let faults = curve.faults()
    print(faults.isEmpty ? "Nothing grows but what is kept." : faults.joined(separator: "\n"))
    return faults.isEmpty
  }

  /// Notices go by the channel that the folder's configuration sets up.
  private static func rota(edit: Int) -> String {
    BenchFolder.rota.replacingText("notify log", with: "notify chat") + "# edit \(edit)\n"
  }
}

/// One request of the day.
enum SoakDeed {
  case started(Int)
  case details(Int)
  case ended(Int)
  case acknowledge(String)
  case attempt(String)
  case list

  var isCall: Bool { if case .started = self { true } else { false } }
}

/// What is to be done when.
private struct SoakDay {
  let past: PastStore
  let start: ContinuousClock.Instant
  private var calls = 0
  private var lists = 0
  /// Rising.
  private var planned: [(at: ContinuousClock.Instant, deed: SoakDeed)] = []
  private let run = UInt32.random(in: 0...UInt32.max)

  init(past: PastStore, start: ContinuousClock.Instant) {
    self.past = past
    self.start = start
  }

  mutating func next(at now: ContinuousClock.Instant) -> SoakDeed? {
    if let first = planned.first, first.at <= now { return planned.removeFirst().deed }
    let seconds = (now - start) / .seconds(1)
    if Double(lists) < seconds * 10 {
      lists += 1
      return .list
    }
    // What a busy machine could not take is not made up for later: it would come as a storm.
    calls = max(calls, Int((seconds - 1) * Soak.callsPerSecond))
    guard Double(calls) < seconds * Soak.callsPerSecond else { return nil }
    calls += 1
    return .started(calls)
  }

  mutating func follow(
    _ deed: SoakDeed, _ answer: WireAnswer, at now: ContinuousClock.Instant
  ) {
    switch deed {
    case .started(let call):
      plan(.details(call), at: now + .seconds(1))
      plan(.ended(call), at: now + .seconds(2))
    case .ended:
      guard let ticket = answer.text.number(after: "\"ticket\":") else { return }
      plan(.acknowledge(ticket), at: now + .seconds(4))
    case .acknowledge(let ticket): plan(.attempt(ticket), at: now + .seconds(2))
    case .details, .attempt, .list: return
    }
  }

  private mutating func plan(_ deed: SoakDeed, at moment: ContinuousClock.Instant) {
    let index = planned.lastIndex { $0.at <= moment }.map { $0 + 1 } ?? 0
    planned.insert((moment, deed), at: index)
  }

  func request(_ deed: SoakDeed) -> [UInt8] {
    switch deed {
    case .started(let call): event(call, "started", "\"from\":\"+6421\(2_000_000 + call)\"")
    case .details(let call):
      event(
        call, "details",
        "\"summary\":\"The printer smokes.\",\"caller\":{\"name\":\"Moana Tui\"}")
    case .ended(let call): event(call, "ended", "\"outcome\":\"voicemail\"")
    case .acknowledge(let ticket): act(ticket, "acknowledge", "")
    case .attempt(let ticket): act(ticket, "attempts", ",\"outcome\":\"reached\",\"minutes\":5")
    case .list: BenchRequest.get("/v1/callbacks?limit=100", token: past.manager)
    }
  }

  private func event(_ call: Int, _ type: String, _ more: String) -> [UInt8] {
    BenchRequest.post(
      "/v1/call-events",
      "{\"event_id\":\"\(run)-\(call)-\(type)\",\"type\":\"call.\(type)\","
        + "\"call_id\":\"\(run)-\(call)\",\(more)}", token: past.telephony)
  }

  private func act(_ ticket: String, _ deed: String, _ more: String) -> [UInt8] {
    BenchRequest.post(
      "/v1/callbacks/\(ticket)/\(deed)", "{\"as\":\"aroha\"\(more)}", token: past.manager)
  }
}

extension String {
  /// The digits after the first such text.
  fileprivate func number(after text: String) -> String? {
    let bytes = Array(utf8)
    let mark = Array(text.utf8)
    guard bytes.count >= mark.count else { return nil }
    let start = (0...bytes.count - mark.count).first {
      bytes[$0..<$0 + mark.count].elementsEqual(mark)
    }
    let digits = start.map { bytes[($0 + mark.count)...].prefix { (0x30...0x39).contains($0) } }
    return digits.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
  }

  fileprivate func replacingText(_ text: String, with other: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasSuffix(text) ? line.dropLast(text.count) + other : String(line)
    }.joined(separator: "\n")
  }
}

import Callbacks
import CivilTime
import Foundation
import Rota
import Service
import Synchronization

/// 10,000 open callbacks whose first steps fall due in the same minute: how long until all are told, and how
/// long a call event waits for its answer meanwhile, beside one at rest. The store is on the disk.
enum ManyDueRows {
  static let callbackCount = 10_000
  static let restPosts = 1000

  static func measure() throws -> [Measurement] {
    let folder = NSTemporaryDirectory() + "ringback-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let world = BenchWorld()
    let service = try CallbackService.start(storePath: folder + "/store", edges: world.edges)
    defer { service.stop() }
    for first in stride(from: 0, to: callbackCount, by: 500) {
      let waiting = DispatchGroup()
      for number in first..<first + 500 {
        waiting.enter()
        service.write {
          try $0.receive(BenchWorld.post(number))
        } then: { _ in
          waiting.leave()
        }
      }
      waiting.wait()
    }
    precondition(world.told == 0, "somebody was told too early")
    let rest = (0..<restPosts).map { answerTime(service, callbackCount + $0) }
    let start = ContinuousClock.now
    world.advance(by: .seconds(61))
    var busy: [Double] = []
    while world.told < callbackCount, ContinuousClock.now - start < .minutes(5) {
      busy.append(answerTime(service, callbackCount + restPosts + busy.count))
      // As fast as a busy telephony system posts, and not faster.
      usleep(5000)
    }
    let whole = (ContinuousClock.now - start) / .nanoseconds(1)
    return [
      Measurement(
        name: "10,000 steps due at once: all told", ours: whole, theirs: nil,
        demand: .target(nanoseconds: 60e9)),
      Measurement(
        name: "a call's answer meanwhile, p99", ours: p99(busy), theirs: nil,
        demand: .target(nanoseconds: 300e6)),
      Measurement(
        name: "a call's answer at rest, p99", ours: p99(rest), theirs: nil,
        demand: .target(nanoseconds: 300e6)),
    ]
  }

  private static func answerTime(_ service: CallbackService, _ number: Int) -> Double {
    let answered = DispatchSemaphore(value: 0)
    let start = ContinuousClock.now
    service.write {
      try $0.receive(BenchWorld.post(number))
    } then: { _ in
      answered.signal()
    }
    answered.wait()
    return (ContinuousClock.now - start) / .nanoseconds(1)
  }

  private static func p99(_ times: [Double]) -> Double {
    times.isEmpty ? 0 : times.sorted()[min(times.count * 99 / 100, times.count - 1)]
  }
}

/// A night whose clock runs on from where it is set, and a channel that takes everything.
private final class BenchWorld: Sendable {
  private let ahead = Mutex(Duration.zero)
  private let count = Mutex<Set<String>>([])
  private let start = ContinuousClock.now

  /// How many notices have arrived, each counted once.
  var told: Int { count.withLock { $0.count } }

  func advance(by span: Duration) { ahead.withLock { $0 += span } }

  /// 2026-07-10 at two in the morning.
  private var now: Moment {
    Moment(seconds: 1_783_605_600) + (ContinuousClock.now - start) + ahead.withLock { $0 }
  }

  var edges: Edges {
    let zones = TimeZoneDatabase()
    let files = [RotaFile(name: "bench.rota", bytes: Array(BenchWorld.rota.utf8))]
    return Edges(
      now: { self.now }, rotaFiles: { files },
      zones: ZoneSource(rules: { name throws(TimeZoneFault) in try zones.zone(name) }),
      random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
      send: { message, tell in
        if message.kind == .callbackReady {
          self.count.withLock { _ = $0.insert(message.id) }
        }
        tell(.sent)
      }, log: { _ in })
  }

  /// Each from a number of its own.
  static func post(_ number: Int) throws -> CallPost {
    let fields: [String: FieldValue] = [
      "type": .text("call.started"), "call_id": .text("bench-\(number)"),
      "from": .text("+6421\(1_000_000 + number)"),
    ]
    return CallPost(
      event: try CallEvent(fields: fields), content: CallContent(text: "\(number)"), poster: "bench"
    )
  }

  private static let rota = """
    desk
        name "Service Desk"
        time zone Pacific/Auckland
        region Auckland
        hours Monday to Friday 08:00 to 17:00
        dial sip:desk@pbx.example.nz
    person aroha
        name "Aroha Ngata"
        phone 021 555 0101
        notify chat
    escalation
        at once aroha
        last resort aroha

    """
}

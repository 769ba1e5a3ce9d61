import Live
import Synchronization
import TestSupport
import Testing

/// The process ended by SIGKILL at any moment under a stream of posts: nothing that was acknowledged is lost,
/// nothing is there by half (spec: callbacks.md, "After a stop").
@Suite(.serialized) struct ServeKillTests {
  static let killsCount = 100
  static let posters = 3

  /// What was acknowledged: the event's id and the ticket in its answer.
  private final class Acknowledged: Sendable {
    private let tickets = Mutex<[String: String]>([:])
    private let answers = Mutex(0)

    /// - Returns: how many there are now.
    func add(_ event: String, _ ticket: String) -> Int {
      tickets.withLock { $0[event] = ticket }
      return answers.withLock { answers in
        answers += 1
        return answers
      }
    }

    var all: [String: String] { tickets.withLock { $0 } }
    var count: Int { answers.withLock { $0 } }
  }

  @Test(.timeLimit(.minutes(5)))
  func `killed a hundred times under a stream of posts it loses nothing`() async throws {
    let seed: UInt64 = 20_260_710
    let ringback = try Ringback()
    try ringback.writeSampleDesk()
    let folder = ringback.folder
    let acknowledged = Acknowledged()
    try await onAThread {
      var random = SeededRandom(seed: seed)
      for round in 0..<ServeKillTests.killsCount {
        let service = try RunningService(in: folder)
        let token = try #require(folder.firstToken("telephony"))
        let last = acknowledged.count + Int.random(in: 1...25, using: &random)
        let threads = (0..<ServeKillTests.posters).map { poster in
          JoinableThread {
            ServeKillTests.post(
              to: service, token, "r\(round)p\(poster)", into: acknowledged, last: last)
          }
        }
        for thread in threads { thread.join() }
        service.kill()
      }
    }
    #expect(acknowledged.count > ServeKillTests.killsCount, "seed \(seed)")
    try await onAThread { try ServeKillTests.checkAll(acknowledged.all, in: folder, seed: seed) }
    try await ServeKillTests.checkStore(folder, seed: seed)
  }

  /// One new call after another, until the service no longer answers; whoever gets the answer of that number
  /// kills it, while the others wait for theirs.
  private static func post(
    to service: RunningService, _ token: String, _ prefix: String, into acknowledged: Acknowledged,
    last: Int
  ) {
    for number in 0..<10_000 {
      let event = "\(prefix)n\(number)"
      guard let answer = service.ask("POST", "/v1/call-events", token: token, body(event)),
        answer.status == 201, let ticket = ticket(in: answer)
      else { return }
      if acknowledged.add(event, ticket) == last { service.strike() }
    }
  }

  private static func body(_ event: String) -> String {
    "{\"event_id\":\"\(event)\",\"type\":\"call.started\",\"call_id\":\"\(event)\"}"
  }

  private static func ticket(in answer: HTTPAnswer) -> String? {
    let text = String(decoding: answer.body, as: UTF8.self)
    guard let start = text.firstRange(of: "\"ticket\":")?.upperBound else { return nil }
    let digits = text[start...].prefix { $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }

  /// Every acknowledged event is known, with the ticket that was told.
  private static func checkAll(
    _ acknowledged: [String: String], in folder: TemporaryFolder, seed: UInt64
  ) throws {
    let service = try RunningService(in: folder)
    defer { service.end() }
    let token = try #require(folder.firstToken("telephony"))
    for (event, told) in acknowledged {
      let answer = try #require(
        service.ask("POST", "/v1/call-events", token: token, body(event)))
      let text = String(decoding: answer.body, as: UTF8.self)
      #expect(answer.status == 200, "seed \(seed): \(event) is not known any more")
      #expect(text.contains("\"duplicate\":true"), "seed \(seed): \(event)")
      #expect(ticket(in: answer) == told, "seed \(seed): \(event)")
    }
  }

  /// Nothing is there by half, and SQLite finds the store sound.
  private static func checkStore(_ folder: TemporaryFolder, seed: UInt64) async throws {
    let questions = """
      PRAGMA integrity_check;
      PRAGMA foreign_key_check;
      SELECT 'ticket without callback' FROM tickets
        WHERE number NOT IN (SELECT ticket FROM callbacks);
      SELECT 'call without ticket' FROM calls WHERE ticket IS NULL;
      SELECT 'event twice' FROM events GROUP BY event_id HAVING count(*) > 1;
      SELECT 'call without event' FROM calls WHERE key NOT IN (SELECT call FROM events);
      """
    let result = await onAThread {
      ChildProcess("sqlite3", [folder.path + "/data/ringback.sqlite", questions]).run()
    }
    #expect(String(decoding: result.output, as: UTF8.self) == "ok\n", "seed \(seed)")
  }
}

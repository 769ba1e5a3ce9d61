import Callbacks
import CivilTime
import Synchronization
import TestSupport
import Testing

@testable import Service
@testable import Store

/// What shares a commit, and what doesn't (spec: callbacks.md, "After a stop").
struct WriterTests {
  /// A writer after its first turn.
  private struct Desk {
    let folder: TemporaryFolder
    let world: SimulatedWorld
    let seen: Seen
    var writer: Writer

    init() throws {
      folder = try TemporaryFolder(inMemory: true)
      let start = try #require(RFC3339.moment("2026-07-10T02:00:00+12:00"))
      world = SimulatedWorld(now: start, files: RotaText.plain)
      let path = folder.path + "/store"
      let store = try Store(path: path)
      writer = Writer(
        core: try ServiceCore(store: store, edges: world.edges(TimeZoneDatabase())),
        storePath: path)
      seen = Seen(storePath: path)
      _ = perform([])
    }

    func execute(_ sql: String) throws { try writer.core.store.connection.execute(sql) }

    /// A call that ends without anybody, for which somebody is to be told at once.
    func job(_ call: String) throws -> Job {
      let event = try CallEvent(fields: [
        "type": .text("call.ended"), "call_id": .text(call), "outcome": .text("no_answer"),
        "from": .text("021 555 \(call)"),
      ])
      let post = CallPost(event: event, content: CallContent(text: call), poster: "pbx")
      let seen = seen
      return Job { core in
        _ = try core.receive(post)
        return { seen.told(call, $0) }
      } fail: {
        seen.told(call, $0)
      }
    }

    mutating func perform(_ jobs: [Job]) -> WakeResult { writer.perform(jobs) { _ in } }
  }

  /// What another program saw of the store as a job was told of.
  private final class Seen: Sendable {
    private let storePath: String
    private let texts = Mutex<[String: String]>([:])

    init(storePath: String) { self.storePath = storePath }

    func told(_ call: String, _ fault: ServiceFault?) {
      let text =
        fault.map { "\($0)" }
        ?? "\(count("events")) events, \(count("deliveries WHERE state = 'sending'")) on their way"
      texts.withLock { $0[call] = text }
    }

    func count(_ rows: String) -> Int {
      (try? Store(readingFrom: storePath).connection.count(rows)) ?? -1
    }

    subscript(call: String) -> String? { texts.withLock { $0[call] } }
  }

  @Test func `whoever is to be told of a post is on disk in its commit, before its answer`() throws
  {
    var desk = try Desk()
    let result = desk.perform([try desk.job("0201"), try desk.job("0202")])
    #expect(desk.seen["0201"] == "2 events, 2 on their way")
    #expect(desk.seen["0202"] == desk.seen["0201"])
    #expect(result.sends.count == 2)
  }

  @Test func `those who post don't wait for what was due before`() throws {
    var desk = try Desk()
    _ = desk.perform([try desk.job("0201")])
    desk.world.now = desk.world.now + .minutes(10)
    let result = desk.perform([try desk.job("0202")])
    // Of the first call; the second step of that, and the second call's first, come after the answer.
    #expect(desk.seen["0202"] == "2 events, 1 on their way")
    #expect(result.sends.count >= 2)
  }

  @Test func `a turn of the clockwork that fails undoes no post`() throws {
    var desk = try Desk()
    try desk.execute(
      "CREATE TRIGGER stuck BEFORE UPDATE ON deliveries BEGIN SELECT RAISE (ABORT, 'stuck'); END")
    let result = desk.perform([try desk.job("0201")])
    #expect(desk.seen["0201"] == "1 events, 0 on their way")
    #expect(result.sends.isEmpty)
    #expect(desk.writer.clockwork == .failing)
    try desk.execute("DROP TRIGGER stuck")
    desk.world.now = desk.world.now + .seconds(1)
    #expect(desk.perform([]).sends.count == 1)
    #expect(desk.seen.count("events") == 1)
  }
}

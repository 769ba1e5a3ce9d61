import Callbacks
import CivilTime
import TestSupport
import Testing

@testable import Service
@testable import Store

/// The running service on a disk: what is answered is there, and what can't be written is said (spec:
/// http-api.md, "Errors").
struct DiskTests {
  /// A service with its threads on a real store.
  final class Running: Sendable {
    let service: CallbackService

    init(storePath: String) throws {
      let start = try #require(RFC3339.moment("2026-07-10T02:00:00+12:00"))
      let world = SimulatedWorld(now: start, files: RotaText.plain)
      service = try CallbackService.start(
        storePath: storePath, edges: world.edges(TimeZoneDatabase()))
    }

    deinit { service.stop() }

    /// Waits for the writer.
    func write<Value: Sendable>(
      _ work: @escaping @Sendable (ServiceCore) throws -> Value
    ) -> Result<Value, any Error> {
      let answers = BoundedQueue<Result<Value, any Error>>(itemsMax: 1)
      service.write(work) { _ = answers.post($0) }
      return answers.take(countMax: 1).first ?? .failure(ServiceFault.stopping)
    }

    /// Posts an after-hours call.
    func call(_ id: String, _ words: String = "") -> Result<CallReceipt, any Error> {
      write { core in
        let fields: [String: FieldValue] = [
          "type": .text("call.started"), "call_id": .text(id), "summary": .text(words),
        ]
        return try core.receive(
          CallPost(
            event: try CallEvent(fields: fields), content: CallContent(text: id + words),
            poster: "pbx"))
      }
    }
  }

  private struct Stop: Error {}

  @Test func `what was answered is there when the service starts again`() async throws {
    try await DiskTests.onDisk { path in
      for number in 1...3 {
        let running = try Running(storePath: path)
        guard case .taken(let answer) = try running.call("c\(number)").get() else { throw Stop() }
        #expect(answer.ticket == TicketNumber(1000 + Int64(number)))
        #expect(try running.service.callback(of: TicketNumber(1001))?.record.attempts == [])
      }
    }
  }

  @Test func `a full disk acknowledges nothing, and writing goes on when there is room`()
    async throws
  {
    try await DiskTests.onDisk { path in
      let running = try Running(storePath: path)
      _ = try running.call("first").get()
      _ = try running.write { try $0.store.limitPages(to: 1) }.get()
      let words = String(repeating: "w", count: 4000)
      var answered = 0
      var fault: (any Error)?
      while fault == nil, answered < 100 {
        switch running.call("c\(answered)", words) {
        case .success: answered += 1
        case .failure(let found): fault = found
        }
      }
      #expect(fault as? ServiceFault == .cannotWrite(.full))
      // What was answered is there, what was not is not, and it goes on by itself.
      #expect(throws: ServiceFault.cannotWrite(.full)) {
        try running.call("again", words).get()
      }
      let found = try running.service.callbacks(CallbackFilter()).records.count
      #expect(found == answered + 1)
      _ = try running.write { try $0.store.limitPages(to: nil) }.get()
      guard case .taken(let answer) = try running.call("again", words).get() else {
        throw Stop()
      }
      #expect(!answer.isDuplicate)
      #expect(answer.ticket == TicketNumber(1001 + Int64(answered) + 1))
    }
  }

  @Test func `a service that stops says so`() async throws {
    try await DiskTests.onDisk { path in
      let running = try Running(storePath: path)
      running.service.stop()
      #expect(throws: ServiceFault.stopping) { try running.write { try $0.beat() }.get() }
    }
  }

  /// Runs what waits for the writer on a thread of its own, with a place for a store.
  private static func onDisk(
    _ work: @escaping @Sendable (String) throws -> Void
  ) async throws {
    let folder = try TemporaryFolder(inMemory: true)
    try await onAThread { Result { try work(folder.path + "/store") } }.get()
  }
}

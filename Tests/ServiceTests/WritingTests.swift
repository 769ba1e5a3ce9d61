import Callbacks
import CivilTime
import Rota
import TestSupport
import Testing

@testable import Service
@testable import Store

/// The running service: what is answered is on disk, one fault harms nobody else, and what is too
/// much is said (spec: http-api.md, "Errors").
struct WritingTests {
  /// A service with its threads on a real store.
  final class Running: Sendable {
    let service: CallbackService
    let clock: SimulatedClock

    init(storePath: String) throws {
      let clock = SimulatedClock(try Night.moment("2026-07-10 02:00"))
      self.clock = clock
      let chance = SeededChance(seed: 7)
      let edges = Edges(
        now: { clock.now },
        rotaFiles: { [RotaFile(name: "all.rota", bytes: Array(Night.rotas.utf8))] },
        zones: ZoneSource(
          rules: { name throws(TimeZoneFault) in try TimeZoneDatabase().zone(name) }),
        random: { chance.bytes($0) }, send: { _, tell in tell(.sent) }, log: { _ in })
      service = try CallbackService.start(storePath: storePath, edges: edges)
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
    func call(_ id: String, _ more: [String: FieldValue] = [:]) -> Result<CallReceipt, any Error> {
      write { core in
        let fields = more.merging(["type": .text("call.started"), "call_id": .text(id)]) { $1 }
        let text = "\(fields.sorted { $0.key < $1.key })"
        return try core.receive(
          CallPost(
            event: try CallEvent(fields: fields), content: CallContent(text: text), poster: "pbx"))
      }
    }
  }

  /// Holds the writer until it is let go, so that what follows waits in the queue.
  private final class Gate: Sendable {
    private let entered = BoundedQueue<Bool>(itemsMax: 1)
    private let opened = BoundedQueue<Bool>(itemsMax: 1)

    func hold(_ service: CallbackService) {
      service.write { [entered, opened] _ in
        _ = entered.post(true)
        _ = opened.take(countMax: 1)
      } then: { _ in
      }
      _ = entered.take(countMax: 1)
    }

    func open() { _ = opened.post(true) }
  }

  private struct Stop: Error {}

  @Test func `what was answered is there when the service starts again`() async throws {
    try await WritingTests.onDisk { path in
      for number in 1...3 {
        let running = try Running(storePath: path)
        guard case .taken(let answer) = try running.call("c\(number)").get() else { throw Stop() }
        #expect(answer.ticket == TicketNumber(1000 + Int64(number)))
        #expect(try running.service.callback(of: TicketNumber(1001))?.record.attempts == [])
      }
    }
  }

  @Test func `a job that fails undoes only its own part of a batch`() async throws {
    try await WritingTests.onDisk { path in
      let running = try Running(storePath: path)
      let gate = Gate()
      gate.hold(running.service)
      let answers = BoundedQueue<Bool>(itemsMax: 3)
      for number in 1...3 {
        running.service.write { (core: ServiceCore) throws -> Void in
          try core.store.save(WritingTests.ticket(Int64(number)))
          if number == 2 { throw Stop() }
        } then: { result in
          _ = answers.post((try? result.get()) != nil)
        }
      }
      gate.open()
      var told: [Bool] = []
      while told.count < 3 { told += answers.take(countMax: 3) }
      #expect(told == [true, false, true])
      for number in 1...3 {
        let found = try running.service.ticket(TicketNumber(Int64(number)))
        #expect((found != nil) == (number != 2))
      }
    }
  }

  @Test func `a full queue says so at once, and takes more when it has room`() async throws {
    try await WritingTests.onDisk { path in
      let running = try Running(storePath: path)
      let gate = Gate()
      gate.hold(running.service)
      // Two more than find room: those are told at once, before anything is written.
      let answers = BoundedQueue<ServiceFault?>(itemsMax: CallbackService.waitingMax + 2)
      for _ in 0..<CallbackService.waitingMax + 2 {
        running.service.write {
          try $0.beat()
        } then: { result in
          if case .failure(let fault) = result {
            _ = answers.post(fault as? ServiceFault ?? .cannotWrite(.other))
          } else {
            _ = answers.post(nil)
          }
        }
      }
      #expect(answers.take(countMax: 3) == [.overloaded, .overloaded])
      gate.open()
      var done: [ServiceFault?] = []
      while done.count < CallbackService.waitingMax { done += answers.take(countMax: 256) }
      #expect(done.allSatisfy { $0 == nil })
      running.service.stop()
      #expect(throws: ServiceFault.stopping) { try running.write { try $0.beat() }.get() }
    }
  }

  @Test func `a full disk acknowledges nothing, and writing goes on when there is room`()
    async throws
  {
    try await WritingTests.onDisk { path in
      let running = try Running(storePath: path)
      _ = try running.call("first").get()
      _ = try running.write { try $0.store.limitPages(to: 1) }.get()
      let words = FieldValue.text(String(repeating: "w", count: 4000))
      var answered = 0
      var full: ServiceFault?
      while full == nil, answered < 100 {
        switch running.call("c\(answered)", ["summary": words]) {
        case .success: answered += 1
        case .failure(let fault): full = fault as? ServiceFault
        }
      }
      #expect(full == .cannotWrite(.full))
      // What was answered is there, what was not is not, and it goes on by itself.
      #expect(throws: ServiceFault.cannotWrite(.full)) {
        try running.call("again", ["summary": words]).get()
      }
      let found = try running.service.callbacks(CallbackFilter()).records.count
      #expect(found == answered + 1)
      _ = try running.write { try $0.store.limitPages(to: nil) }.get()
      guard case .taken(let answer) = try running.call("again", ["summary": words]).get() else {
        throw Stop()
      }
      #expect(!answer.isDuplicate)
      #expect(answer.ticket == TicketNumber(1001 + Int64(answered) + 1))
    }
  }

  // MARK: - Once for a key

  @Test func `a key gets its first answer, for its token and for seven days`() throws {
    let night = try Night("2026-07-10 02:00")
    var works = 0
    func once(_ token: String, _ content: String) throws -> String {
      let key = IdempotencyKey(token: token, key: "k", content: content)
      return try night.core.once(key) {
        works += 1
        return PostReply(status: 200, body: "\(works)")
      }.body
    }
    #expect(try once("ben", "a") == "1")
    #expect(try once("ben", "a") == "1")
    #expect(throws: KeyUsedOtherwise.self) { try once("ben", "b") }
    #expect(try once("kiri", "b") == "2")
    try night.jump(to: "2026-07-17 01:59:59")
    #expect(try once("ben", "a") == "1")
    try night.jump(to: "2026-07-17 02:00:00")
    #expect(try once("ben", "b") == "3")
  }

  @Test func `work that fails uses up no key`() throws {
    let night = try Night("2026-07-10 02:00")
    let key = IdempotencyKey(token: "ben", key: "k", content: "a")
    #expect(throws: Stop.self) { try night.core.once(key) { throw Stop() } }
    #expect(try night.core.once(key) { PostReply(status: 200, body: "done") }.body == "done")
  }

  /// Runs what waits for the writer on a thread of its own, with a place for a store.
  private static func onDisk(
    _ work: @escaping @Sendable (String) throws -> Void
  ) async throws {
    let folder = try TemporaryFolder(inMemory: true)
    try await onAThread { Result { try work(folder.path + "/store") } }.get()
  }

  static func ticket(_ number: Int64) -> Ticket {
    Ticket(
      number: TicketNumber(number), status: .open, subject: "Call", requester: CallerDetails(),
      urgency: .normal, billing: Billing(group: .unbillable, reason: "a test"), source: .phone,
      createdAt: Moment(seconds: 0))
  }
}

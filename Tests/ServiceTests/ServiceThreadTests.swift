import Callbacks
import CivilTime
import Store
import Synchronization
import TestSupport
import Testing

@testable import Service

/// The service with its own thread: what a job that throws leaves, and what a full queue answers.
struct ServiceThreadTests {
  private struct Thrown: Error {}

  private func service(_ folder: TemporaryFolder) throws -> CallbackService {
    let start = try #require(RFC3339.moment("2026-07-16T22:00:00+12:00"))
    let world = SimulatedWorld(now: start, files: RotaText.plain)
    return try CallbackService.start(
      storePath: folder.path + "/store", edges: world.edges(TimeZoneDatabase()))
  }

  @Test func `files that stand as they did at the start are not read twice`() throws {
    let folder = try TemporaryFolder()
    let start = try #require(RFC3339.moment("2026-07-16T22:00:00+12:00"))
    let world = SimulatedWorld(now: start, files: RotaText.plain)
    var edges = world.edges(TimeZoneDatabase())
    let reading = edges.reading
    let readings = Mutex(0)
    edges.reading = { files in
      readings.withLock { $0 += 1 }
      return reading(files)
    }
    let service = try CallbackService.start(storePath: folder.path + "/store", edges: edges)
    service.readFilesAgain()
    service.readFilesAgain()
    #expect(readings.withLock { $0 } == 1)
    world.files += "\n# another line\n"
    service.readFilesAgain()
    service.readFilesAgain()
    service.stop()
    #expect(readings.withLock { $0 } == 2)
    #expect(service.inForce.pending == nil)
  }

  @Test func `files that were faulty at a start count once they are mended`() throws {
    let folder = try TemporaryFolder()
    try service(folder).stop()
    let start = try #require(RFC3339.moment("2026-07-16T23:00:00+12:00"))
    let world = SimulatedWorld(now: start, files: "nothing that is known\n")
    let service = try CallbackService.start(
      storePath: folder.path + "/store", edges: world.edges(TimeZoneDatabase()))
    #expect(service.inForce.pending != nil)
    world.files = RotaText.plain
    service.readFilesAgain()
    service.stop()
    #expect(service.inForce.pending == nil)
  }

  @Test func `a job that throws undoes its own part alone`() throws {
    let folder = try TemporaryFolder()
    let service = try service(folder)
    let gate = BoundedQueue<Bool>(itemsMax: 1)
    let told = Mutex<[String]>([])
    // The first job holds the writer, so that those behind it share one transaction.
    service.write { _ in
      _ = gate.take(countMax: 1)
    } then: { _ in
    }
    for name in ["a", "throws", "b"] {
      service.write { core in
        try core.store.setClockworkMoment(name, to: Moment(seconds: 1))
        if name == "throws" { throw Thrown() }
      } then: { result in
        let isDone = if case .success = result { true } else { false }
        told.withLock { $0.append("\(name) \(isDone)") }
      }
    }
    #expect(gate.post(true))
    service.stop()
    #expect(told.withLock { $0 } == ["a true", "throws false", "b true"])
    let store = try Store(readingFrom: folder.path + "/store")
    #expect(try store.clockworkMoment("a") != nil)
    #expect(try store.clockworkMoment("throws") == nil)
    #expect(try store.clockworkMoment("b") != nil)
  }

  @Test func `a full queue answers overloaded at once, and loses nothing it took`() throws {
    let folder = try TemporaryFolder()
    let service = try service(folder)
    let (gate, held) = (BoundedQueue<Bool>(itemsMax: 1), BoundedQueue<Bool>(itemsMax: 1))
    let counts = Mutex((done: 0, overloaded: 0))
    service.write { _ in
      _ = held.post(true)
      _ = gate.take(countMax: 1)
    } then: { _ in
    }
    // The writer has it in hand now, and the queue is empty.
    #expect(held.take(countMax: 1) == [true])
    for _ in 0...CallbackService.waitingMax {
      service.write { _ in
      } then: { (result: Result<Void, any Error>) in
        counts.withLock { counts in
          switch result {
          case .success: counts.done += 1
          case .failure(let fault):
            if fault as? ServiceFault == .overloaded { counts.overloaded += 1 }
          }
        }
      }
    }
    #expect(counts.withLock { $0.overloaded } == 1)
    #expect(gate.post(true))
    service.stop()
    #expect(counts.withLock { $0.done } == CallbackService.waitingMax)
  }

  @Test func `a key gives the first answer, and refuses other content`() throws {
    let night = try Night("2026-07-16 22:00")
    let key = IdempotencyKey(token: "desk", key: "k", content: "one")
    let first = PostReply(status: 200, body: "first")
    #expect(try night.core.once(key) { first } == first)
    #expect(try night.core.once(key) { PostReply(status: 409, body: "second") } == first)
    #expect(throws: KeyUsedOtherwise.self) {
      try night.core.once(IdempotencyKey(token: "desk", key: "k", content: "two")) { first }
    }
    let other = IdempotencyKey(token: "other", key: "k", content: "two")
    #expect(try night.core.once(other) { PostReply(status: 201, body: "own") }.status == 201)
    let failing = IdempotencyKey(token: "desk", key: "l", content: "one")
    #expect(throws: Thrown.self) { try night.core.once(failing) { throw Thrown() } }
    #expect(try night.core.once(failing) { first } == first)
  }
}

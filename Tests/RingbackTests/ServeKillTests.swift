import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Killed without warning, again and again, while calls come in on several connections (spec: callbacks.md,
/// "After a stop").
@Suite(.serialized) struct ServeKillTests {
  private static let killsMax = 100
  private static let connectionsMax = 4

  @Test func `whatever instant it is killed at, what was answered is there once and whole`()
    async throws
  {
    let seed = UInt64.random(in: 0...UInt64.max)
    let ringback = try Ringback()
    try ringback.writeNightDesk()
    var random = SeededRandom(seed: seed)
    let book = PostedCalls()
    for round in 0..<ServeKillTests.killsMax {
      let service = try ServeProcess(ringback)
      let port = try #require(service.port, "seed \(seed), start \(round): \(errors(of: ringback))")
      let token = try #require(ringback.firstTokens()?.telephony)
      let plan = KillPlan(
        answersBefore: Int.random(in: 0...12, using: &random),
        waitMilliseconds: Int32.random(in: 0...3, using: &random))
      book.begin(round)
      await withTaskGroup { group in
        for poster in 0..<ServeKillTests.connectionsMax {
          group.addTask {
            await onAThread { book.post(as: poster, to: port, token: token, plan: plan, service) }
          }
        }
      }
      #expect(service.end() == -SIGKILL, "seed \(seed), start \(round)")
    }
    try everythingIsThere(ringback, book, seed: seed)
    let store = try Store(path: ringback.folder.path + "/ringback-data/ringback.sqlite")
    try isSound(store, seed: seed)
  }

  /// Posts all of it once more to the service as it stands after the last kill.
  private func everythingIsThere(_ ringback: Ringback, _ book: PostedCalls, seed: UInt64) throws {
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens())
    let connection = try ServeConnection(port: try service.takesCalls())
    let (tried, answered) = book.all
    #expect(
      answered.count >= ServeKillTests.killsMax, "seed \(seed): too few answers to say anything")
    #expect(
      Set(answered.values).count == answered.count, "seed \(seed): a ticket number came twice")
    var tickets: Set<String> = []
    var duplicates = 0
    for event in tried {
      let again = try connection.ask(
        "POST", "/v1/call-events", token: token.telephony, body: event.document)
      let ticket = try #require(again.member("ticket"), "seed \(seed), \(event.id): \(again)")
      #expect(
        tickets.insert(ticket).inserted, "seed \(seed), \(event.id): ticket \(ticket) is another's")
      if let first = answered[event.id] {
        #expect(
          again.status == 200 && again.member("duplicate") == "true" && ticket == first,
          "seed \(seed), \(event.id) was answered with ticket \(first): \(again)")
      }
      if again.member("duplicate") == "true" { duplicates += 1 }
      let callback = try connection.ask("GET", "/v1/callbacks/\(ticket)", token: token.manager)
      #expect(
        callback.status == 200 && callback.member("ticket") == ticket
          && callback.member("status") == "pending" && callback.member("calls") == "1",
        "seed \(seed), \(event.id): \(callback)")
    }
    #expect(duplicates >= answered.count)
    #expect(service.stop() == 0)
  }

  /// The file by itself: SQLite finds it sound, and nothing in it stands alone.
  private func isSound(_ store: Store, seed: UInt64) throws {
    let database = store.connection
    #expect(
      try database.rows("PRAGMA integrity_check") { try $0.text("integrity_check") } == ["ok"])
    #expect(try database.rows("PRAGMA foreign_key_check") { try $0.text("table") } == [])
    let halves = [
      "SELECT number FROM tickets WHERE number NOT IN (SELECT ticket FROM callbacks)",
      "SELECT number FROM tickets WHERE number NOT IN (SELECT ticket FROM calls)",
      "SELECT key AS number FROM calls WHERE ticket IS NULL",
      "SELECT key AS number FROM calls WHERE key NOT IN (SELECT call FROM events)",
      "SELECT number FROM tickets WHERE number NOT IN (SELECT ticket FROM history)",
    ]
    for half in halves {
      #expect(try database.rows(half) { try $0.integer("number") } == [], "seed \(seed): \(half)")
    }
  }

  private func errors(of ringback: Ringback) -> String { ringback.folder.read("errors") ?? "" }
}

/// When a start ends: after so many answers, and then so long after one more call was sent (or as soon as
/// its answer comes), so that the others are in the midst of theirs.
private struct KillPlan: Sendable {
  let answersBefore: Int
  let waitMilliseconds: Int32
}

/// What was posted over all starts, and which of it was answered.
private final class PostedCalls: Sendable {
  struct Event: Hashable {
    let id: String
    let document: String
  }

  private struct State {
    var round = 0
    var answersInRound = 0
    var isKilled = false
    var tried: [Event] = []
    var answered: [String: String] = [:]
    var refused: [String] = []
  }

  private let state = Mutex(State())

  var all: (tried: [Event], answered: [String: String]) {
    state.withLock { ($0.tried, $0.answered) }
  }

  /// Answers that no post should have got.
  var refused: [String] { state.withLock { $0.refused } }

  func begin(_ round: Int) {
    state.withLock { state in
      (state.round, state.answersInRound, state.isKilled) = (round, 0, false)
    }
  }

  /// Posts one call after the other until the service is gone; one of the posters kills it.
  func post(as poster: Int, to port: UInt16, token: String, plan: KillPlan, _ service: ServeProcess)
  {
    guard let connection = try? ServeConnection(port: port) else { return kill(service) }
    while true {
      let (event, isLast) = next(plan)
      do {
        try connection.send("POST", "/v1/call-events", token: token, body: event.document)
        if isLast {
          _ = connection.hears(within: plan.waitMilliseconds)
          return kill(service)
        }
        let answer = try connection.answer()
        guard answer.status == 201, let ticket = answer.member("ticket") else {
          return kill(service)
        }
        state.withLock { state in
          state.answered[event.id] = ticket
          state.answersInRound += 1
        }
      } catch {
        return kill(service)
      }
    }
  }

  /// Whoever finds enough answers sends the last call; only one poster does.
  private func next(_ plan: KillPlan) -> (Event, isLast: Bool) {
    state.withLock { state in
      let number = state.tried.count
      let id = "k-\(number)"
      // A caller of its own each, so that each has a ticket of its own.
      let digits = String(1_000_000 + number).dropFirst()
      let event = Event(id: id, document: ServeStartTests.started(id, from: "021 5\(digits)"))
      state.tried.append(event)
      let isLast = !state.isKilled && state.answersInRound >= plan.answersBefore
      if isLast { state.isKilled = true }
      return (event, isLast)
    }
  }

  /// A service whose answer broke off has been killed already: once more does no harm.
  private func kill(_ service: ServeProcess) { service.send(SIGKILL) }
}

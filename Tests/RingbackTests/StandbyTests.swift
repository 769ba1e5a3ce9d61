import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Two services on one data folder: `serve --standby`.
@Suite(.serialized) struct StandbyTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  /// `RINGBACK_TAKEOVERS=100` for the whole count.
  private static let takeoverCount =
    getenv("RINGBACK_TAKEOVERS").flatMap { Int(String(cString: $0)) } ?? 6
  private static let takeoverMax = Duration.seconds(2)

  private func standby() throws -> ServeProcess {
    let service = try ServeProcess(
      ringback, ServeProcess.night + ["--standby"], saying: "stands by at")
    try #require(service.port != nil, "\(ringback.folder.read("errors") ?? "")")
    return service
  }

  @Test func `it says that it stands by, takes over, and does what fell due`() throws {
    let first = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens())
    let second = try standby()
    for path in ["/healthz", "/health/ready", "/v1/callbacks", "/nowhere"] {
      let answer = try second.ask("GET", path, token: token.manager)
      #expect(answer.status == 503 && answer.body.contains("standby"), "\(path): \(answer)")
    }
    let call = ServeStartTests.started("c")
    #expect(
      try second.ask("POST", "/v1/call-events", token: token.telephony, body: call).status == 503)
    #expect(try first.ask("GET", "/health/ready").status == 200)
    let made = try first.ask("POST", "/v1/call-events", token: token.telephony, body: call)
    #expect(made.status == 201)
    #expect(first.stop(SIGKILL) == -SIGKILL)
    #expect(second.says("answers at"))
    #expect(try second.ask("GET", "/health/ready").status == 200)
    let again = try second.ask("POST", "/v1/call-events", token: token.telephony, body: call)
    #expect(again.status == 200 && again.member("ticket") == made.member("ticket"))
    #expect(second.stop() == 0)
  }

  @Test func `told to end while it stands by, it ends at once and leaves the other alone`() throws {
    let first = try ServeProcess(ringback)
    let second = try standby()
    #expect(second.stop() == 0)
    #expect(try first.ask("GET", "/health/ready").status == 200)
  }

  @Test func `however the first one ends, the second has it within 2 s and nothing is lost`() throws
  {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    var first = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).telephony
    let book = Answered()
    var slowest = Duration.zero
    for round in 0..<StandbyTests.takeoverCount {
      let second = try standby()
      let port = try first.takesCalls()
      let poster = JoinableThread { book.post(round: round, to: port, token: token) }
      book.waitForAnswers(Int.random(in: 1...8, using: &random), inRound: round)
      if round % 3 == 2 { try suspend(first, beside: second, seed: seed) }
      let signal = round % 3 == 1 ? SIGTERM : SIGKILL
      #expect(first.stop(signal) == (signal == SIGTERM ? 0 : -SIGKILL), "seed \(seed), \(round)")
      let freed = ContinuousClock.now
      try #require(second.says("answers at"), "seed \(seed), \(round)")
      let took = ContinuousClock.now - freed
      slowest = max(slowest, took)
      #expect(took < StandbyTests.takeoverMax, "seed \(seed), \(round)")
      #expect(try second.ask("GET", "/health/ready").status == 200)
      poster.join()
      first = second
    }
    try everythingIsThere(book, in: first, token: token, seed: seed)
    #expect(first.stop() == 0)
    let report = try StoreReport(of: ringback.folder.path + "/ringback-data/ringback.sqlite")
    #expect(report.faults.isEmpty)
    if StandbyTests.takeoverCount > 6 {
      print("\(StandbyTests.takeoverCount) takeovers, the slowest in \(slowest)")
    }
  }

  /// One that sleeps keeps the folder: the other neither takes over nor writes, and when it wakes it goes on.
  private func suspend(_ first: ServeProcess, beside second: ServeProcess, seed: UInt64) throws {
    first.send(SIGSTOP)
    let slept = ContinuousClock.now
    while ContinuousClock.now - slept < .milliseconds(300) {
      #expect(try second.ask("GET", "/health/ready").status == 503, "seed \(seed)")
    }
    first.send(SIGCONT)
    #expect(try first.ask("GET", "/health/ready").status == 200, "seed \(seed)")
    #expect(try second.ask("GET", "/health/ready").status == 503, "seed \(seed)")
  }

  private func everythingIsThere(
    _ book: Answered, in service: ServeProcess, token: String, seed: UInt64
  ) throws {
    let connection = try ServeConnection(port: try service.takesCalls())
    let answered = book.all
    #expect(answered.count >= StandbyTests.takeoverCount)
    #expect(Set(answered.values).count == answered.count, "seed \(seed): a ticket came twice")
    for (id, ticket) in answered {
      let again = try connection.ask(
        "POST", "/v1/call-events", token: token, body: Answered.event(id))
      #expect(
        again.status == 200 && again.member("duplicate") == "true"
          && again.member("ticket") == ticket, "seed \(seed), \(id): \(again)")
    }
  }
}

/// What was answered, over all rounds.
private final class Answered: Sendable {
  private let state = Mutex((answered: [String: String](), count: [Int: Int]()))

  var all: [String: String] { state.withLock { $0.answered } }

  static func event(_ id: String) -> String {
    let number = id.split(separator: "-").compactMap { Int($0) }
    let digits = String(1_000_000 + number[0] * 1000 + number[1] % 1000).dropFirst()
    return ServeStartTests.started(id, from: "021 5\(digits)")
  }

  /// One call after the other, until the service is gone.
  func post(round: Int, to port: UInt16, token: String) {
    guard let connection = try? ServeConnection(port: port) else { return }
    for number in 0..<1000 {
      let id = "\(round)-\(number)"
      guard
        let answer = try? connection.ask(
          "POST", "/v1/call-events", token: token, body: Answered.event(id)),
        answer.status == 201, let ticket = answer.member("ticket")
      else { return }
      state.withLock { state in
        state.answered[id] = ticket
        state.count[round, default: 0] += 1
      }
    }
  }

  func waitForAnswers(_ count: Int, inRound round: Int) {
    while state.withLock({ $0.count[round, default: 0] }) < count { sched_yield() }
  }
}

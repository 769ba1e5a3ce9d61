import Callbacks
import Glibc
import TestSupport
import Testing

@testable import Store

/// Killed without warning in the middle of sending, again and again: nothing that is owed stays unsent, and
/// what comes twice bears the same id (spec: callbacks.md, "After a stop").
@Suite(.serialized) struct ServeSendKillTests {
  /// `RINGBACK_KILLS` asks for more.
  private static let killsUsually = 8
  private static let callsEach = 3
  private static let kills =
    getenv("RINGBACK_KILLS").flatMap { Int(String(cString: $0)) } ?? killsUsually

  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
    let people = Ringback.nightPeople(onCall: "ben").replacing("notify  log", with: "notify  hook")
    try ringback.folder.write("Rotas/people.rota", people)
    let folder = ringback.folder.path
    try ringback.folder.write("ringback.conf", "channel hook\n    command  \(folder)/hook\n")
    // What it gets is there whole, or not at all; it takes its time, so that a kill finds it at work.
    try ringback.folder.write(
      "hook",
      """
      #!/bin/sh
      cat > \(folder)/part-$$
      sleep 0.01
      mv \(folder)/part-$$ \(folder)/got/$(date +%s%N)-$$

      """, mode: 0o755)
    mkdir(folder + "/got", 0o755)
  }

  private var options: [String] { ServeProcess.night + ["--config", "ringback.conf"] }

  @Test func `killed in the middle of sending, nothing owed stays unsent and ids are stable`()
    async throws
  {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    var answered: [String] = []
    for round in 0..<ServeSendKillTests.kills {
      let service = try ServeProcess(ringback, options)
      let token = try #require(ringback.firstTokens()?.telephony, "seed \(seed), start \(round)")
      let connection = try ServeConnection(port: try service.takesCalls())
      for number in 0..<ServeSendKillTests.callsEach {
        let id = "k-\(round)-\(number)"
        let digits = String(1_000_000 + round * 10 + number).dropFirst()
        let started = ServeStartTests.started(id, from: "021 5\(digits)")
        let answer = try connection.ask("POST", "/v1/call-events", token: token, body: started)
        answered.append(try #require(answer.member("ticket"), "seed \(seed): \(answer)"))
        let ended = "{\"type\":\"call.ended\",\"call_id\":\"\(id)\",\"outcome\":\"voicemail\"}"
        _ = try connection.ask("POST", "/v1/call-events", token: token, body: ended)
      }
      // So long, in answers, the notices are on their way.
      for _ in 0..<Int.random(in: 0...24, using: &random) {
        _ = try connection.ask("GET", "/v1/callbacks/1001", token: token)
      }
      #expect(service.stop(SIGKILL) == -SIGKILL, "seed \(seed), start \(round)")
    }
    try await everythingIsSent(answered, seed: seed)
  }

  /// Lets the service run once more until nothing waits, and compares what it owed with what arrived.
  private func everythingIsSent(_ answered: [String], seed: UInt64) async throws {
    let service = try ServeProcess(ringback, options)
    let store = try Store(path: ringback.folder.path + "/ringback-data/ringback.sqlite")
    let token = try #require(ringback.firstTokens()?.manager)
    let took = try service.wait("/v1/callbacks?limit=1", token: token, within: .seconds(60)) { _ in
      let waiting = try? store.connection.first(
        // A ticket that was answered just before the stop is told of by the first turn after it.
        "SELECT (SELECT count(*) FROM deliveries WHERE state IN ('due', 'sending')) + "
          + "(SELECT count(*) FROM callbacks WHERE id NOT IN "
          + "(SELECT callback FROM notices WHERE callback IS NOT NULL)) AS count"
      ) { try $0.integer("count") }
      return waiting == 0
    }
    #expect(took != nil, "seed \(seed): something is still owed after a minute")
    #expect(service.stop() == 0, "seed \(seed)")
    // A line each: the ticket, and the notice's id.
    let form = #"s/^\{"id":"([0-9a-f]+)".*"ticket":([0-9]+),"callback":.*/\2 \1/"#
    let lines = await ringback.runShell("sed -E '\(form)' got/*").output
    var arrived: [String: Set<String>] = [:]
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      try #require(words.count == 2, "seed \(seed): a notice came in parts: \(line.prefix(80))")
      arrived[words[0], default: []].insert(words[1])
    }
    var known: Set<String> = []
    for ticket in answered {
      let number = try #require(Int64(ticket))
      let owed = try store.notices(of: TicketNumber(number)).map(\.uid)
      known.formUnion(owed)
      #expect(!owed.isEmpty, "seed \(seed): ticket \(ticket) was told to nobody")
      #expect(Set(owed) == arrived[ticket] ?? [], "seed \(seed): ticket \(ticket)")
    }
    let strangers = Set(arrived.values.flatMap { $0 }).subtracting(known)
    #expect(strangers.isEmpty, "seed \(seed): ids that the store does not know")
  }
}

import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Store

/// Spec: cli.md, `backup` and `restore`.
@Suite(.serialized) struct BackupTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  /// `RINGBACK_BACKUPS=50` for the whole count.
  private static let backupCount =
    getenv("RINGBACK_BACKUPS").flatMap { Int(String(cString: $0)) } ?? 4

  @Test func `a backup under load is one moment of the store, and restores to it`() async throws {
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).telephony
    let port = try service.takesCalls()
    let load = Load()
    let posters = (0..<3).map { poster in
      JoinableThread { load.post(as: poster, to: port, token: token) }
    }
    for round in 0..<BackupTests.backupCount {
      let before = load.answered
      let run = await ringback.run(["backup", "b\(round).sqlite"])
      try #require(run.status == 0, "\(run)")
      let after = load.sent
      try isOneMoment("b\(round).sqlite", holding: before, of: after)
      let restored = await ringback.run([
        "restore", "b\(round).sqlite", "--data", "restored-\(round)",
      ])
      #expect(restored.status == 0, "\(restored)")
      try isOneMoment("restored-\(round)/ringback.sqlite", holding: before, of: after)
      #expect(!ringback.hasFile("b\(round).sqlite-wal"))
    }
    load.end()
    for poster in posters { poster.join() }
    #expect(service.stop() == 0)
    #expect(load.answered > BackupTests.backupCount)
    // The last one serves: what it holds was answered, and is known.
    let again = try ServeProcess(
      ringback, ServeProcess.night + ["--data", "restored-\(BackupTests.backupCount - 1)"])
    let repeated = try again.ask(
      "POST", "/v1/call-events", token: token, body: Load.event(0, of: 0))
    #expect(repeated.status == 200 && repeated.member("duplicate") == "true", "\(repeated)")
  }

  /// Sound; the events are the first so many, none left out; all that was answered before it began is in
  /// it, nothing that was posted after it ended; and no event stands without what it made.
  private func isOneMoment(_ name: String, holding least: Int, of most: Int) throws {
    let path = ringback.folder.path + "/" + name
    let report = try StoreReport(of: path)
    #expect(report.faults.isEmpty && (least...most).contains(report.events), "\(least) \(report)")
    let store = try Store(readingFrom: path)
    func count(_ sql: String) throws -> Int64? {
      try store.connection.first("SELECT \(sql) AS n") { try $0.integer("n") }
    }
    #expect(try count("(SELECT coalesce(max(id), 0) - count(*) FROM events)") == 0)
    #expect(try count("(SELECT count(*) FROM calls) - (SELECT count(*) FROM events)") == 0)
    #expect(
      try count("(SELECT count(*) FROM calls WHERE ticket NOT IN (SELECT ticket FROM callbacks))")
        == 0)
  }

  @Test func `it is for its owner alone, and writes over nothing`() async throws {
    #expect(
      await ringback.run(["backup", "b"]).errors.contains("there is no store in “ringback-data”"))
    let service = try ServeProcess(ringback)
    let run = await ringback.runShell("umask 0; \(Ringback.path) backup b && stat -c '%a %n' b*")
    #expect(run.status == 0 && run.output.hasSuffix("600 b\n"), "\(run)")
    let again = await ringback.run(["backup", "b"])
    #expect(again.status == 1 && again.errors.contains("“b” is there already"), "\(again)")
    _ = await ringback.runShell("ln -s nowhere link")
    #expect(await ringback.run(["backup", "link"]).status == 1)
    let nowhere = await ringback.run(["backup", "no/where"])
    #expect(nowhere.status == 1 && nowhere.errors.contains("the copy can't be made"), "\(nowhere)")
    #expect(await ringback.runShell("ls").output == "Rotas\nb\nerrors\nlink\nringback-data\n")
    #expect(service.stop() == 0)
  }

  @Test func `restoring waits for no service, keeps the old store, and takes nothing unsound`()
    async throws
  {
    let service = try ServeProcess(ringback)
    let token = try #require(ringback.firstTokens()).telephony
    #expect(await ringback.run(["backup", "b"]).status == 0)
    let call = ServeStartTests.started("after")
    #expect(try service.ask("POST", "/v1/call-events", token: token, body: call).status == 201)
    let running = await ringback.run(["restore", "b"])
    #expect(running.status == 1 && running.errors.contains("end it first"), "\(running)")
    #expect(service.stop(SIGKILL) == -SIGKILL)

    try ringback.folder.write("none", "This is no store.\n")
    try ringback.folder.write("empty", "")
    _ = await ringback.runShell(
      """
      cp b cut && truncate -s 40000 cut
      cp b loose
      sqlite3 loose "INSERT INTO attempts VALUES (1, 99, 1, 'x', 'busy', NULL, NULL, 1)"
      cp b newer && sqlite3 newer "PRAGMA user_version=9999"
      cp ringback-data/ringback.sqlite raw && cp ringback-data/ringback.sqlite-wal raw-wal
      """)
    for (name, words) in [
      ("none", "can't be restored"), ("empty", "no store of Ringback"),
      ("missing", "can't be copied"),
      ("cut", ""), ("loose", "not sound"), ("newer", "newer Ringback"), ("raw", "a store in use"),
    ] {
      let run = await ringback.run(["restore", name])
      #expect(run.status == 1 && run.errors.contains(words), "\(name): \(run)")
      #expect(run.errors.split(separator: "\n").count == 1)
    }
    #expect(try StoreReport(of: storePath).events == 1)

    let run = await ringback.run(["restore", "b"])
    #expect(run.status == 0 && run.output.contains("is kept as"), "\(run)")
    #expect(try StoreReport(of: storePath).events == 0)
    let kept = try #require(run.output.firstWord(after: "is kept as "))
    #expect(try StoreReport(of: ringback.folder.path + "/" + kept.dropLast()).events == 1)
    let next = try ServeProcess(ringback)
    #expect(try next.ask("POST", "/v1/call-events", token: token, body: call).status == 201)
    #expect(
      await ringback.runShell("ls ringback-data | grep -E '^restored|new$|journal$'").output == "")
  }

  private var storePath: String { ringback.folder.path + "/ringback-data/ringback.sqlite" }
}

extension Ringback {
  func hasFile(_ name: String) -> Bool { access(folder.path + "/" + name, F_OK) == 0 }
}

/// Callers who ring one after the other until they are told to end.
private final class Load: Sendable {
  private let counts = Mutex((sent: 0, answered: 0, isOver: false))

  var sent: Int { counts.withLock { $0.sent } }
  var answered: Int { counts.withLock { $0.answered } }
  func end() { counts.withLock { $0.isOver = true } }

  static func event(_ number: Int, of poster: Int) -> String {
    let digits = String(1_000_000 + poster * 100_000 + number).dropFirst()
    return ServeStartTests.started("b-\(poster)-\(number)", from: "021 5\(digits)")
  }

  func post(as poster: Int, to port: UInt16, token: String) {
    guard let connection = try? ServeConnection(port: port) else { return }
    for number in 0..<50_000 {
      let isOver = counts.withLock { counts in
        if !counts.isOver { counts.sent += 1 }
        return counts.isOver
      }
      if isOver { return }
      let body = Load.event(number, of: poster)
      guard
        let answer = try? connection.ask("POST", "/v1/call-events", token: token, body: body),
        answer.status == 201
      else { return }
      counts.withLock { $0.answered += 1 }
    }
  }
}

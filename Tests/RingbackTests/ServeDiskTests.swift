import Glibc
import TestSupport
import Testing

@testable import Store

/// The real program on a disk that fails it (spec: http-api.md, "Errors"; callbacks.md, "After a stop").
@Suite(.serialized) struct ServeDiskTests {
  private let ringback: Ringback
  private let disk: FaultyDisk

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
    disk = try FaultyDisk(below: ringback)
  }

  private static let faults = ["write=ENOSPC", "readonly", "sync=EIO"]

  private func start() throws -> ServeProcess {
    try ServeProcess(ringback, environment: disk.environment)
  }

  /// Posts a call whose caller has a number of its own.
  private func post(_ number: Int, to service: ServeProcess) throws -> ServeConnection.Answer {
    let token = try #require(ringback.firstTokens())
    return try service.ask(
      "POST", "/v1/call-events", token: token.telephony,
      body: ServeStartTests.started("d-\(number)", from: "021 555 \(1000 + number)"))
  }

  /// The tickets of the calls in the store, by the calls' ids.
  private func tickets() throws -> [String: String] {
    let store = try Store(path: ringback.folder.path + "/ringback-data/ringback.sqlite")
    let sound = try store.connection.rows("PRAGMA integrity_check") {
      try $0.text("integrity_check")
    }
    #expect(sound == ["ok"])
    let rows = try store.connection.rows("SELECT call_id, ticket FROM calls ORDER BY key") {
      (try $0.text("call_id"), String(try $0.integer("ticket")))
    }
    return Dictionary(rows) { first, second in "\(first) and \(second)" }
  }

  @Test(arguments: faults)
  func `while the disk fails nothing is acknowledged, and it is well again when it does not`(
    fault: String
  ) throws {
    let service = try start()
    let manager = try #require(ringback.firstTokens()).manager
    var answered: [String: String] = [:]
    for number in 0..<10 {
      // The middle of them on a failing disk.
      if number == 3 { try disk.set(fault) }
      if number == 7 {
        try disk.set("")
        let wait = try service.wait("/healthz", token: manager) { $0.status == 200 }
        #expect(wait != nil, "\(fault): never well again")
      }
      let answer = try post(number, to: service)
      guard (3..<7).contains(number) else {
        #expect(answer.status == 201, "\(fault), call \(number): \(answer)")
        answered["d-\(number)"] = answer.member("ticket")
        continue
      }
      #expect(answer.status == 503, "\(fault), call \(number): \(answer)")
      #expect(answer.head.contains("\r\nRetry-After: "), "\(fault): \(answer.head)")
      let health = try service.ask("GET", "/healthz")
      #expect(health.status == 503 && health.member("store") == "failing", "\(fault): \(health)")
      // What is only read goes on.
      #expect(try service.ask("GET", "/v1/callbacks", token: manager).status == 200)
    }
    #expect(try tickets() == answered, "\(fault)")
    // A call that was refused may be posted again: it is a new one.
    for number in 3..<7 {
      let again = try post(number, to: service)
      #expect(again.status == 201 && again.member("duplicate") == "false", "\(fault): \(again)")
    }
    #expect(service.stop() == 0)
  }

  @Test(arguments: faults)
  func `killed while the disk fails, it has after a restart what it acknowledged, each once`(
    fault: String
  ) throws {
    let first = try start()
    var answered: [String: String] = [:]
    for number in 0..<3 { answered["d-\(number)"] = try post(number, to: first).member("ticket") }
    try disk.set(fault)
    for number in 3..<6 { #expect(try post(number, to: first).status == 503) }
    #expect(first.stop(SIGKILL) == -SIGKILL)
    try disk.set("")
    let second = try start()
    for number in 0..<6 {
      let again = try post(number, to: second)
      #expect([200, 201].contains(again.status), "\(fault): \(again)")
      guard let ticket = answered["d-\(number)"] else {
        answered["d-\(number)"] = again.member("ticket")
        continue
      }
      #expect(again.status == 200 && again.member("ticket") == ticket, "\(fault): \(again)")
    }
    #expect(Set(answered.values).count == 6, "\(fault): \(answered)")
    #expect(try tickets() == answered, "\(fault)")
  }

  /// A second sync may report success for what the first has lost.
  @Test func `after a failed sync nothing is written until the store was opened anew`() throws {
    let service = try start()
    #expect(try post(0, to: service).status == 201)
    try disk.set("sync=EIO")
    for number in 1..<5 { #expect(try post(number, to: service).status == 503) }
    try disk.set("")
    let isWell = try service.wait("/healthz", token: "") { $0.status == 200 }
    try #require(isWell != nil)
    #expect(service.stop() == 0)
    var isOpenedAnew = true
    var failures = 0
    var writtenTooSoon = 0
    for line in disk.journal {
      switch line {
      case "sync ringback.sqlite-wal 5", "sync ringback.sqlite 5":
        failures += 1
        isOpenedAnew = false
      // Each connection opens the log for itself; the file's descriptor SQLite may take from another's.
      case "open ringback.sqlite-wal 0": isOpenedAnew = true
      case _ where line.hasPrefix("write ringback.sqlite"): writtenTooSoon += isOpenedAnew ? 0 : 1
      default: break
      }
    }
    #expect(failures >= 4)
    #expect(writtenTooSoon == 0, "\(disk.journal)")
  }

  @Test(arguments: faults)
  func `started on such a disk it ends with a sentence or refuses calls, until the fault is gone`(
    fault: String
  ) throws {
    let before = try start()
    #expect(try post(0, to: before).status == 201)
    #expect(before.stop() == 0)
    try disk.set(fault)
    var service = try start()
    if service.port == nil {
      #expect(service.end() == 1)
      let words = (ringback.folder.read("errors") ?? "").split(separator: "\n").last ?? ""
      #expect(words.hasPrefix("ringback: ") && words.hasSuffix("."), "\(fault): \(words)")
      try disk.set("")
      service = try start()
    } else {
      #expect(try post(1, to: service).status == 503)
      #expect(try service.ask("GET", "/healthz").status == 503)
      try disk.set("")
      #expect(try service.wait("/healthz", token: "") { $0.status == 200 } != nil, "\(fault)")
    }
    let again = try post(0, to: service)
    #expect(again.status == 200 && again.member("duplicate") == "true", "\(fault): \(again)")
  }
}

import Glibc
import TestSupport
import Testing

@testable import Store

/// What keeps the service from starting is one sentence that says what to do, with status 1 (2 for wrong
/// usage).
@Suite(.serialized) struct ServeFaultTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  private var storePath: String { ringback.folder.path + "/ringback-data/ringback.sqlite" }

  /// Starts it on a clock that needs no rota files; it must end by itself.
  private func refusal(
    _ options: [String] = [], status: Int32 = 1, location: SourceLocation = #_sourceLocation
  ) async -> String {
    let run = await ringback.run(
      ["serve", "--clock", "2026-07-09T14:00:00Z"]
        + (options.contains("--listen") ? [] : ["--listen", "127.0.0.1:0"]) + options)
    #expect(run.status == status, "\(run)", sourceLocation: location)
    #expect(!run.output.contains("answers at"), sourceLocation: location)
    let lines = run.errors.split(separator: "\n").filter {
      !$0.hasPrefix("Rehearsal: ") && !$0.hasPrefix("No email goes to requesters")
    }
    #expect(lines.count == 1, "\(run.errors)", sourceLocation: location)
    let line = String(lines.last ?? "")
    #expect(
      line.hasPrefix("ringback: ") && line.hasSuffix("."), "\(line)", sourceLocation: location)
    return line
  }

  @Test func `without rota files nobody would be called`() async throws {
    #expect(
      await refusal(["--rotas", "nowhere"])
        == "ringback: there is no folder “nowhere”, and there has never been a good set of rota files;"
        + " name the folder with --rotas.")
    try ringback.folder.write("Rotas/x.rota", "person dana\n    phome 021 555 0199\n")
    let faulty = await refusal()
    #expect(faulty.contains("run ringback check") && faulty.contains("x.rota:"), "\(faulty)")
  }

  @Test func `a data folder that can't be made names the one to choose`() async throws {
    try ringback.folder.write("file", "")
    #expect(
      await refusal(["--data", "file/data"])
        == "ringback: the data folder “file/data” can't be used (Not a directory);"
        + " name another with --data.")
    #expect(await refusal(["--data", "file"]).contains("(it is not a folder)"))
    let token = await ringback.run(["token", "list", "--data", "file/data"])
    #expect(token.status == 1 && token.errors.contains("“file/data” can't be used"))
  }

  @Test func `an address that is taken, or is none, is said to be so`() async throws {
    let first = try ServeProcess(ringback)
    let taken = "127.0.0.1:\(try first.takesCalls())"
    #expect(
      await refusal(["--data", "other", "--listen", taken])
        == "ringback: another program listens at \(taken); end it, or choose a port with --listen.")
    #expect(
      await refusal(["--data", "third", "--listen", "desk.example.nz:80"]).contains("--listen")
        == false)
    #expect(await refusal(["--data", "third", "--listen", "192.0.2.1:0"]).contains("192.0.2.1"))
  }

  @Test(arguments: [
    "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+80", ":8080", "[::1:80",
    "::1:80", "[127.0.0.1]:80",
  ])
  func `an address that can't be read is wrong usage`(_ text: String) async {
    #expect(
      await refusal(["--listen", text], status: 2).contains("--listen wants an address and a port"))
  }

  @Test func `one service at a time has the data folder`() async throws {
    let first = try ServeProcess(ringback)
    try #require(first.port != nil)
    #expect(
      await refusal()
        == "ringback: another Ringback runs on the data folder “ringback-data”; name another with --data."
    )
    // It is free again however the first one ends.
    #expect(first.stop(SIGKILL) == -SIGKILL)
    let second = try ServeProcess(ringback)
    #expect(second.port != nil)
  }

  @Test func `a newer program's store is left alone`() async throws {
    let first = try ServeProcess(ringback)
    #expect(first.stop() == 0)
    let store = try Store(path: storePath)
    try store.connection.execute("PRAGMA user_version = \(Store.schemaVersion + 1)")
    let line = await refusal()
    #expect(
      line.contains("newer Ringback") && line.hasSuffix("start the newer program."), "\(line)")
    #expect(
      try store.connection.first("PRAGMA user_version") { try $0.integer("user_version") }
        == Int64(Store.schemaVersion + 1))
    #expect(await ringback.run(["token", "list"]).errors.contains("newer Ringback"))
  }

  @Test(arguments: ["in its head", "altogether", "in the midst"])
  func `a damaged store is told, and not written over`(_ place: String) async throws {
    let first = try ServeProcess(ringback)
    #expect(first.stop() == 0)
    for rest in ["-wal", "-shm"] { unlink(storePath + rest) }
    let good = await ringback.runShell("od -An -v -tx1 ringback-data/ringback.sqlite").output
      .split { $0 == " " || $0 == "\n" }.compactMap { UInt8($0, radix: 16) }
    try #require(good.count > 8192)
    var bad = good
    switch place {
    case "in its head": for index in 0..<64 { bad[index] = 0x2A }
    case "altogether": bad = Array("This is no store.\n".utf8)
    default: for index in 4096..<bad.count { bad[index] = 0xFF }
    }
    try ringback.folder.write("ringback-data/ringback.sqlite", bytes: bad, mode: 0o600)
    let line = await refusal()
    #expect(line.contains("the store in “ringback-data” can't be used"), "\(line)")
    let now = await ringback.runShell("od -An -v -tx1 ringback-data/ringback.sqlite").output
      .split { $0 == " " || $0 == "\n" }.compactMap { UInt8($0, radix: 16) }
    #expect(now == bad)
  }
}

import Glibc
import Live
import TestSupport
import Testing

/// The first start, the next ones, and why there is none (spec: cli.md, `serve`).
@Suite(.serialized) struct ServeStartTests {
  private let ringback: Ringback
  private var folder: TemporaryFolder { ringback.folder }

  init() throws {
    ringback = try Ringback()
    try ringback.writeSampleDesk()
  }

  @Test func `the first start makes tokens that only their owner can read, the second none`()
    async throws
  {
    let folder = folder
    try await onAThread {
      let first = try RunningService(in: folder)
      #expect(folder.mode("data") == 0o700)
      for name in ["first-tokens", "ringback.sqlite", "ringback.sqlite-wal"] {
        #expect(folder.mode("data/" + name) == 0o600, "\(name)")
      }
      let telephony = try #require(folder.firstToken("telephony"))
      let body = #"{"event_id":"e","type":"call.started","call_id":"c","from":"021 555 0199"}"#
      let answer = try #require(first.ask("POST", "/v1/call-events", token: telephony, body))
      #expect(answer.status == 201)
      let text = String(decoding: answer.body, as: UTF8.self)
      #expect(text.contains("closed for Matariki and opens on Monday 13 July at 8 am"))
      #expect(text.contains(#""due_at":"2026-07-10T03:00:0"#))
      #expect(first.end() == 0)
      let tokens = folder.read("data/first-tokens")
      let second = try RunningService(in: folder)
      #expect(folder.read("data/first-tokens") == tokens)
      let again = try #require(second.ask("POST", "/v1/call-events", token: telephony, body))
      #expect(again.status == 200)
      let manager = try #require(folder.firstToken("manager"))
      #expect(second.ask("GET", "/v1/tickets/1001", token: manager)?.status == 200)
      #expect(second.end(SIGINT) == 0)
      // Nothing that a caller said or rang from stands in the log.
      let log = folder.read("errors") ?? ""
      #expect(!log.contains("0199") && !log.contains("215550199"))
    }
  }

  @Test func `a token is made and taken away beside the running service`() async throws {
    let folder = folder
    let service = try await onAThread { try RunningService(in: folder) }
    let data = ["--data", folder.path + "/data"]
    let add = await ringback.run(
      ["token", "add", "ben-phone", "--role", "engineer", "--person", "aroha"] + data)
    let token = String(add.output.dropLast())
    #expect(add.status == 0 && token.count == 43)
    let first = await onAThread { service.ask("GET", "/v1/callbacks", token: token)?.status }
    #expect(first == 200)
    #expect(await ringback.run(["token", "list"] + data).output.contains("ben-phone"))
    #expect(await ringback.run(["token", "remove", "ben-phone"] + data).status == 0)
    let second = await onAThread { service.ask("GET", "/v1/callbacks", token: token)?.status }
    #expect(second == 401)
    let store = folder.read("data/ringback.sqlite") ?? ""
    #expect(!store.contains(token))
    _ = await onAThread { service.end() }
  }

  @Test func `an engineer's token wants a person, and a misspelt role gets the right one`() async {
    let none = await ringback.run(["token", "add", "x", "--role", "engineer"])
    #expect(none.status == 2 && none.errors.contains("--person"))
    let misspelt = await ringback.run(["token", "add", "x", "--role", "manger"])
    #expect(misspelt.status == 2 && misspelt.errors.contains("manager"))
  }

  @Test func `an edit is in force at once, and a bad one leaves the last good files there`()
    async throws
  {
    let folder = folder
    try await onAThread {
      let service = try RunningService(in: folder)
      let manager = try #require(folder.firstToken("manager"))
      func configuration(until words: String) -> Bool {
        // Bounded: each question takes a moment, and the watch looks within a second.
        for _ in 0..<20_000 {
          let answer = service.ask("GET", "/v1/configuration", token: manager)
          if String(decoding: answer?.body ?? [], as: UTF8.self).contains(words) { return true }
        }
        return false
      }
      let desk = try #require(folder.read("Rotas/desk.rota"))
      try folder.write("Rotas/new.tmp", desk + "# Edited.\n")
      rename(folder.path + "/Rotas/new.tmp", folder.path + "/Rotas/desk.rota")
      try folder.write("Rotas/more.rota", "# one more file\n")
      #expect(configuration(until: "more.rota"))
      try folder.write("Rotas/more.rota", "perso\n")
      #expect(configuration(until: #""file":"more.rota","line":1"#))
      #expect(service.ask("GET", "/v1/on-call", token: manager)?.status == 200)
      service.kill()
      let again = try RunningService(in: folder)
      let answer = try #require(again.ask("GET", "/v1/configuration", token: manager))
      let text = String(decoding: answer.body, as: UTF8.self)
      #expect(text.contains("more.rota"))
      #expect(again.ask("GET", "/v1/on-call", token: manager)?.status == 200)
      again.end()
    }
  }

  @Test func `what keeps it from starting is said in a sentence`() async throws {
    func refusal(_ arguments: [String]) async -> String {
      let run = await ringback.run(["serve", "--listen", "127.0.0.1:0"] + arguments)
      #expect(run.status == 1, "\(run)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
      return run.errors
    }
    #expect(await refusal(["--rotas", "nowhere"]).contains("there is no folder “nowhere”"))
    try folder.write("Bad/desk.rota", "desk\n    nam \"x\"\n")
    let bad = await refusal(["--rotas", "Bad", "--data", "other"])
    #expect(bad.contains("ringback check") && bad.contains("desk.rota:"))
    try folder.write("plain", "a file")
    #expect(await refusal(["--data", "plain/data"]).contains("plain/data"))
    #expect(await refusal(["--data", "plain"]).contains("not a folder"))
    try folder.write("damaged/ringback.sqlite", String(repeating: "no store ", count: 500))
    #expect(await refusal(["--data", "damaged"]).contains("can't be used"))
    let newer = "mkdir newer && sqlite3 newer/ringback.sqlite 'PRAGMA user_version = 999'"
    _ = await ringback.runShell(newer)
    #expect(await refusal(["--data", "newer"]).contains("newer Ringback"))
  }

  @Test func `a port and a data folder belong to one service at a time`() async throws {
    let folder = folder
    let service = try await onAThread { try RunningService(in: folder) }
    let port = String(service.address.split(separator: ":").last ?? "")
    let taken = await ringback.run(
      ["serve", "--listen", "127.0.0.1:" + port, "--data", "other"])
    #expect(taken.status == 1 && taken.errors.contains("another program listens"))
    let data = await ringback.run(["serve", "--listen", "127.0.0.1:0", "--data", "data"])
    #expect(data.status == 1 && data.errors.contains("another Ringback runs"))
    let wrong = await ringback.run(["serve", "--listen", "here"])
    #expect(wrong.status == 2)
    _ = await onAThread { service.end() }
  }
}

extension TemporaryFolder {
  fileprivate func mode(_ name: String) -> UInt32? {
    var status = stat()
    guard stat(path + "/" + name, &status) == 0 else { return nil }
    return status.st_mode & 0o777
  }
}

import Glibc
import TestSupport
import Testing

/// The first start and the second (spec: cli.md, `serve`).
@Suite(.serialized) struct ServeStartTests {
  private let ringback: Ringback

  init() throws {
    ringback = try Ringback()
    try ringback.writeNightDesk()
  }

  static func started(_ id: String, from number: String = "021 555 0199") -> String {
    "{\"type\":\"call.started\",\"call_id\":\"\(id)\",\"event_id\":\"\(id)\",\"from\":\"\(number)\"}"
  }

  private func modes() async -> [String: String] {
    let list = await ringback.runShell("stat -c '%n %a' ringback-data ringback-data/*").output
    return Dictionary(
      uniqueKeysWithValues: list.split(separator: "\n").map { line in
        let words = line.split(separator: " ")
        return (String(words[0]), String(words[1]))
      })
  }

  @Test func `the data folder and all in it are for their owner alone`() async throws {
    let service = try ServeProcess(ringback)
    let tokens = try #require(ringback.firstTokens())
    let call = try service.ask(
      "POST", "/v1/call-events", token: tokens.telephony, body: ServeStartTests.started("c"))
    #expect(call.status == 201)
    #expect(await ringback.run(["token", "add", "wall", "--role", "viewer"]).status == 0)
    var modes = await modes()
    #expect(modes.removeValue(forKey: "ringback-data") == "700")
    #expect(modes["ringback-data/ringback.sqlite-wal"] != nil)
    #expect(modes.values.allSatisfy { $0 == "600" }, "\(modes)")
  }

  @Test func `in a folder that others may enter the store is not theirs to read`() async throws {
    _ = await ringback.runShell("mkdir -m 755 ringback-data; mkdir -m 755 other")
    let service = try ServeProcess(ringback)
    try #require(service.port != nil)
    let run = await ringback.runShell(
      "umask 022; \(Ringback.path) token list --data other; stat -c %a other/*")
    #expect(run.output == "There are no tokens.\n600\n")
    var modes = await modes()
    #expect(modes.removeValue(forKey: "ringback-data") == "755")
    #expect(modes.values.allSatisfy { $0 == "600" }, "\(modes)")
  }

  @Test func `the first tokens come with a call that works, before the address is told`()
    async throws
  {
    let service = try ServeProcess(ringback)
    let port = try service.takesCalls()
    #expect(
      service.output
        == "The first tokens are in ringback-data/first-tokens\n"
        + "Ringback answers at http://127.0.0.1:\(port)\n"
    )
    let words = try #require(ringback.folder.read("ringback-data/first-tokens"))
    let line = try #require(words.firstRange(of: "curl ").map { String(words[$0.lowerBound...]) })
    let answer = await ringback.runShell(line)
    #expect(answer.output.contains("\"ticket\":1001"), "\(answer)")
  }

  @Test func `on the morning of Matariki a caller is promised a call`() throws {
    let service = try ServeProcess(ringback)
    let tokens = try #require(ringback.firstTokens())
    let answer = try service.ask(
      "POST", "/v1/call-events", token: tokens.telephony, body: ServeStartTests.started("c"))
    #expect(answer.status == 201)
    #expect(answer.body.contains("\"route\":\"on_call\""))
    #expect(
      answer.body.contains(
        """
        "say":"Our service desk is closed for Matariki and opens on Monday 13 July at 8 am. \
        Please leave your name, organisation and email address; our on-call engineer will ring you \
        back by 3 am. Your ticket number is 1 0 0 1. After-hours work is charged for."
        """))
    #expect(answer.body.contains("\"due_at\":\"2026-07-10T03:0"))
    #expect(answer.body.contains("\"on_call\":[\"ben\"]"))
  }

  @Test func `a later start takes calls though another program has the store for writing`()
    async throws
  {
    let first = try ServeProcess(ringback)
    first.send(SIGTERM)
    #expect(first.end() == 0)
    let run = await ringback.runShell(
      """
      python3 - '\(Ringback.path)' <<'PROGRAM'
      import sqlite3, subprocess, sys
      other = sqlite3.connect('ringback-data/ringback.sqlite', isolation_level=None)
      other.execute('BEGIN IMMEDIATE')
      service = subprocess.Popen([sys.argv[1], 'serve', '--listen', '127.0.0.1:0'],
          stdout=subprocess.PIPE, text=True)
      print(service.stdout.readline().split(' http')[0])
      other.execute('ROLLBACK')
      service.terminate()
      print(service.wait())
      PROGRAM
      """)
    #expect(run.output == "Ringback answers at\n0\n", "\(run)")
  }

  @Test func `a second start makes no tokens, and knows tickets and first answers`() throws {
    let first = try ServeProcess(ringback)
    let tokens = try #require(ringback.firstTokens())
    let call = ServeStartTests.started("c")
    let answer = try first.ask("POST", "/v1/call-events", token: tokens.telephony, body: call)
    #expect(first.stop() == 0)
    unlink(ringback.folder.path + "/ringback-data/first-tokens")

    let second = try ServeProcess(ringback, ["--clock", "2026-07-10 02:30"])
    let port = try second.takesCalls()
    #expect(second.output == "Ringback answers at http://127.0.0.1:\(port)\n")
    #expect(ringback.firstTokens() == nil)
    let again = try second.ask("POST", "/v1/call-events", token: tokens.telephony, body: call)
    #expect(again.status == 200)
    #expect(again.body.contains("\"duplicate\":true"))
    let (start, rest) = ("{\"event_id\":\"c\",\"duplicate\":", ",\"route\"")
    let (old, new) = (answer.body.firstRange(of: rest), again.body.firstRange(of: rest))
    #expect(answer.body.hasPrefix(start + "false" + rest))
    #expect(again.body.hasPrefix(start + "true" + rest))
    #expect(
      try again.body[#require(new).lowerBound...] == answer.body[#require(old).lowerBound...])
    let next = try second.ask(
      "POST", "/v1/call-events", token: tokens.telephony,
      body: ServeStartTests.started("d", from: "09 555 0177"))
    #expect(next.member("ticket") == "1002")
    #expect(try second.ask("GET", "/v1/callbacks/1001", token: tokens.manager).status == 200)
  }
}

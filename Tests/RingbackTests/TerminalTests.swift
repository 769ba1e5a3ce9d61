import TestSupport
import Testing

/// Spec: cli.md: a table and colour on a terminal, plain lines elsewhere.
@Suite(.serialized) struct TerminalTests {
  private let schedule = ["schedule", "--from", "2026-12-21", "--weeks", "1", "--person", "kiri"]
  private let hours = ["hours", "--at", "2026-12-24 16:59"]

  @Test func `on a terminal a table has headings`() async throws {
    let ringback = try Ringback()
    try ringback.writeSampleDesk()
    let wide = await ringback.runOnTerminal(schedule)
    #expect(wide.contains("from "))
    #expect(wide.contains("because"))
    #expect(wide.contains("Kiri Parata  override\n"))
    #expect(await !ringback.run(schedule).output.contains("because"))
  }

  @Test func `what callers said is cut to the terminal's width, and late ones are red`()
    async throws
  {
    let callback = """
      {"ticket":1001,"overdue":true,"due_at":"2026-12-25T01:10:00+13:00",\
      "caller":{"name":"鷹 Mere"},"summary":"It is a long story"}
      """
    let server = try ScriptedServer(
      [String](
        repeating: "HTTP/1.1 200 OK\r\nDate: Thu, 24 Dec 2026 12:13:00 GMT\r\n\r\n"
          + "{\"callbacks\":[\(callback)],\"next\":null}", count: 2))
    defer { server.stop() }
    var ringback = try Ringback()
    ringback.environment = ["RINGBACK_URL": server.address, "RINGBACK_TOKEN": "x"]
    let wide = await ringback.runOnTerminal(["pending"]).split(separator: "\n")
    #expect(wide.last?.hasPrefix("\u{1B}[31mlate 3m\u{1B}[0m  1001") == true)
    #expect(wide.last?.hasSuffix("–        It is a long story") == true)
    ringback.environment["NO_COLOR"] = "1"
    let narrow = await ringback.runOnTerminal(["pending"], columns: 72).split(separator: "\n")
    // 72 columns are 71 letters, since one of them is wide.
    #expect(narrow.last?.count == 71)
    #expect(narrow.last?.hasSuffix("…") == true, "\(narrow)")
  }

  @Test func `colour is for terminals, and for those who want it`() async throws {
    var ringback = try Ringback()
    try ringback.writeSampleDesk()
    let mark = "\u{1B}["
    #expect(await ringback.runOnTerminal(hours).contains(mark))
    #expect(await !ringback.run(hours).output.contains(mark))
    ringback.environment = ["NO_COLOR": "1"]
    #expect(await !ringback.runOnTerminal(hours).contains(mark))
    ringback.environment = ["NO_COLOR": "1", "TERM": "xterm"]
    #expect(await !ringback.runOnTerminal(["check"]).contains(mark))
  }

  @Test func `an answer that can't be written is told`() async throws {
    var ringback = try Ringback()
    try ringback.writeSampleDesk()
    ringback.environment = ["RINGBACK": Ringback.path]
    let run = await ringback.runShell("\"$RINGBACK\" hours > /dev/full")
    #expect(run.status == 1)
    #expect(run.errors.contains("the answer could not be written"))
  }
}

import TestSupport
import Testing

/// Spec: cli.md: a table and colour on a terminal, plain lines elsewhere.
struct TerminalTests {
  private let schedule = ["schedule", "--from", "2026-12-21", "--weeks", "1"]
  private let hours = ["hours", "--at", "2026-12-24 16:59"]

  @Test func `on a terminal a table has headings and is cut to its width`() throws {
    let ringback = try Ringback()
    try ringback.writeSampleDesk()
    let wide = ringback.runOnTerminal(schedule)
    #expect(wide.contains("from "))
    #expect(wide.contains("because"))
    #expect(wide.contains("Kiri Parata  override\n"))
    let narrow = ringback.runOnTerminal(schedule, columns: 50).split(separator: "\n")
    #expect(narrow.dropFirst().allSatisfy { $0.count == 50 && $0.hasSuffix("…") })
    #expect(!ringback.run(schedule).output.contains("because"))
  }

  @Test func `colour is for terminals, and for those who want it`() throws {
    var ringback = try Ringback()
    try ringback.writeSampleDesk()
    let mark = "\u{1B}["
    #expect(ringback.runOnTerminal(hours).contains(mark))
    #expect(!ringback.run(hours).output.contains(mark))
    ringback.environment = ["NO_COLOR": "1"]
    #expect(!ringback.runOnTerminal(hours).contains(mark))
    ringback.environment = ["NO_COLOR": "1", "TERM": "xterm"]
    #expect(!ringback.runOnTerminal(["check"]).contains(mark))
  }

  @Test func `an answer that can't be written is told`() throws {
    var ringback = try Ringback()
    try ringback.writeSampleDesk()
    ringback.environment = ["RINGBACK": Ringback.path]
    let run = ringback.runShell("\"$RINGBACK\" hours > /dev/full")
    #expect(run.status == 1)
    #expect(run.errors.contains("the answer could not be written"))
  }
}

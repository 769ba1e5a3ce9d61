import CivilTime
import Testing

@testable import Rota

@Suite struct LanguageRenderingTests {
  private func rendering(
    _ text: String, at column: Int, length: Int, color: Bool = false
  ) -> [String] {
    let problem = Problem(
      severity: .error, place: place("a.rota", 1, column, length: length), message: "It is wrong.",
      advice: "Mend it.")
    return ProblemRendering(files: [RotaFile("a.rota", text)], color: color)
      .text(of: [problem]).split(separator: "\n").map(String.init)
  }

  @Test func `a mark stands below its text, tabs and wide and combining letters included`() {
    #expect(rendering("a\tb\tcd", at: 5, length: 2)[2] == "   |  \t \t^^")
    #expect(rendering("陈 xy", at: 3, length: 2)[2] == "   |    ^^")
    #expect(rendering("ka\u{304} xy", at: 5, length: 2)[2] == "   |    ^^")
    #expect(rendering("陈陈", at: 1, length: 2)[2] == "   | ^^^^")
  }

  @Test func `nothing in a file can move the cursor, paint or turn text around`() {
    let line = rendering("a\u{1B}[2J\u{202E}b\u{85}", at: 1, length: 1)[1]
    #expect(line == " 1 | a␛[2J\u{FFFD}b\u{FFFD}")
  }

  @Test func `a long line is cut around its mark`() {
    let text = String(repeating: "x", count: 500) + "yy" + String(repeating: "z", count: 500)
    let lines = rendering(text, at: 501, length: 2)
    let shown = lines[1].dropFirst(5)
    #expect(shown.hasPrefix("…x") && shown.hasSuffix("z…") && shown.count == 162)
    let marked = zip(shown, lines[2].dropFirst(5)).filter { $0.1 == "^" }.map { String($0.0) }
    #expect(marked == ["y", "y"])
  }

  @Test func `colours are there only when they are wanted`() {
    #expect(!rendering("abc", at: 1, length: 1).joined().contains("\u{1B}"))
    #expect(
      rendering("abc", at: 1, length: 1, color: true).joined().contains("\u{1B}[1;31m^\u{1B}[0m"))
  }

  @Test func `a problem with no place has no line`() {
    let problem = Problem(severity: .error, place: nil, message: "None.", advice: "Add one.")
    let text = ProblemRendering(files: [], color: false).text(of: [problem])
    #expect(text == "error: None.\n  Add one.\n")
  }
}

/// The folder that `serve` shows first.
@Suite struct SampleRotaTests {
  @Test func `the samples have no error, no warning and no gap on any day of a year`() throws {
    let result = Configuration.read(TestFolder.rotaFiles(in: TestFolder.samples), zones: .system)
    #expect(result.problems == [])
    let configuration = try #require(result.configuration)
    let first = CivilDate(uncheckedYear: 2026, month: 7, day: 1)
    for day in 0..<365 {
      let problems = configuration.calendarProblems(from: first.adding(days: day), days: 90)
      #expect(problems == [], "\(first.adding(days: day))")
    }
  }

  @Test func `the samples leave no gap from 2026 on for years`() throws {
    let result = Configuration.read(TestFolder.rotaFiles(in: TestFolder.samples), zones: .system)
    let configuration = try #require(result.configuration)
    let start = CivilDate(uncheckedYear: 2026, month: 1, day: 1)
    let problems = configuration.calendarProblems(from: start, days: 1500)
    #expect(problems.filter { $0.severity == .error } == [])
  }
}

import CivilTime
import Testing

@testable import Rota

@Suite struct LanguageLimitTests {
  @Test func `a file of 1 MiB is read, and one a byte longer is an error`() {
    let padding = RotaLimits.fileBytesMax - 2
    let full = RotaFile("full.rota", "#" + String(repeating: "x", count: padding) + "\n")
    #expect(Configuration.read(Base.files + [full], zones: .system).configuration != nil)

    let over = RotaFile("over.rota", "#" + String(repeating: "x", count: padding + 1) + "\n")
    let result = Configuration.read(Base.files + [over], zones: .system)
    #expect(result.problems.map(\.place) == [place("over.rota", 1, 1)])
    #expect(result.problems.first?.message.contains("1048576 (1 MiB)") == true)
  }

  @Test func `what a file that is not read may hold is not called missing`() {
    let over = RotaFile(
      "over.rota", String(repeating: "x", count: RotaLimits.fileBytesMax + 1))
    let leave = RotaFile("leave.rota", "leave somebody 2026-12-24\n")
    #expect(Configuration.read([over, leave], zones: .system).problems.count == 1)
  }

  @Test func `200 files are read, and one more is an error`() {
    let more = (Base.files.count..<RotaLimits.filesMax).map { RotaFile("x\($0).rota", "") }
    #expect(Configuration.read(Base.files + more, zones: .system).configuration != nil)

    let last = RotaFile("z.rota", "")
    let problems = Configuration.read(Base.files + more + [last], zones: .system).problems
    #expect(problems.map(\.place) == [place("z.rota", 1, 1)])
    #expect(problems.first?.message.contains("200") == true)
  }

  @Test func `1,000 people are read, and one more is an error`() {
    let people = (4...RotaLimits.peopleMax).map { "person p\($0)\n name \"P\"\n" }.joined()
    let leave = (4...RotaLimits.peopleMax + 1).map { "leave p\($0) 2026-12-24\n" }.joined()
    let extra = "person p\(RotaLimits.peopleMax + 1)\n name \"P\"\n"
    let full = Base.read(
      with: people + leave.split(separator: "\n").dropLast().joined(separator: "\n"))
    #expect(full.problems == [])
    #expect(full.configuration?.people.count == RotaLimits.peopleMax)

    let over = Base.read(with: people + extra + leave).problems
    // The last of the base's three stands in the last file.
    #expect(over.map(\.place) == [place("people.rota", 9, 1, length: 6)])
    #expect(over.first?.message.contains("1000 people") == true)
  }

  @Test func `200 rotas are read, and one more is an error`() {
    func rotas(_ count: Int) -> String {
      (1...count).map { "rota r\($0)\n shift 2026-12-24 08:00 to 17:00 ben\n" }.joined()
    }
    #expect(Base.read(with: rotas(RotaLimits.rotasMax - 1)).problems == [])
    // The base's own rota stands in a later file.
    let over = Base.read(with: rotas(RotaLimits.rotasMax)).problems
    #expect(over.map(\.place) == [place("on-call.rota", 1, 1, length: 4)])
    #expect(over.first?.message.contains("200 rotas") == true)
  }

  @Test func `20,000 lines of shifts, leave and overrides are read, and one more is an error`() {
    let lines = manyLines(RotaLimits.rangeLinesMax)
    let full = Base.read(with: lines)
    #expect(full.problems == [])

    let over = Base.read(with: lines + "leave ben 2024-01-01\n").problems
    #expect(over.map(\.place?.line) == [RotaLimits.rangeLinesMax + 2])
    #expect(over.first?.message.contains("20000 lines") == true)
  }

  @Test func `a set at its limits takes about as long for each line as a small one`() {
    // Guards against anything quadratic: four times the lines may take eight times as long, not sixteen.
    let watch = ContinuousClock()
    let small = manyLines(5_000)
    let large = manyLines(20_000)
    let quick = watch.measure { _ = Base.read(with: small) }
    let slow = watch.measure { _ = Base.read(with: large) }
    #expect(slow < quick * 8 + .milliseconds(200))
  }

  /// Shifts, leave and overrides that don't clash, a third each.
  private func manyLines(_ count: Int) -> String {
    let first = CivilDate(uncheckedYear: 2026, month: 12, day: 24)
    let third = count / 3
    func dates(_ number: Int) -> [CivilDate] { (0..<number).map { first.adding(days: $0) } }
    var text = "rota late\n"
    for date in dates(count - 2 * third) { text += "    shift \(date) 08:00 to 17:00 aroha\n" }
    for date in dates(third) { text += "leave ben \(date) 17:00 to 20:00 \"Away\"\n" }
    for date in dates(third) { text += "override primary \(date) 12:00 to 17:00 by ben\n" }
    return text
  }
}

func place(_ file: String, _ line: Int, _ column: Int, length: Int = 1) -> SourcePlace {
  SourcePlace(file: file, line: line, column: column, length: length)
}

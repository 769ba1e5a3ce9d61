import CivilTime
import TestSupport
import Testing

@testable import Rota

@Suite struct LanguageProblemTests {
  @Test func `ten faults give ten problems, each at its line and column`() {
    let folder = TestFolder.golden + "/set-ten-faults"
    let result = Configuration.read(TestFolder.rotaFiles(in: folder), zones: .system)
    #expect(result.configuration == nil)
    #expect(
      result.problems.map { $0.place.map { "\($0.file):\($0.line):\($0.column)" } } == [
        "desk.rota:3:15", "desk.rota:5:28", "desk.rota:7:12", "people.rota:2:5", "people.rota:6:10",
        "rota.rota:4:10", "rota.rota:5:21", "rota.rota:6:11", "rota.rota:7:38", "rota.rota:9:24",
      ])
  }

  @Test func `the order of files and of stanzas means nothing`() {
    let files = TestFolder.rotaFiles(in: TestFolder.golden + "/set-ten-faults")
    let problems = Configuration.read(files, zones: .system).problems
    #expect(Configuration.read(files.reversed(), zones: .system).problems == problems)
  }

  @Test func `warnings alone leave the set in force`() {
    let result = Base.read(with: "person zoe\n  name \"Zoe\"\n  phone 12\n")
    #expect(result.problems.map(\.severity) == [.warning, .warning])
    #expect(result.configuration != nil)
  }

  @Test func `a missing time-zone database is told as the server's fault`() {
    let zones = ZoneSource(rules: { _ throws(TimeZoneFault) in throw .noDatabase(folder: "/none") })
    let problems = Configuration.read(Base.files, zones: zones).problems
    #expect(problems.count == 1)
    #expect(problems.first?.message.contains("tzdata") == true)
    #expect(problems.first?.place == place("desk.rota", 3, 16, length: 16))
  }

  /// Every way in which a first line can be spoilt, with a use of the name that it was to define.
  @Test(arguments: [
    "persn zoe", "person zoe!", "person \"zoe\"", "person", "person z\u{7}oe", "xyz zoe",
    " person zoe",
    "person zo, e", "person “zoe”", "person\u{A0}zoe", "person zoe zoe",
  ])
  func `a spoilt first line is one problem, and what stands below it is still read`(_ head: String)
  {
    let text = "\(head)\n  name \"Zoe\"\n  phone 021 555 0109\n  notify\nleave zoe 2026-12-24\n"
    let problems = Base.read(with: text).problems
    #expect(problems.map(\.place?.line) == [1, 4], "\(problems)")
  }

  /// Each line of a sound set spoilt in its turn, in several ways: the spoilt line has the only problem.
  @Test(arguments: ["“x”", "\"open", "\u{1}", "\"\"x"])
  func `a spoilt line makes no problem elsewhere`(_ tail: String) {
    let files = TestFolder.rotaFiles(in: TestFolder.golden + "/set-example")
    for (index, file) in files.enumerated() {
      let lines = String(decoding: file.bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated()
      where !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("#") {
        let code = line.split(separator: " #")[0]
        var spoilt = lines
        spoilt[number] = code + " " + tail
        var set = files
        set[index] = RotaFile(file.name, spoilt.joined(separator: "\n"))
        let problems = Configuration.read(set, zones: .system).problems
        #expect(problems.map(\.place?.line) == [number + 1], "\(spoilt[number]): \(problems)")
        #expect(problems.map(\.place?.file) == [file.name])
      }
    }
  }

  /// Each keyword of a sound set misspelt in its turn.
  @Test func `a misspelt keyword makes no problem elsewhere`() {
    let files = TestFolder.rotaFiles(in: TestFolder.golden + "/set-example")
    for (index, file) in files.enumerated() {
      let lines = String(decoding: file.bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        guard let first = line.firstIndex(where: { $0 != " " }), line[first] != "#" else {
          continue
        }
        var spoilt = lines
        let keyword = line[first...].prefix { $0 != " " }
        let rest = line[first...].dropFirst(keyword.count)
        spoilt[number] = line[..<first] + keyword + "q" + rest
        var set = files
        set[index] = RotaFile(file.name, spoilt.joined(separator: "\n"))
        let problems = Configuration.read(set, zones: .system).problems
        #expect(problems.map(\.place?.line) == [number + 1], "\(spoilt[number]): \(problems)")
      }
    }
  }
}

/// Any text at all ends in an answer.
@Suite struct LanguageDamageTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `damaged files never trap, and each of their errors has a place`(_ seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let sound = TestFolder.rotaFiles(in: TestFolder.samples)
    #expect(sound.count == 3)
    for round in 0..<600 {
      var files = sound
      let index = Int.random(in: files.indices, using: &random)
      var bytes = files[index].bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) { damage(&bytes, &random) }
      files[index] = RotaFile(name: files[index].name, bytes: bytes)
      let result = Configuration.read(files, zones: .system)
      check(result, files, "seed \(seed), round \(round)")
      if round % 10 == 0 {
        _ = ProblemRendering(files: files, color: true).text(of: result.problems)
      }
    }
  }

  private func check(_ result: ReadResult, _ files: [RotaFile], _ run: String) {
    let hasErrors = result.problems.contains { $0.severity == .error }
    #expect((result.configuration == nil) == hasErrors, "\(run)")
    #expect(Set(result.problems).count == result.problems.count, "\(run)")
    let lines = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.lines()) })
    for problem in result.problems {
      guard let place = problem.place else {
        #expect(problem.message.hasPrefix("No file has the stanza"), "\(run): \(problem)")
        continue
      }
      let line = lines[place.file]?.dropFirst(place.line - 1).first
      let isOnText =
        place.column >= 1 && place.length >= 1
        && place.column + place.length - 1 <= line?.scalars.count ?? 0
      if !isOnText { Issue.record("\(run): \(problem) points off its line") }
    }
  }

  private func damage(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    guard !bytes.isEmpty else { return }
    let start = Int.random(in: bytes.indices, using: &random)
    let end = min(bytes.count, start + Int.random(in: 1...40, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes.removeSubrange(start..<end)
    case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
    case 2: bytes[start] = UInt8.random(in: 0...255, using: &random)
    case 3: bytes[start] = Array("\"#, \n\t:-".utf8).randomElement(using: &random) ?? 0
    case 4:
      var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      lines.shuffle(using: &random)
      bytes = Array(lines.joined(separator: [0x0A]))
    default: bytes.removeSubrange(start...)
    }
  }
}

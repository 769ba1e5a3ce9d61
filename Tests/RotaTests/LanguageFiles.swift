import CivilTime
import Glibc

@testable import Rota

/// Files beside the tests, read and written with the system's own calls.
enum TestFolder {
  static func here(_ file: String = #filePath) -> String {
    String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
  }

  static let golden = here() + "/Golden"
  static let samples = here() + "/../../Rotas"

  /// The names in a folder, sorted; hidden ones left out.
  static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  static func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "wb") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }

  static func rotaFiles(in folder: String) -> [RotaFile] {
    names(in: folder).filter { $0.hasSuffix(".rota") }.compactMap { name in
      bytes(folder + "/" + name).map { RotaFile(name: name, bytes: $0) }
    }
  }
}

extension ZoneSource {
  /// The system's zones.
  static let system: ZoneSource = {
    let database = TimeZoneDatabase()
    let names = database.names()
    return ZoneSource(
      rules: { name throws(TimeZoneFault) in try database.zone(name) }, names: { names })
  }()
}

extension RotaFile {
  init(_ name: String, _ text: String) { self.init(name: name, bytes: Array(text.utf8)) }
}

/// A sound set to put other files beside.
enum Base {
  static let files = TestFolder.rotaFiles(in: TestFolder.golden + "/base")

  /// What comes of the set with one more file.
  static func read(with text: String, without: Set<String> = []) -> ReadResult {
    let kept = files.filter { !without.contains($0.name) }
    return Configuration.read(kept + [RotaFile("case.rota", text)], zones: .system)
  }
}

/// One golden case: the files, and the words that must come of them.
struct GoldenCase: CustomStringConvertible, Sendable {
  let name: String
  let files: [RotaFile]
  /// Also looks at the calendar, from that day for so many days.
  let calendar: (from: CivilDate, days: Int)?

  var description: String { name }
  var expectedPath: String { "\(TestFolder.golden)/\(name).expected" }

  /// What the check prints; no problem gives a line that says so.
  var rendering: String {
    let result = Configuration.read(files, zones: .system)
    var problems = result.problems
    if let calendar, let configuration = result.configuration {
      problems += configuration.calendarProblems(from: calendar.from, days: calendar.days)
    }
    guard !problems.isEmpty else { return "no problem\n" }
    return ProblemRendering(files: files, color: false).text(of: problems)
  }

  /// A file stands beside the sound set (but for the files that its first line leaves out); a folder is a
  /// set of its own. A line `# calendar 2026-11-02 30` has those days of the calendar looked at too.
  static let all: [GoldenCase] = TestFolder.names(in: TestFolder.golden).compactMap { entry in
    if entry.hasSuffix(".rota"), let bytes = TestFolder.bytes(TestFolder.golden + "/" + entry) {
      let text = String(decoding: bytes, as: UTF8.self)
      let first = String(text.prefix { !$0.isNewline })
      let without =
        first.hasPrefix("# without ")
        ? first.dropFirst(10).split(separator: ", ").map(String.init) : []
      let kept = Base.files.filter { !without.contains($0.name) }
      return GoldenCase(
        name: String(entry.dropLast(5)), files: kept + [RotaFile(name: entry, bytes: bytes)],
        calendar: calendar(in: text))
    }
    guard entry != "base", !entry.contains(".") else { return nil }
    return GoldenCase(
      name: entry, files: TestFolder.rotaFiles(in: TestFolder.golden + "/" + entry), calendar: nil)
  }

  private static func calendar(in text: String) -> (CivilDate, Int)? {
    let mark = "# calendar "
    let line = text.split(separator: "\n").prefix(2).first { $0.hasPrefix(mark) }
    guard let words = line?.dropFirst(mark.count).split(separator: " "), words.count == 2,
      let date = CivilDate(words[0]), let days = Int(words[1])
    else { return nil }
    return (date, days)
  }
}

import Testing

/// The walls of the house: what a target may never name. Which targets it may import is held by the build
/// (`.ci/run` builds with the import check); this holds what no import shows.
struct WallTests {
  /// A word, the targets in which it may stand, and what to do instead.
  struct Wall: CustomTestStringConvertible, Sendable {
    let word: String
    let allowed: Set<String>
    let instead: String

    var testDescription: String { word }
  }

  static let walls = [
    Wall(
      word: "import Foundation\n", allowed: ["ringback-bench"],
      instead: "it starts slowly and does not link statically; the parts have what is needed"),
    Wall(
      word: "import FoundationEssentials", allowed: ["ringback-bench"],
      instead: "Documents reads and writes JSON"),
    Wall(word: "import Dispatch", allowed: [], instead: "use a SystemThread"),
    Wall(word: "import FoundationNetworking", allowed: [], instead: "use curl as a child"),
    Wall(
      word: "CLOCK_REALTIME", allowed: ["Live"],
      instead: "ask the edges' now; Live has the real one"),
    Wall(word: "Date()", allowed: [], instead: "ask the edges' now"),
    Wall(word: "ContinuousClock", allowed: ["ringback-bench"], instead: "ask the edges' now"),
    Wall(word: "getrandom", allowed: ["Live"], instead: "ask the edges' random"),
    Wall(word: "SystemRandomNumberGenerator", allowed: [], instead: "ask the edges' random"),
    Wall(word: "sqlite3_", allowed: ["Store", "ringback-bench"], instead: "ask the Store"),
    Wall(
      word: "socket(", allowed: ["HTTPServer", "Live", "ringback-bench"],
      instead: "ask HTTPServer or Live"),
    Wall(
      word: "posix_spawn", allowed: ["Live", "ringback-bench"], instead: "use Live's ChildProcess"),
    Wall(word: "Task {", allowed: [], instead: "a loose task has no owner; use a SystemThread"),
    Wall(word: "try!", allowed: [], instead: "throw, or say why it can't fail"),
    Wall(word: "as!", allowed: [], instead: "use as? and say what happens otherwise"),
    Wall(word: "fatalError(", allowed: [], instead: "throw"),
    Wall(word: "print(", allowed: ["ringback-bench"], instead: "use Live's StandardOutput"),
    Wall(
      word: "nonisolated(unsafe)", allowed: ["ringback-bench"], instead: "give the state one owner"),
  ]

  @Test(arguments: walls)
  func `a word stands only in the targets that may say it`(_ wall: Wall) throws {
    for file in try SourceTree.swiftFiles(below: "Sources")
    where !wall.allowed.contains(file.target) {
      for (number, line) in file.code where (line + "\n").contains(wall.word) {
        Issue.record("\(file.path):\(number) says \(wall.word): \(wall.instead)")
      }
    }
  }

  @Test func `the rules never wait`() throws {
    let pure: Set<String> = [
      "CivilTime", "PhoneNumbers", "Digests", "Mail", "ServiceHours", "Rota", "Callbacks", "Bill",
      "Documents", "Pages", "Clients", "Reports",
    ]
    for file in try SourceTree.swiftFiles(below: "Sources") where pure.contains(file.target) {
      for (number, line) in file.code where line.contains(" async ") || line.contains("await ") {
        Issue.record("\(file.path):\(number) waits; rules take `now` and return a value")
      }
    }
  }

  @Test func `whoever is Sendable without the compiler's word says why`() throws {
    for file in try SourceTree.swiftFiles(below: "Sources") {
      for (number, line) in file.code where line.contains("@unchecked Sendable") {
        let above = file.lines[max(0, number - 12)..<(number - 1)]
        #expect(
          above.contains { $0.contains("`@unchecked Sendable`") },
          "\(file.path):\(number): say in a comment above why `@unchecked Sendable` is true")
      }
    }
  }

  @Test func `the package names no other package`() throws {
    let manifest = try SourceTree.swiftFiles(below: "").first { $0.path.hasSuffix("Package.swift") }
    let lines = try #require(manifest).lines
    #expect(!lines.contains { $0.contains(".package(") })
  }
}

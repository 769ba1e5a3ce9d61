import Testing

/// The shape of the repository (spec: the fixed layout; 100 columns, functions to 70 lines).
struct ShapeTests {
  static let lineColumnsMax = 110
  static let functionLinesMax = 70
  static let fileLinesMax = 400

  @Test func `the top level holds the fixed layout and nothing else`() throws {
    let fixed: Set<String> = ["Package.swift", "Sources", "Tests", "Rotas", "README.md"]
    for name in try SourceTree.topLevel() where !name.hasPrefix(".") {
      #expect(fixed.contains(name) || name == "ringback-data", "\(name) is not in the fixed layout")
    }
  }

  @Test(arguments: ["Sources", "Tests"])
  func `no file is longer than a reader's patience`(_ folder: String) throws {
    for file in try SourceTree.swiftFiles(below: folder) {
      #expect(
        file.lines.count <= ShapeTests.fileLinesMax,
        "\(file.path) has \(file.lines.count) lines: divide it by what it is about")
    }
  }

  @Test func `no function is longer than a screen`() throws {
    for file in try SourceTree.swiftFiles(below: "Sources") {
      var start: (line: Int, indent: Int)?
      for (number, line) in file.code {
        let indent = line.prefix { $0 == " " }.count
        let words = line.dropFirst(indent)
        if words.contains("func ") && !words.hasPrefix("//"), start == nil {
          start = (number, indent)
        } else if let began = start, indent == began.indent, words.hasPrefix("}") {
          #expect(
            number - began.line <= ShapeTests.functionLinesMax,
            "\(file.path):\(began.line): this function has \(number - began.line) lines")
          start = nil
        } else if let began = start, indent < began.indent, !words.isEmpty {
          start = nil
        }
      }
    }
  }

  @Test(arguments: ["Sources", "Tests"])
  func `no line is too long to read`(_ folder: String) throws {
    for file in try SourceTree.swiftFiles(below: folder) {
      for (index, line) in file.lines.enumerated() where line.count > ShapeTests.lineColumnsMax {
        Issue.record("\(file.path):\(index + 1) has \(line.count) columns: break it")
      }
    }
  }

  @Test func `nothing is marked as unfinished`() throws {
    // In two parts, so that this file doesn't find itself.
    let marks = [
      "TO" + "DO", "FIX" + "ME", "not yet imple" + "mented", "place" + "holder",
    ]
    for file in try SourceTree.swiftFiles(below: "Sources") + SourceTree.swiftFiles(below: "Tests")
    {
      for (index, line) in file.lines.enumerated() {
        for mark in marks where line.contains(mark) {
          Issue.record("\(file.path):\(index + 1) says \(mark): finish it, or leave it out")
        }
      }
    }
  }

  @Test func `no test sleeps`() throws {
    let words = ["Task.sl" + "eep", "usl" + "eep(", " sl" + "eep("]
    for file in try SourceTree.swiftFiles(below: "Tests") {
      for (number, line) in file.code {
        for word in words where line.contains(word) {
          Issue.record("\(file.path):\(number) sleeps: wait for the thing itself")
        }
      }
    }
  }
}

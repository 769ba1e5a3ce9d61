import Testing

/// The picture of the house is the package.
struct HouseTests {
  @Test func `the picture shows each part with all that it imports, above it`() throws {
    let picture = try House(picture: SourceTree.text(at: House.page))
    let package = try House(package: SourceTree.text(at: "Package.swift"))
    #expect(picture.imports == package.imports)
    #expect(picture.parts.count == picture.imports.count)
    for (place, part) in picture.parts.enumerated() {
      let below = Set(picture.parts[(place + 1)...])
      let drawn = picture.imports[part, default: []].subtracting(House.headers)
      #expect(drawn.isSubset(of: below), "\(part) stands below what it imports")
    }
  }
}

private struct House {
  static let page = "Sources/ringback/Ringback.docc/Architecture.md"
  static let headers: Set<String> = ["CLinux", "CSQLite"]

  /// From the top to the bottom.
  var parts: [String] = []
  var imports: [String: Set<String>] = [:]

  /// Lines `Part   what it is for`, below them `→ Part Part` and its further lines.
  init(picture page: String) {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let drawing = lines.drop { $0 != "```" }.dropFirst().prefix { $0 != "```" }
    for line in drawing {
      let words = line.split(separator: " ").map(String.init)
      if line.hasPrefix(" "), let part = parts.last {
        imports[part, default: []].formUnion(words.filter { $0 != "→" })
      } else if let part = words.first {
        parts.append(part)
        imports[part] = []
      }
    }
  }

  /// `part("Part", ["Part"])`, and the program's `name: "ringback", dependencies: ["Part"]`.
  init(package text: String) {
    let program = "name: \"ringback\",\n      dependencies:"
    for (opening, end) in [("    part(", ")"), (program, "]")] {
      for piece in text.split(separator: opening).dropFirst() {
        guard let close = piece.firstRange(of: end) else { continue }
        var names = House.names(in: piece[..<close.lowerBound])
        let part = opening == program ? "ringback" : names.removeFirst()
        imports[part] = Set(names)
      }
    }
  }

  private static func names(in text: Substring) -> [String] {
    text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

import Rota

/// What tidying changes in a file, in the form that `diff -u` prints and `patch` takes. The
/// formatter knows what became of each line, so that nothing need be searched for.
struct UnifiedDiff {
  private let file: FormattedFile

  /// Lines shown before and after a change.
  static let contextLines = 3

  init(of file: FormattedFile) { self.file = file }

  /// Nothing for a tidy file. Lines as they are, whatever their bytes.
  var bytes: [UInt8] {
    let hunks = hunks
    guard !hunks.isEmpty else { return [] }
    let name = file.name.printable
    return Array("--- \(name)\n+++ \(name)\n".utf8) + hunks.flatMap(bytes)
  }

  /// Ranges of lines that hold changes and what stands around them.
  private var hunks: [Range<Int>] {
    var hunks: [Range<Int>] = []
    for (index, line) in file.lines.enumerated() where line.before != line.after {
      let start = max(0, index - UnifiedDiff.contextLines)
      let end = min(file.lines.count, index + UnifiedDiff.contextLines + 1)
      if let last = hunks.last, start <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<end
      } else {
        hunks.append(start..<end)
      }
    }
    return hunks
  }

  private func bytes(of hunk: Range<Int>) -> [UInt8] {
    let lines = file.lines[hunk]
    let kept = file.lines[..<hunk.lowerBound].count { $0.after != nil }
    let after = lines.count { $0.after != nil }
    var bytes = Array(
      "@@ -\(place(hunk.lowerBound, hunk.count)) +\(place(kept, after)) @@\n".utf8)
    var rest = lines[...]
    while let first = rest.first {
      let isChange = first.before != first.after
      let run = rest.prefix { ($0.before != $0.after) == isChange }
      rest = rest.dropFirst(run.count)
      for line in run { bytes += marked(isChange ? "-" : " ", line.before) }
      for line in run where isChange { bytes += line.after.map { marked("+", $0) } ?? [] }
    }
    return bytes
  }

  /// `12,7`: the first line and how many; of none, the line before.
  private func place(_ before: Int, _ count: Int) -> String {
    "\(count == 0 ? before : before + 1),\(count)"
  }

  private func marked(_ mark: Character, _ line: [UInt8]) -> [UInt8] {
    let text = Array(String(mark).utf8) + line
    return line.last == UInt8(ascii: "\n")
      ? text : text + Array("\n\\ No newline at end of file\n".utf8)
  }
}

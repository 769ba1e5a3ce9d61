/// Sets a file's lines: four blanks before a property, columns two blanks apart, comments below one
/// another, one blank line where there were several and none at the file's ends.
struct TidyLayout {
  /// One a line, without its end; nil for a blank line that goes, and for what is not understood.
  private(set) var texts: [String?]
  private let lines: [TidyLine]

  /// What is wider than this pushes its own line out, and nobody else's.
  static let cellColumnsMax = 60
  static let commentColumnMax = 80

  init(_ lines: [TidyLine]) {
    self.lines = lines
    texts = [String?](repeating: nil, count: lines.count)
    setRows()
    setComments()
    setBlanks()
  }
}

// MARK: - Columns

extension TidyLayout {
  private mutating func setRows() {
    var index = 0
    while index < lines.count {
      guard case .row(let row) = lines[index] else {
        index += 1
        continue
      }
      let block = block(from: index, row)
      setBlock(block)
      index = (block.last ?? index) + 1
    }
  }

  /// The rows that are set together: properties of one stanza, statements of one sort, down to the
  /// next blank line. A comment between them parts nothing.
  private func block(from start: Int, _ first: TidyRow) -> [Int] {
    var block = [start]
    for index in lines.indices[(start + 1)...] {
      switch lines[index] {
      case .comment: continue
      case .row(let row)
      where row.kind == first.kind && first.kind != .head
        && (first.kind == .property || row.phrase == first.phrase):
        block.append(index)
      default: return block
      }
    }
    return block
  }

  private mutating func setBlock(_ block: [Int]) {
    let rows = block.compactMap(row)
    let labels = width(of: 0, in: rows)
    var start = 0
    while start < rows.count {
      let end = rows[start...].firstIndex { $0.phrase != rows[start].phrase } ?? rows.count
      let alike = Array(rows[start..<end])
      let widths = [labels] + (1..<4).map { width(of: $0, in: alike) }
      for index in start..<end { texts[block[index]] = text(of: rows[index], widths) }
      start = end
    }
  }

  private func row(_ index: Int) -> TidyRow? {
    guard case .row(let row) = lines[index] else { return nil }
    return row
  }

  /// Of a column after which another comes.
  private func width(of column: Int, in rows: [TidyRow]) -> Int {
    rows.filter { $0.cells.count > column + 1 }.map { $0.cells[column].count }
      .filter { $0 <= TidyLayout.cellColumnsMax }.max() ?? 0
  }

  private func text(of row: TidyRow, _ widths: [Int]) -> String {
    var text = row.kind == .property ? TidyLayout.indent : ""
    for (column, cell) in row.cells.enumerated() {
      text += cell
      guard column + 1 < row.cells.count else { break }
      text += TidyLayout.blanks(max(0, widths[column] - cell.count) + 2)
    }
    return text
  }

  private static let indent = "    "

  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}

// MARK: - Comments and blank lines

extension TidyLayout {
  private mutating func setComments() {
    var run: [Int] = []
    for index in lines.indices {
      if case .comment(let text, let isIndented) = lines[index] {
        texts[index] = (isIndented ? TidyLayout.indent : "") + text
      }
      if row(index)?.comment != nil {
        run.append(index)
      } else {
        setRun(run)
        run = []
      }
    }
    setRun(run)
  }

  /// Comments behind rows that follow one another stand below one another.
  private mutating func setRun(_ run: [Int]) {
    let widths = run.map { texts[$0]?.count ?? 0 }
    let column = widths.filter { $0 <= TidyLayout.commentColumnMax }.max() ?? 0
    for (index, width) in zip(run, widths) {
      guard let text = texts[index], let comment = row(index)?.comment else { continue }
      texts[index] = text + TidyLayout.blanks(max(0, column - width) + 2) + comment
    }
  }

  private mutating func setBlanks() {
    let last = lines.lastIndex { $0 != .blank } ?? -1
    for index in lines.indices where lines[index] == .blank && index < last {
      let isFirst = index == 0
      if !isFirst, lines[index - 1] == .blank { continue }
      // What isn't understood may begin with a second byte-order mark, which must not become the
      // file's own.
      let next = lines[index...].first { $0 != .blank }
      if !isFirst || next == .notUnderstood { texts[index] = "" }
    }
  }
}

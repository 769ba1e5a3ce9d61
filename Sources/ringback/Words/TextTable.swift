import Live

/// Rows in columns: on a terminal with a heading, elsewhere plain aligned lines.
struct TextTable {
  private let headings: [String]
  private let isCut: Bool
  private var rows: [Row] = []

  private struct Row {
    let cells: [String]
    let style: ((Style, String) -> String)?
  }

  /// - Parameter isCut: whether a terminal's width cuts the rows: for a last column that is read
  ///   elsewhere when it is long. What must be read whole is broken by the terminal itself.
  init(_ headings: [String], isCut: Bool = false) {
    self.headings = headings
    self.isCut = isCut
  }

  /// - Parameter style: how the row's first cell is marked.
  mutating func add(_ cells: [String], style: ((Style, String) -> String)? = nil) {
    rows.append(Row(cells: cells.map(\.printable), style: style))
  }

  /// - Parameter width: the terminal's, for people; nil for plain lines.
  func text(style: Style, width: Int?) -> String {
    let shown = (width == nil ? [] : [headings]) + rows.map(\.cells)
    let widths = headings.indices.map { column in
      shown.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
    }
    var text = ""
    if width != nil { text += style.quiet(line(headings, widths, width)) + "\n" }
    for row in rows {
      let line = line(row.cells, widths, width)
      // Colour is put on last: its marks take no columns.
      let first = row.cells.first ?? ""
      let marked = row.style.map { $0(style, first) } ?? first
      text += (line.hasPrefix(first) ? marked + line.dropFirst(first.count) : line) + "\n"
    }
    return text
  }

  /// For the program's output as it stands.
  func text() -> String {
    let width = Terminal.outputIsTerminal ? Terminal.outputWidth ?? 80 : nil
    return text(style: .ofOutput(), width: width)
  }

  private func line(_ cells: [String], _ widths: [Int], _ width: Int?) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      line += cell
      let isLast = cells[(column + 1)...].allSatisfy(\.isEmpty)
      if isLast { break }
      line += String(repeating: " ", count: widths[column] - cell.columns + 2)
    }
    guard isCut, let width, line.columns > width else { return line }
    var cut = ""
    var columns = 0
    for letter in line {
      columns += String(letter).columns
      if columns > width - 1 { break }
      cut.append(letter)
    }
    return cut + "…"
  }
}

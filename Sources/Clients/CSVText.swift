import Rota

/// One cell: its text without quotes, and where each of its characters stands.
struct CSVCell {
  let file: String
  let scalars: [Unicode.Scalar]
  /// Of each scalar.
  let spots: [Spot]
  /// Where the cell begins, its quote included; of an empty one at a line's end the last character before.
  let start: Spot

  struct Spot: Hashable {
    /// Both from 1; the column in scalars.
    let line, column: Int
  }

  /// From the first to the last scalar of the range that stand on one line.
  func place(_ range: Range<Int>) -> SourcePlace {
    guard let first = spots[range].first else { return place(start, length: 1) }
    let last = spots[range].last { $0.line == first.line } ?? first
    return place(first, length: last.column - first.column + 1)
  }

  /// The part of the text between the blanks around it.
  var trimmed: Range<Int> {
    guard let first = scalars.firstIndex(where: { !$0.isBlankOfAnySort }),
      let last = scalars.lastIndex(where: { !$0.isBlankOfAnySort })
    else { return 0..<0 }
    return first..<last + 1
  }

  var isBlank: Bool { trimmed.isEmpty }

  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private func place(_ spot: Spot, length: Int) -> SourcePlace {
    SourcePlace(file: file, line: spot.line, column: spot.column, length: length)
  }
}

struct CSVRow {
  /// Never empty.
  let cells: [CSVCell]
  /// Something in its characters or quotes is wrong and has been told: what it says is not known.
  let isDamaged: Bool

  var isBlank: Bool { cells.allSatisfy(\.isBlank) }
}

extension Unicode.Scalar {
  /// A blank, a line end inside a cell, or what looks like a blank.
  var isBlankOfAnySort: Bool { isBlank || isBlankLookalike || self == "\n" }
}

/// Divides a file into rows and cells by RFC 4180. Lines end with CRLF or LF; a byte-order mark is fine.
///
/// A quote that is not closed would swallow the rest of the file: it is told at its opening, and reading goes
/// on with the next line.
struct CSVText {
  private let name: String
  private let lines: [SourceLine]
  private let faults: FaultList
  /// Of the next character.
  private var line = 0
  private var index = 0
  private var isDamaged = false
  private var openQuotes = 0

  /// So many quotes without an end are looked for over the lines that follow; each might take a look at the
  /// whole file.
  static let openQuotesMax = 16

  init(_ file: RotaFile, faults: FaultList) {
    name = file.name
    lines = file.lines()
    self.faults = faults
  }

  /// Nil at the file's end.
  mutating func next() -> CSVRow? {
    guard line < lines.count else { return nil }
    isDamaged = false
    let first = line
    var cells = [readCell()]
    while scalar == "," {
      index += 1
      cells.append(readCell())
    }
    for row in first...line { tellDamage(of: lines[row]) }
    (line, index) = (line + 1, 0)
    return CSVRow(cells: cells, isDamaged: isDamaged)
  }

  /// Nil at the line's end.
  private var scalar: Unicode.Scalar? {
    index < lines[line].scalars.count ? lines[line].scalars[index] : nil
  }

  private var spot: CSVCell.Spot {
    let last = max(1, lines[line].scalars.count)
    return CSVCell.Spot(line: lines[line].number, column: min(index + 1, last))
  }

  private mutating func readCell() -> CSVCell {
    var cell = Draft(start: spot)
    if scalar == "\"" {
      readQuoted(&cell)
    } else {
      readBare(&cell)
    }
    return CSVCell(file: name, scalars: cell.scalars, spots: cell.spots, start: cell.start)
  }

  private mutating func readBare(_ cell: inout Draft) {
    while let scalar, scalar != "," {
      if scalar == "\"" { tell(.quoteInside, at: spot) }
      take(scalar, into: &cell)
    }
  }

  private mutating func readQuoted(_ cell: inout Draft) {
    let opening = (line: line, index: index)
    index += 1
    while true {
      if let scalar {
        let isPair = scalar == "\"" && isQuote(at: index + 1)
        if scalar == "\"", !isPair { break }
        if isPair { index += 1 }
        take(scalar, into: &cell)
      } else if line + 1 < lines.count, openQuotes < CSVText.openQuotesMax {
        cell.scalars.append("\n")
        cell.spots.append(spot)
        (line, index) = (line + 1, 0)
      } else {
        return giveUp(opening, &cell)
      }
    }
    index += 1
    guard let after = scalar, after != "," else { return }
    // Over several lines it is the next cell's opening that was taken for this one's end.
    if line != opening.line { return giveUp(opening, &cell) }
    tell(.textAfterQuote, at: spot)
    readBare(&cell)
  }

  /// The quote has no end: the cell is what stands on its line.
  private mutating func giveUp(_ opening: (line: Int, index: Int), _ cell: inout Draft) {
    openQuotes += 1
    (line, index) = opening
    tell(.openQuote, at: spot)
    index = lines[line].scalars.count
    cell = Draft(start: cell.start)
  }

  private func isQuote(at index: Int) -> Bool {
    index < lines[line].scalars.count && lines[line].scalars[index] == "\""
  }

  private mutating func take(_ scalar: Unicode.Scalar, into cell: inout Draft) {
    cell.scalars.append(scalar)
    cell.spots.append(spot)
    index += 1
  }

  /// One problem a row: what comes after a misplaced quote can't be trusted.
  private mutating func tell(_ fault: ClientFault, at spot: CSVCell.Spot) {
    if !isDamaged {
      faults.add(
        fault, at: SourcePlace(file: name, line: spot.line, column: spot.column, length: 1))
    }
    isDamaged = true
  }

  private mutating func tellDamage(of line: SourceLine) {
    guard let damage = line.damage else { return }
    isDamaged = true
    let place = SourcePlace(
      file: name, line: line.number, column: damage.column, length: damage.length)
    if damage.fault.isNotUTF8 {
      faults.add(ClientFault.notUTF8, at: place)
    } else {
      faults.add(damage.fault, at: place)
    }
  }

  private struct Draft {
    let start: CSVCell.Spot
    var scalars: [Unicode.Scalar] = []
    var spots: [CSVCell.Spot] = []
  }
}

extension TextFault {
  fileprivate var isNotUTF8: Bool { if case .notUTF8 = self { true } else { false } }
}

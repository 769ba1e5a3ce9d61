/// Problems as `ringback check` prints them: the place, one sentence, the line itself with the place
/// marked, the other line when two clash, and what to do (spec: rotas.md, "What the check says").
public struct ProblemRendering {
  private let color: Bool
  private var lines: [String: [SourceLine]] = [:]

  /// - Parameters:
  ///   - files: those in which the problems were found.
  ///   - color: with ANSI colours, for a terminal.
  public init(files: [RotaFile], color: Bool) {
    self.color = color
    for file in files where file.bytes.count <= RotaLimits.fileBytesMax {
      lines[file.name] = file.lines()
    }
  }

  /// All of them, an empty line between two; ends with a line end unless there are none.
  public func text(of problems: [Problem]) -> String {
    problems.map(text).joined(separator: "\n")
  }

  private func text(of problem: Problem) -> String {
    let place = problem.place.map { "\(visible($0.file)):\($0.line):\($0.column): " } ?? ""
    let severity = painted(problem.severity.rawValue + ":", paint(of: problem.severity))
    var text = painted(place, "1") + severity + " " + painted(visible(problem.message), "1") + "\n"
    let numbers = [problem.place, problem.related].compactMap { $0?.line }
    let gutter = String(numbers.max() ?? 0).count
    if let place = problem.place {
      text += excerpt(at: place, mark: "^", gutter, paint(of: problem.severity))
    }
    if let related = problem.related {
      if related.file != problem.place?.file {
        text += String(repeating: " ", count: gutter + 1) + " \(visible(related.file)):\n"
      }
      text += excerpt(at: related, mark: "-", gutter, "36")
    }
    let indent = String(repeating: " ", count: numbers.isEmpty ? 2 : gutter + 4)
    return text + indent + visible(problem.advice) + "\n"
  }

  private func excerpt(
    at place: SourcePlace, mark: Character, _ gutter: Int, _ paint: String
  ) -> String {
    guard let line = lines[place.file]?.dropFirst(place.line - 1).first else { return "" }
    let window = LineWindow(line.scalars, column: place.column, length: place.length)
    let number = String(place.line)
    let blank = String(repeating: " ", count: gutter + 1)
    let marks = String(repeating: mark, count: window.markWidth)
    return painted(blank.dropFirst(number.count) + number + " | ", "2") + window.text + "\n"
      + painted(blank + " | ", "2") + window.indent + painted(marks, paint) + "\n"
  }

  private func paint(of severity: Problem.Severity) -> String {
    switch severity {
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    }
  }

  private func painted(_ text: some StringProtocol, _ code: String) -> String {
    color && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : String(text)
  }

  private func visible(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text.unicodeScalars.lazy.map(\.visible))
    return String(view)
  }
}

/// The part of a line that is shown, and where its mark stands.
private struct LineWindow {
  let text: String
  /// What stands before the mark: blanks, and the line's own tabs, so that it stands right below.
  let indent: String
  let markWidth: Int

  /// A line is shown whole up to this; of a longer one the part around the mark.
  static let scalarsMax = 160

  init(_ scalars: [Unicode.Scalar], column: Int, length: Int) {
    let mark = min(column - 1, scalars.count)
    var window = 0..<scalars.count
    if scalars.count > LineWindow.scalarsMax {
      let start = max(
        0, min(mark - LineWindow.scalarsMax / 4, scalars.count - LineWindow.scalarsMax))
      window = start..<start + LineWindow.scalarsMax
    }
    var shown = String.UnicodeScalarView()
    var before = String.UnicodeScalarView()
    if window.lowerBound > 0 {
      shown.append("…")
      before.append(" ")
    }
    var width = 0
    for index in window {
      let scalar = scalars[index].visible
      shown.append(scalar)
      if index < mark {
        if scalar == "\t" {
          before.append("\t")
        } else {
          before.append(contentsOf: repeatElement(" ", count: scalar.columns))
        }
      } else if index < mark + length {
        width += scalar.columns
      }
    }
    if window.upperBound < scalars.count { shown.append("…") }
    text = String(shown)
    indent = String(before)
    markWidth = max(1, width)
  }
}

extension Unicode.Scalar {
  /// Itself, or a picture of a character that would move the cursor, paint, or turn the text around.
  fileprivate var visible: Unicode.Scalar {
    switch value {
    case 0x09: self
    case 0x00...0x1F: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    case 0x80...0x9F, 0x2028...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: self
    }
  }

  /// How many columns of a terminal it takes.
  fileprivate var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: 0
    default:
      switch value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        2
      default: 1
      }
    }
  }
}

import Foundation

/// The rows as a person reads them.
enum Table {
  static func text(_ rows: [Measurement]) -> String {
    let head = ["", "ours", "theirs", "ratio", "required", ""]
    let cells =
      [head]
      + rows.map { row in
        [
          row.name, row.unit.text(row.ours), row.theirs.map(row.unit.text) ?? "",
          row.ratio.map(times) ?? "", demand(row), row.verdict,
        ]
      }
    let widths = head.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { line in
      line.indices.map { column in
        let blanks = String(repeating: " ", count: widths[column] - line[column].count)
        return column == 0 ? line[column] + blanks : blanks + line[column]
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private static func demand(_ row: Measurement) -> String {
    switch row.demand {
    case .ratio(let least), .timesAtLeast(let least): "at least " + times(least)
    case .timesAtMost(let most): "at most " + times(most)
    case .atLeast(let least): "at least " + row.unit.text(least)
    case .atMost(let most): "at most " + row.unit.text(most)
    case .target(let most): "target " + row.unit.text(most)
    case .none: ""
    }
  }

  private static func times(_ ratio: Double) -> String {
    String(format: ratio < 10 ? "%.2f×" : "%.1f×", ratio)
  }
}

extension Measurement.Unit {
  func text(_ value: Double) -> String {
    switch self {
    case .time:
      value < 10_000
        ? String(format: "%.1f ns", value) : String(format: "%.1f µs", value / 1000)
    case .perSecond: String(format: "%.0f /s", value)
    case .bytes: String(format: "%.1f MiB", value / 1_048_576)
    case .count: String(format: "%.0f", value)
    }
  }
}

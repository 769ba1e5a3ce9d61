import Foundation

// Prints medians and ratios within one run. A machine that is busy slows both sides, so only ratios
// are compared from one day to another, and only a ratio that is not met ends the run with 1.
//
// From the package's folder, since it starts the programs that stand beside it on the folder Rotas:
//
//     swift build -c release --static-swift-stdlib
//     swiftc -O Sources/ringback-bench-empty/main.swift -o .build/release/ringback-bench-plain
//     .build/release/ringback-bench
//
// A further part of the program adds its rows as one more list here.
let measurements: [Measurement]
do {
  measurements =
    try ServiceHoursRows.measure() + OnCallRows.measure() + StartRows.measure()
    + LimitRows.measure() + ManyDueRows.measure()
} catch {
  print("ringback-bench: \(error)")
  exit(1)
}

let machine = ProcessInfo.processInfo
print(
  """
  The benchmark of Ringback: each question asked of ours and of the plain way by turns, medians of
  one run (\(machine.operatingSystemVersionString), \(machine.activeProcessorCount) cores). \
  The ratio is theirs by ours.

  """)
print(Table.text(measurements))
print("(sum of all answers: \(Measurement.answers))")
exit(measurements.contains(where: \.fails) ? 1 : 0)

enum Table {
  static func text(_ rows: [Measurement]) -> String {
    let head = ["", "ours", "theirs", "ratio", "required", ""]
    let cells =
      [head]
      + rows.map { row in
        [
          row.name, time(row.ours), row.theirs.map(time) ?? "", row.ratio.map(times) ?? "",
          demand(row.demand), row.verdict,
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

  private static func demand(_ demand: Measurement.Demand) -> String {
    switch demand {
    case .ratio(let least): "at least " + times(least)
    case .target(let most): "target " + time(most)
    case .none: ""
    }
  }

  private static func times(_ ratio: Double) -> String {
    String(format: ratio < 10 ? "%.2f×" : "%.1f×", ratio)
  }

  private static func time(_ nanoseconds: Double) -> String {
    nanoseconds < 10_000
      ? String(format: "%.1f ns", nanoseconds) : String(format: "%.1f µs", nanoseconds / 1000)
  }
}

import Foundation

// Prints medians and ratios within one run. A machine that is busy slows both sides, so only ratios
// are compared from one day to another, and only a ratio that is not met ends the run with 1.
//
// From the package's folder, since it starts the programs that stand beside it on the folder Rotas:
//
//     swift build -c release --static-swift-stdlib
//     swiftc -O Sources/ringback-bench-empty/main.swift -o .build/release/ringback-bench-plain
//     .build/release/ringback-bench [--tickets N] [--seconds N] [--load]
//
// or --soak MINUTES: a day's load of a provider's desk, and whether anything grows that should not.
//
// --load leaves the rows of the rules out. What was promised of a store of a million tickets over a minute
// (--tickets 1000000 --seconds 60) is measured smaller unless told otherwise, so that a run is short.
//
// A further part of the program adds its rows as one more list here.
let measurements: [Measurement]
do {
  let options = try BenchOptions(Array(CommandLine.arguments.dropFirst()))
  if let minutes = options.soakMinutes {
    exit(try Soak(minutes: minutes, tickets: options.tickets).run() ? 0 : 1)
  }
  let rules =
    options.isLoadAlone
    ? []
    : try ServiceHoursRows.measure() + OnCallRows.measure() + StartRows.measure()
      + LimitRows.measure() + ManyDueRows.measure()
  measurements = rules + (try LoadRows.measure(options))
} catch {
  print("ringback-bench: \(error)")
  exit(1)
}

let machine = ProcessInfo.processInfo
print(
  """
  The benchmark of Ringback: each question asked of ours and of the plain way by turns, medians of
  one run (\(machine.operatingSystemVersionString), \(machine.activeProcessorCount) cores). \
  The ratio is theirs by ours; where something is demanded of ours, ours by theirs or by the demand.

  """)
print(Table.text(measurements))
print("(sum of all answers: \(Measurement.answers))")
exit(measurements.contains(where: \.fails) ? 1 : 0)

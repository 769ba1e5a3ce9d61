import CivilTime
import Documents
import Rota
import ServiceHours

extension Command {
  static let schedule = Command(
    name: "schedule", group: .files, summary: "list who is on call in the coming weeks, and why",
    options: [.from, .weeks, .rota, .json, .rotas],
    notes: [
      "Turns, stand-ins, shifts and overrides are worked in; stretches with nobody are left out."
    ],
    examples: [
      Example(line: "ringback schedule", meaning: "Four weeks from today, every rota."),
      Example(
        line: "ringback schedule --from 2026-12-21 --weeks 2 --rota primary",
        meaning: "One rota over Christmas and New Year."),
    ],
    run: { invocation throws(CommandFault) in
      let weeks = try invocation.number(.weeks, in: 1...weeksMax) ?? usualWeeks
      let configuration = try RotaSet.sound(invocation)
      let zone = configuration.desk.definition.zone
      let first = try TimeArgument.date(.from, of: invocation, in: zone)
      let end = first.adding(days: weeks * 7)
      try TimeArgument.check(end.adding(days: -1).year)
      let rota = try rota(of: invocation, in: configuration)
      let range = zone.start(of: first)..<zone.start(of: end)
      let shifts = configuration.schedule(in: range, rota: rota)
      if invocation.has(.json) {
        try Output.write(JSON.schedule(shifts, to: range.upperBound, in: zone))
      } else {
        try Output.write(table(of: shifts, in: configuration))
      }
      return .done
    })

  private static let usualWeeks = 4
  /// Two years, as the interface has it too.
  private static let weeksMax = 104

  private static func rota(
    of invocation: Invocation, in configuration: Configuration
  ) throws(CommandFault) -> Name? {
    guard let text = invocation[.rota] else { return nil }
    let names = configuration.rotas.map(\.name)
    if let name = names.first(where: { $0 == Name(text) }) { return name }
    let nearest = NearestWord.of(text, among: names.map(\.text))
    throw .usage(
      "there is no rota “\(text)”; "
        + (nearest.map { "did you mean “\($0)”?" }
          ?? "there are \(names.map(\.text).joined(separator: ", "))."))
  }

  /// In time order, for a person who reads down the days.
  private static func table(of shifts: [ScheduledShift], in configuration: Configuration) -> String
  {
    let zone = configuration.desk.definition.zone
    let fullNames = Dictionary(
      configuration.people.map { ($0.name, $0.fullName) }, uniquingKeysWith: { first, _ in first })
    let sorted = shifts.sorted { left, right in
      left.range.lowerBound == right.range.lowerBound
        ? left.rota < right.rota : left.range.lowerBound < right.range.lowerBound
    }
    var table = TextTable(["from", "to", "rota", "person", "name", "because"])
    for shift in sorted {
      table.add([
        Words.shortTime(shift.range.lowerBound, in: zone),
        Words.shortTime(shift.range.upperBound, in: zone), shift.rota.text, shift.person.text,
        fullNames[shift.person] ?? "", Words.cause(shift.because, insteadOf: shift.insteadOf),
      ])
    }
    return table.text()
  }
}

extension CommandOption {
  fileprivate static let from = CommandOption(
    name: "--from", value: "D", summary: "The first day (default: today).")
  fileprivate static let weeks = CommandOption(
    name: "--weeks", value: "N", summary: "How many weeks, up to 104 (default: 4).")
  fileprivate static let rota = CommandOption(
    name: "--rota", value: "R", summary: "One rota alone (default: all).")
}

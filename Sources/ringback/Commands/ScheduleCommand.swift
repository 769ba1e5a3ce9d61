import CivilTime
import Documents
import Live
import Rota
import ServiceHours

extension Command {
  static let schedule = Command(
    name: "schedule", group: .files, summary: "show who is on call in the coming weeks",
    options: [.from, .weeks, .rota, .person, .calendar, .csv, .ics, .json, .rotas],
    notes: [
      "On a terminal it is a calendar: a letter and a colour for each person, holidays and closures"
        + " by name, and an alarm where nobody is on call out of service hours. Elsewhere it is a list,"
        + " one shift a line. Turns, stand-ins, shifts and overrides are worked in.",
      "The shifts are cut to the days asked for, but in iCalendar they are whole, so that a calendar"
        + " program knows them again.",
    ],
    examples: [
      Example(line: "ringback schedule", meaning: "Four weeks from today, every rota."),
      Example(
        line: "ringback schedule --from 2026-12-21 --weeks 2 --rota primary",
        meaning: "One rota over Christmas and New Year."),
      Example(
        line: "ringback schedule --person aroha --weeks 26 --ics >aroha.ics",
        meaning: "One person's shifts, for a calendar program."),
    ],
    run: { invocation throws(CommandFault) in try ScheduleCommand(invocation).run() })
}

extension CommandOption {
  fileprivate static let from = CommandOption(
    name: "--from", value: "D", summary: "The first day (default: today).")
  fileprivate static let weeks = CommandOption(
    name: "--weeks", value: "N", summary: "How many weeks, up to 104 (default: 4).")
  fileprivate static let rota = CommandOption(
    name: "--rota", value: "R", summary: "One rota alone (default: all).")
  fileprivate static let person = CommandOption(
    name: "--person", value: "P", summary: "One person's shifts alone; not for the calendar.")
  fileprivate static let calendar = CommandOption(
    name: "--calendar", summary: "The calendar, on no terminal too.")
  static let csv = CommandOption(
    name: "--csv", summary: "Print comma-separated values, for a spreadsheet.")
  fileprivate static let ics = CommandOption(
    name: "--ics", summary: "Print iCalendar, for a calendar program.")
}

private struct ScheduleCommand {
  private let invocation: Invocation
  private let configuration: Configuration
  private let days: Range<CivilDate>
  private let rota: Name?
  private let person: Person?

  private static let usualWeeks = 4
  /// Two years, as the interface has it too.
  private static let weeksMax = 104
  /// Where there is no terminal to ask.
  private static let usualColumns = 100

  init(_ invocation: Invocation) throws(CommandFault) {
    self.invocation = invocation
    let weeks = try invocation.number(.weeks, in: 1...Self.weeksMax) ?? Self.usualWeeks
    let forms = [CommandOption.json, .csv, .ics, .calendar].filter { invocation.has($0) }
    guard forms.count <= 1 else {
      throw .usage("\(forms[0].name) and \(forms[1].name) exclude each other; leave one out.")
    }
    configuration = try RotaSet.sound(invocation)
    let first = try TimeArgument.date(.from, of: invocation, in: configuration.desk.definition.zone)
    days = first..<first.adding(days: weeks * 7)
    try TimeArgument.check(days.upperBound.adding(days: -1).year)
    rota = try Self.name(.rota, of: invocation, in: configuration.rotas.map(\.name))
    let name = try Self.name(.person, of: invocation, in: configuration.people.map(\.name))
    person = configuration.people.first { $0.name == name }
  }

  func run() throws(CommandFault) -> ExitStatus {
    let zone = configuration.desk.definition.zone
    let range = zone.start(of: days.lowerBound)..<zone.start(of: days.upperBound)
    let onCall = OnCallTable(configuration, in: range)
    let shifts = onCall.schedule(in: range, rota: rota).filter {
      person == nil || $0.person == person?.name
    }
    if invocation.has(.json) {
      try Output.write(JSON.schedule(shifts, to: range.upperBound, in: zone))
    } else if invocation.has(.csv) {
      try Output.write(csv(of: shifts))
    } else if invocation.has(.ics) {
      // Whole ones, so that they are the same events whenever this is asked.
      let feed = ScheduleFeed(
        ScheduleFeed.whole(shifts, cutTo: range, by: onCall), of: person,
        configuration: configuration, now: RealTime.now())
      try Output.write(bytes: feed.bytes)
    } else if person == nil, Terminal.outputIsTerminal || invocation.has(.calendar) {
      let columns = Terminal.outputWidth ?? Self.usualColumns
      let grid = ScheduleGrid(configuration, days: days)
      try Output.write(
        ScheduleCalendar(grid, rota: rota, columns: columns, style: .ofOutput()).text)
    } else {
      try Output.write(table(of: shifts))
    }
    return .done
  }

  private static func name(
    _ option: CommandOption, of invocation: Invocation, in names: [Name]
  ) throws(CommandFault) -> Name? {
    guard let text = invocation[option] else { return nil }
    if let name = names.first(where: { $0 == Name(text) }) { return name }
    let nearest = NearestWord.of(text, among: names.map(\.text))
    let noun = option == .rota ? "rota" : "person"
    throw .usage(
      "there is no \(noun) “\(text)”; "
        + (nearest.map { "did you mean “\($0)”?" }
          ?? "there are \(names.map(\.text).joined(separator: ", "))."))
  }

  private var fullNames: [Name: String] {
    Dictionary(
      configuration.people.map { ($0.name, $0.fullName) }, uniquingKeysWith: { first, _ in first })
  }

  /// In time order, for a person who reads down the days.
  private func table(of shifts: [ScheduledShift]) -> String {
    let (zone, fullNames) = (configuration.desk.definition.zone, fullNames)
    var table = TextTable(["from", "to", "rota", "person", "name", "because"])
    for shift in inTimeOrder(shifts) {
      table.add([
        Words.shortTime(shift.range.lowerBound, in: zone),
        Words.shortTime(shift.range.upperBound, in: zone), shift.rota.text, shift.person.text,
        fullNames[shift.person] ?? "", Words.cause(shift.because, insteadOf: shift.insteadOf),
      ])
    }
    return table.text()
  }

  /// As the document has it, with people's names.
  private func csv(of shifts: [ScheduledShift]) -> String {
    let (zone, fullNames) = (configuration.desk.definition.zone, fullNames)
    var csv = CSV(["rota", "person", "name", "start", "end", "because", "for"])
    for shift in inTimeOrder(shifts) {
      csv.add([
        shift.rota.text, shift.person.text, fullNames[shift.person] ?? "",
        RFC3339.text(shift.range.lowerBound, in: zone),
        RFC3339.text(shift.range.upperBound, in: zone), shift.because.rawValue,
        shift.insteadOf?.text ?? "",
      ])
    }
    return csv.text
  }

  private func inTimeOrder(_ shifts: [ScheduledShift]) -> [ScheduledShift] {
    shifts.sorted { ($0.range.lowerBound, $0.rota) < ($1.range.lowerBound, $1.rota) }
  }
}

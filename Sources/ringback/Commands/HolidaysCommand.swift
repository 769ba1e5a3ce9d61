import CivilTime
import Documents
import Live
import Rota
import ServiceHours

extension Command {
  static let holidays = Command(
    name: "holidays", group: .files,
    summary: "list a year's public holidays, and when they are kept",
    arguments: [
      CommandArgument(
        name: "YEAR", summary: "From 2004 to 2100 (default: this year).", isRequired: false)
    ],
    options: [.region, .json, .rotas],
    notes: [
      "The days kept are those of the desk in the rota files: one that works on a Saturday keeps a"
        + " holiday on that very Saturday. With --region and no rota files, of a desk that works Monday"
        + " to Friday."
    ],
    examples: [
      Example(line: "ringback holidays 2027", meaning: "The desk's holidays in 2027."),
      Example(line: "ringback holidays 2027 --region Otago", meaning: "Those that Otago has."),
    ],
    run: { invocation throws(CommandFault) in try HolidaysCommand(invocation).run() })
}

extension CommandOption {
  fileprivate static let region = CommandOption(
    name: "--region", value: "R",
    summary: "Whose anniversary day: a name or a code such as OTA, or “none” (default: the desk's)."
  )
}

private struct HolidaysCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  func run() throws(CommandFault) -> ExitStatus {
    let desk = try desk()
    let region = try region(of: desk)
    let year = try year(of: desk)
    let holidays = PublicHolidays.of(year: year, region: region, proclaimed: desk?.proclaimed ?? [])
    if invocation.has(.json) {
      try Output.write(JSON.publicHolidays(holidays, ofYear: year, region: region))
      return .done
    }
    var table = TextTable(["date", "holiday", "scope", "kept on"])
    for holiday in holidays {
      let kept = holiday.kept { weekday in desk?.works(on: weekday) ?? !weekday.isWeekend }
      table.add([
        Words.shortDate(holiday.date), holiday.name, holiday.scope.rawValue,
        kept == holiday.date ? "" : Words.shortDate(kept),
      ])
    }
    let warning = PublicHolidays.knowsMatariki(of: year) ? "" : DeskWords.unknownMatariki(year)
    try Output.write(table.text() + warning)
    return .done
  }

  /// Nil when a region is asked for where there are no rota files: then the law alone answers.
  private func desk() throws(CommandFault) -> DeskHours? {
    if invocation.has(.region), !invocation.has(.rotas),
      (try? RotaFolder(RotaSet.usualFolder).read()) == nil
    {
      return nil
    }
    return try RotaSet.sound(invocation).desk.definition
  }

  private func region(of desk: DeskHours?) throws(CommandFault) -> Region? {
    guard let text = invocation[.region] else { return desk?.region }
    if text.lowercased() == "none" { return nil }
    if let region = Region(text) { return region }
    let nearest = Region.nearest(to: text)?.name
    throw .usage(
      "there is no region “\(text)”; "
        + (nearest.map { "did you mean “\($0)”?" }
          ?? "it is one of \(Region.allCases.map(\.name).joined(separator: ", ")), or none."))
  }

  private func year(of desk: DeskHours?) throws(CommandFault) -> Int {
    guard let text = invocation.argument(0) else {
      let zone: TimeZoneRules
      if let desk { zone = desk.zone } else { zone = try mainland() }
      return zone.local(at: RealTime.now()).date.year
    }
    let year = try Invocation.number(text, called: "YEAR", in: 0...9999)
    try TimeArgument.check(year)
    return year
  }

  private func mainland() throws(CommandFault) -> TimeZoneRules {
    do throws(TimeZoneFault) {
      return try TimeZoneDatabase().zone("Pacific/Auckland")
    } catch {
      throw .failed("\(error).")
    }
  }
}

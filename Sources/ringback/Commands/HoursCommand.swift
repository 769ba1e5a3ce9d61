import CivilTime
import Documents
import Rota
import ServiceHours

extension Command {
  static let hours = Command(
    name: "hours", group: .files, summary: "say whether the desk is open, why, and until when",
    options: [.at, .json, .rotas],
    examples: [
      Example(line: "ringback hours", meaning: "Now."),
      Example(
        line: "ringback hours --at \"2026-12-25 01:10\"", meaning: "In the night to Christmas."),
    ],
    run: { invocation throws(CommandFault) in
      let configuration = try RotaSet.sound(
        invocation, years: TimeArgument.years(.at, of: invocation))
      let zone = configuration.desk.definition.zone
      let moment = try TimeArgument.moment(.at, of: invocation, in: zone)
      let state = try DeskWords.state(configuration, at: moment)
      if invocation.has(.json) {
        try Output.write(JSON.serviceHours(state, at: moment, in: zone))
      } else {
        try Output.write(DeskWords.text(state, at: moment, of: configuration, style: .ofOutput()))
      }
      return .done
    })
}

/// Whether the desk is open, in words.
enum DeskWords {
  static func state(
    _ configuration: Configuration, at moment: Moment
  ) throws(CommandFault) -> DeskState {
    do throws(OutsideCalendar) {
      return try configuration.hours.state(at: moment)
    } catch {
      throw .failed("\(error); ask for a time within those years.")
    }
  }

  /// Two lines or three: the time, the desk, and what the calendar does not know.
  static func text(
    _ state: DeskState, at moment: Moment, of configuration: Configuration, style: Style
  ) -> String {
    let zone = configuration.desk.definition.zone
    var reason = state.reason.description.printable
    if let holiday = state.publicHoliday?.printable, holiday != reason {
      reason += " (\(holiday))"
    }
    let isOpen = state.isOpen ? style.good("open") : style.doubtful("closed")
    let change = state.nextChange.map { " until " + Words.longTime($0, in: zone) } ?? ""
    var text = "\(Words.longTime(moment, in: zone)) (\(zone.name))\n"
    text += "\(configuration.desk.name.printable) is \(isOpen)\(change): \(reason).\n"
    if !state.knowsMatariki { text += unknownMatariki(zone.local(at: moment).date.year) }
    return text
  }

  static func unknownMatariki(_ year: Int) -> String {
    "The law names no date of Matariki for \(year) yet; it is left out.\n"
  }
}

import CivilTime
import Documents
import Rota
import ServiceHours

extension Command {
  static let diff = Command(
    name: "diff", group: .files,
    summary: "say what a second set of rota files changes in who is on call",
    arguments: [
      CommandArgument(name: "OLD", summary: "The folder of the files as they are."),
      CommandArgument(name: "NEW", summary: "The folder of the files as they are to be."),
    ],
    options: [.from, .weeks, .json],
    notes: [
      "Shift by shift from now on; then what changes for whom, when the desk is open that was closed"
        + " or closed that was open, and how the escalation's lines differ. The \(pastDays) days"
        + " before are looked at too, so that an edit of the past is told; what has passed stays as it"
        + " was.",
      "The status is 0 when nothing changes, 1 when something does.",
    ],
    examples: [
      Example(line: "ringback diff Rotas new-rotas", meaning: "The coming half year."),
      Example(
        line: "ringback diff Rotas new-rotas --from \"2026-12-01 00:00\" --weeks 8",
        meaning: "The weeks of the summer."),
    ],
    run: { invocation throws(CommandFault) in
      let weeks = try invocation.number(.weeks, in: 1...weeksMax) ?? usualWeeks
      let old = try RotaSet.sound(invocation.arguments[0])
      let new = try RotaSet.sound(invocation.arguments[1])
      let zone = new.desk.definition.zone
      let start = try TimeArgument.moment(.from, of: invocation, in: zone)
      let edit = Edit(old: old, new: new, from: start, weeks: weeks)
      try TimeArgument.check(zone.local(at: edit.coming.upperBound).date.year)
      if invocation.has(.json) {
        try Output.write(edit.document)
      } else {
        try Output.write(edit.text(style: .ofOutput()))
      }
      return edit.changesSomething ? .found : .done
    })

  /// Half a year.
  private static let usualWeeks = 26
  private static let weeksMax = 104
  fileprivate static let pastDays = 30
}

extension CommandOption {
  fileprivate static let from = CommandOption(
    name: "--from", value: "T",
    summary: "From when on: “2026-12-25 01:10” on the desk's clock, or a time with an offset"
      + " (default: now).")
  fileprivate static let weeks = CommandOption(
    name: "--weeks", value: "N", summary: "How many weeks, up to 104 (default: 26).")
}

/// One set of files beside another.
private struct Edit {
  let coming: Range<Moment>
  private let new: Configuration
  private let zone: TimeZoneRules
  private let pastChanges, comingChanges: [ScheduleChange]
  private let hours: [HoursChange]
  private let escalation: (before: [String], after: [String])

  init(old: Configuration, new: Configuration, from start: Moment, weeks: Int) {
    let zone = new.desk.definition.zone
    self.zone = zone
    let date = zone.local(at: start)
    func moved(_ days: Int) -> Moment {
      zone.moment(of: CivilDateTime(date.date.adding(days: days), date.time))
    }
    coming = start..<max(start, moved(weeks * 7))
    let past = min(start, moved(-Command.pastDays))..<start
    self.new = new
    pastChanges = ScheduleChange.between(old, new, in: past)
    comingChanges = ScheduleChange.between(old, new, in: coming)
    hours = HoursChange.between(old, new, in: coming)
    escalation = (Edit.lines(of: old), Edit.lines(of: new))
  }

  var changesSomething: Bool {
    !pastChanges.isEmpty || !comingChanges.isEmpty || !hours.isEmpty
      || escalation.before != escalation.after
  }

  var document: JSON {
    .scheduleChanges(
      past: pastChanges, coming: comingChanges, hours: hours, escalation: escalation, in: coming,
      zone: zone)
  }

  /// As the files write them.
  private static func lines(of configuration: Configuration) -> [String] {
    let escalation = configuration.escalation
    return escalation.steps.map { step in
      (step.after == .zero ? "at once " : "after \(Words.duration(step.after)) ") + step.who.text
    } + [
      "repeat \(Words.duration(escalation.repeats))",
      "acknowledgement lasts \(Words.duration(escalation.acknowledgementLasts))",
      "overdue \((escalation.overdue ?? escalation.steps.last?.who ?? .everyone).text)",
      "last resort \(escalation.lastResort)",
    ]
  }
}

// MARK: - In words

extension Edit {
  func text(style: Style) -> String {
    var text = style.strong(summary) + "\n"
    if !pastChanges.isEmpty {
      text +=
        "What has passed stays as it was: the service answers for it from the files of then.\n"
    }
    if !(pastChanges + comingChanges).isEmpty { text += "\n" + table() }
    let people = PersonalChanges.of(comingChanges)
    if !people.isEmpty { text += "\n" + people.map { sentence($0) + "\n" }.joined() }
    return text + hoursText + escalationText
  }

  /// `This edit changes 3 coming shifts and no past one.`
  private var summary: String {
    let (coming, past) = (comingChanges.count, pastChanges.count)
    guard coming + past > 0 else { return "This edit changes no shift." }
    let first = coming == 0 ? "no coming shift" : Words.count(coming, "coming shift")
    let second = past == 0 ? "no past one" : Words.count(past, "past one")
    return "This edit changes \(first) and \(second)."
  }

  private func table() -> String {
    var table = TextTable(["from", "to", "rota", "was", "becomes"])
    for change in pastChanges + comingChanges {
      table.add([
        Words.shortTime(change.range.lowerBound, in: zone),
        Words.shortTime(change.range.upperBound, in: zone), change.rota.text,
        change.before?.text ?? "nobody", change.after?.text ?? "nobody",
      ])
    }
    return table.text()
  }

  private func sentence(_ changes: PersonalChanges) -> String {
    let parts = [("gains", changes.gains), ("loses", changes.losses)].filter { !$0.1.isEmpty }
    return "\(changes.person) "
      + parts.map { verb, changes in
        let time = changes.reduce(Duration.zero) { sum, change in
          sum + (change.range.upperBound - change.range.lowerBound)
        }
        return "\(verb) \(Words.count(changes.count, "shift")) (\(Words.duration(time)))"
      }.joined(separator: " and ") + "."
  }

  private var hoursText: String {
    guard !hours.isEmpty else { return "" }
    var text = "\nThe desk's hours change:\n"
    for change in hours.prefix(Edit.hoursShownMax) {
      text += "  \(Words.shortTime(change.range.lowerBound, in: zone)) to"
      text += " \(Words.shortTime(change.range.upperBound, in: zone)):"
      text += " \(change.isOpen ? "open, was closed" : "closed, was open")\n"
    }
    let more = hours.count - Edit.hoursShownMax
    return text + (more > 0 ? "  and \(Words.count(more, "more stretch", plural: "es"))\n" : "")
  }

  /// Beyond them it is plain that the weekly hours are others; `--json` has all.
  private static let hoursShownMax = 10

  private var escalationText: String {
    guard escalation.before != escalation.after else { return "" }
    let gone = escalation.before.filter { !escalation.after.contains($0) }.map { "  - \($0)\n" }
    let new = escalation.after.filter { !escalation.before.contains($0) }.map { "  + \($0)\n" }
    return "\nThe escalation changes:\n" + (gone + new).joined()
  }
}

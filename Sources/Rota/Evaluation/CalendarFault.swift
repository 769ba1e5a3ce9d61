import CivilTime

/// What the check finds in the calendar (spec: rotas.md, "What the check says"). Times are what the
/// desk's clock shows.
enum CalendarFault: Fault, Hashable {
  case gap(GapCause, first: LocalRange, more: Int)
  /// Two steps reach one and the same person and nobody else; `earlier` is the other step's line.
  case goesNowhere(
    Name, after: Duration, earlier: Duration, at: SourcePlace, first: LocalRange, more: Int)
  case reachedAllTheTime(Name, first: LocalRange, more: Int)
  case shiftOnLeave(Name, rota: Name, at: SourcePlace)
  case longPast(Line, ended: CivilDate)
  case idleOverride(Name, rota: Name)
  case matarikiUnknown(year: Int)
  case namedWhileOnLeave(Name, as: Role, leave: LocalRange, at: SourcePlace, more: Int)

  enum Line: String, Sendable { case leave, override }

  enum Role: String, Sendable {
    case step = "named in this step"
    case overdue = "named in the escalation for what is overdue"
    case lastResort = "the last resort"
  }

  var words: FaultWords {
    switch self {
    case .gap, .goesNowhere, .reachedAllTheTime: reachWords
    default: lineWords
    }
  }

  private var reachWords: FaultWords {
    switch self {
    case .gap(let cause, let first, let more):
      FaultWords(
        "Nobody is on call \(text(first))\(times(more)): \(why(cause)).",
        advice: cause.rota.map {
          "Put somebody on call, for instance by the line: override \($0) \(first.start) to"
            + " \(first.end) by NAME"
        } ?? "Shorten somebody's leave, or name a rota or a person in this step.")
    case .goesNowhere(let person, let after, let earlier, let place, let first, let more):
      FaultWords(
        "The escalation goes nowhere: like \(step(earlier)) (\(place.lineText)), this step reaches"
          + " only “\(person)” \(text(first))\(times(more)).",
        advice: "Name somebody else in \(step(after)), or write: everyone", related: place,
        severity: .warning)
    case .reachedAllTheTime(let person, let first, let more):
      FaultWords(
        "“\(person)” is on call in every hour out of service hours for more than"
          + " \(RestFinder.daysMax) days on end, \(text(first))\(times(more)).",
        advice: "Give somebody else a part of it, by an override or in the order of the rota.",
        severity: .warning)
    default: FaultWords("The escalation is in doubt here.", advice: "Look at this step.")
    }
  }

  private var lineWords: FaultWords {
    switch self {
    case .shiftOnLeave(let person, let rota, let place):
      FaultWords(
        "“\(person)” is on leave (\(place.lineText)) in this shift of “\(rota)”, and nobody stands"
          + " in for a shift.",
        advice: "Give the shift to somebody else, or write an override of “\(rota)”.",
        related: place, severity: .warning)
    case .longPast(let line, let ended):
      FaultWords(
        "This \(line.rawValue) ended on \(ended), more than a year ago.",
        advice: "Take the line out: what has passed stays on record without it.",
        severity: .warning)
    case .idleOverride(let person, let rota):
      FaultWords(
        "This override changes nobody whom the first step reaches: the same people are told at once"
          + " with “\(person)” in “\(rota)” or without.",
        advice: "Check the rota and the time: another rota may answer before “\(rota)”, or"
          + " “\(person)” may be on call anyway.", severity: .warning)
    case .matarikiUnknown(let year):
      FaultWords(
        "The law names no date for Matariki in \(year) yet, so the desk counts as open then.",
        advice:
          "When the date is known, take a newer version of Ringback, or name it in the desk as a holiday.",
        severity: .warning)
    case .namedWhileOnLeave(let person, let role, let leave, let place, let more):
      FaultWords(
        "“\(person)” is \(role.rawValue), and will be told even on leave (\(place.lineText)),"
          + " \(text(leave))\(times(more)).",
        advice: "Name a rota or somebody else in place of “\(person)” while the leave lasts.",
        related: place, severity: .warning)
    default: FaultWords("This line is in doubt.", advice: "Look at this line.")
    }
  }

  private func why(_ cause: GapCause) -> String {
    guard let rota = cause.rota else { return "everybody is on leave" }
    return switch cause.absence {
    case .beforeFirstOrder: "the first “from” of “\(rota)” comes later"
    case .outsideDuring: "that is outside the “during” of “\(rota)”"
    case .betweenHolidays: "“\(rota)” has somebody on public holidays only"
    case .allOnLeave: "everybody in “\(rota)” is on leave"
    case .noShift: "“\(rota)” has no shift then"
    case .shiftOnLeave: "whoever has the shift in “\(rota)” is on leave"
    }
  }

  private func step(_ after: Duration) -> String {
    let seconds = after.wholeSeconds
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
    return seconds == 0
      ? "the step “at once”"
      : "the step “after "
        + parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined() + "”"
  }

  private func text(_ range: LocalRange) -> String {
    "from \(range.start.date.weekday.name) \(range.start) to \(range.end.date.weekday.name)"
      + " \(range.end)"
  }

  private func times(_ more: Int) -> String {
    switch more {
    case 0: ""
    case 1: " (and once more)"
    default: " (and \(more) more times)"
    }
  }
}

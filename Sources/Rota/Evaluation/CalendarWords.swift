import CivilTime

/// What the check says of the calendar, in words that a manager understands.
struct CalendarWords {
  let zone: TimeZoneRules

  func problem(_ placed: PlacedFact) -> Problem {
    Problem(
      severity: severity(placed.fact), place: placed.place, message: message(placed.fact),
      advice: advice(placed.fact), related: placed.related)
  }

  private func severity(_ fact: CalendarFact) -> Problem.Severity {
    if case .gap = fact { .error } else { .warning }
  }

  private func message(_ fact: CalendarFact) -> String {
    switch fact {
    case .gap(let cause, let first, let more):
      "nobody is on call \(text(first))\(times(more)): \(why(cause))"
    case .goesNowhere(let person, let steps, let first, let more):
      "the escalation goes nowhere: \(step(steps.earlier)) and \(step(steps.later)) both reach"
        + " only \(person) \(text(first))\(times(more))"
    case .reachedAllTheTime(let person, let first, let more):
      "\(person) is on call in every hour out of service hours for more than"
        + " \(RestFinder.daysMax) days on end, \(text(first))\(times(more))"
    case .shiftOnLeave(let person, let rota):
      "\(person) is on leave during this shift of \(rota), so nobody has it then"
    case .longPast(.leave, let ended):
      "this leave ended on \(ended), more than a year ago"
    case .longPast(.override, let ended):
      "this override ended on \(ended), more than a year ago"
    case .idleOverride(let person, let rota):
      "this override changes nobody whom the first step reaches: with or without \(person) in"
        + " \(rota), the same people are told at once"
    case .matarikiUnknown(let year):
      "the law names no date for Matariki in \(year) yet, so that holiday is missing here"
    case .namedWhileOnLeave(let person, let role, let leave, let more):
      "\(person) is \(named(role)), and is told even on leave: from \(leave.start) to"
        + " \(leave.end)\(times(more))"
    }
  }

  private func advice(_ fact: CalendarFact) -> String {
    switch fact {
    case .gap(let cause, let first, _):
      if let rota = cause.rota {
        "Put somebody on call, for instance with: override \(rota) \(written(first)) by NAME"
      } else {
        "Shorten somebody's leave, or name a rota or a person in the first step"
      }
    case .goesNowhere:
      "Name somebody else in one of the two steps, or end with: everyone"
    case .reachedAllTheTime(let person, let first, _):
      "Let somebody else have a part of it, for instance with an override on"
        + " \(zone.local(at: first.lowerBound).date.adding(days: 7)), so that \(person) can rest"
    case .shiftOnLeave(_, let rota):
      "Give the shift to somebody else, or add an override of \(rota) for that time"
    case .longPast: "Take the line out: what has passed stays on record without it"
    case .idleOverride(_, let rota):
      "Check the rota's name and the time; the line does nothing while another rota answers before"
        + " \(rota), or when the same person is on call anyway"
    case .matarikiUnknown(let year):
      "When the date of \(year) is known, add it to the desk: holiday DATE \"Matariki\""
    case .namedWhileOnLeave(let person, _, _, _):
      "Name a rota or somebody else in place of \(person) while the leave lasts"
    }
  }

  private func why(_ cause: GapCause) -> String {
    guard let rota = cause.rota else { return "everybody is on leave" }
    return switch cause.absence {
    case .beforeFirstOrder: "the first \u{201C}from\u{201D} of \(rota) comes later"
    case .outsideDuring: "that is outside the \u{201C}during\u{201D} of \(rota)"
    case .betweenHolidays: "\(rota) has somebody on public holidays only"
    case .allOnLeave: "everybody in \(rota) is on leave"
    case .noShift: "\(rota) has no shift then"
    case .shiftOnLeave: "the person of the shift in \(rota) is on leave"
    }
  }

  private func named(_ role: CalendarFact.Role) -> String {
    switch role {
    case .step: "named in this step"
    case .overdue: "named in the escalation for what is overdue"
    case .lastResort: "the last resort"
    }
  }

  private func step(_ after: Duration) -> String {
    after == .zero ? "the step \u{201C}at once\u{201D}" : "the step after \(short(after))"
  }

  /// As the files write durations.
  private func short(_ span: Duration) -> String {
    let seconds = span.wholeSeconds
    let parts = [
      (seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }

  private func text(_ range: Range<Moment>) -> String {
    let (start, end) = (zone.local(at: range.lowerBound), zone.local(at: range.upperBound))
    return "from \(start.date.weekday.name) \(start) to \(end.date.weekday.name) \(end)"
  }

  /// As a line of the files has it.
  private func written(_ range: Range<Moment>) -> String {
    "\(zone.local(at: range.lowerBound)) to \(zone.local(at: range.upperBound))"
  }

  private func times(_ more: Int) -> String {
    switch more {
    case 0: ""
    case 1: " (and once more)"
    default: " (and \(more) more times)"
    }
  }
}

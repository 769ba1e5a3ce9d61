import CivilTime

/// What the check finds in the calendar; ``CalendarWords`` turns it into sentences.
enum CalendarFact: Hashable, Sendable {
  case gap(GapCause, first: Range<Moment>, more: Int)
  /// Two steps reach one and the same person and nobody else.
  case goesNowhere(Name, steps: StepPair, first: Range<Moment>, more: Int)
  case reachedAllTheTime(Name, first: Range<Moment>, more: Int)
  case shiftOnLeave(Name, rota: Name)
  case longPast(Line, ended: CivilDate)
  case idleOverride(Name, rota: Name)
  case matarikiUnknown(year: Int)
  case namedWhileOnLeave(Name, as: Role, leave: LocalRange, more: Int)

  enum Line: Hashable, Sendable { case leave, override }

  enum Role: Hashable, Sendable { case step, overdue, lastResort }

  struct StepPair: Hashable, Sendable {
    let earlier, later: Duration
  }
}

/// A fact and where it is told.
struct PlacedFact: Sendable {
  let fact: CalendarFact
  let place: SourcePlace?
  var related: SourcePlace?
}

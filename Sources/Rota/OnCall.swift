public import CivilTime

/// Who is on call in one rota at one instant, why, and for how long (spec: rotas.md, "Rotas").
public struct OnCall: Hashable, Sendable {
  public let rota: Name
  public let person: Name?
  public let because: Cause
  /// Whom a stand-in stands in for: the person of the turn, who is on leave. Nil for all other causes.
  public let insteadOf: Name?
  /// The bounds of the stretch as the final schedule joins it; nil when more than two years away.
  public let since: Moment?
  public let until: Moment?
}

/// Why somebody, or nobody, is on call.
public enum Cause: String, Hashable, Sendable {
  case turn
  case standIn = "stand-in"
  case shift
  case override
  case nobody
}

/// One stretch of the final schedule.
public struct ScheduledShift: Hashable, Sendable {
  public let rota: Name
  public let person: Name
  public let range: Range<Moment>
  public let because: Cause
  public let insteadOf: Name?

  /// The same with other bounds.
  public func with(range: Range<Moment>) -> ScheduledShift {
    ScheduledShift(
      rota: rota, person: person, range: range, because: because, insteadOf: insteadOf)
  }
}

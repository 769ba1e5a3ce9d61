public import CivilTime

/// How much there is, and how much of it waits: what `/metrics` tells (spec: http-api.md, "For those who
/// run it"). Read in a time that does not grow with the past.
public struct Standing: Equatable, Sendable {
  public var calls: Int64
  public var events: Int64
  public var tickets: Int64
  /// Open callbacks by owner.
  public var open: [Owner: Int64]
  public var overdue: Int64
  /// The earliest moment that the clockwork has still to deal with.
  public var nextWake: Moment?

  public init(
    calls: Int64, events: Int64, tickets: Int64, open: [Owner: Int64], overdue: Int64,
    nextWake: Moment?
  ) {
    self.calls = calls
    self.events = events
    self.tickets = tickets
    self.open = open
    self.overdue = overdue
    self.nextWake = nextWake
  }
}

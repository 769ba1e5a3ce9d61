public import CivilTime

// A desk call of which nobody told how it ended (spec: callbacks.md, "The same caller again").
extension Call {
  /// From then on after its arrival a desk call without an end stands on the board.
  public static let endKnownWithin = Duration.hours(2)
  /// So long it stands there: over a long weekend and the days after it. Then nobody remembers it.
  public static let endlessShown = Duration.days(7)
  /// So many at the most: the newest.
  public static let endlessMax = 100

  /// Whether it is not known how it ended: a desk call that began two hours ago or more, with no end.
  public func isEndUnknown(at now: Moment) -> Bool {
    route == .desk && outcome == nil && !wasSentElsewhere && arrival + Call.endKnownWithin <= now
  }
}

public import Callbacks
public import CivilTime
public import Rota

/// The time from the desk's closing, by the files or by hand, to its next opening.
public struct ClosedStretch: Equatable, Sendable {
  /// To the opening; while the desk is closed to the moment asked about.
  public let range: Range<Moment>
  public let hasEnded: Bool

  public init(range: Range<Moment>, hasEnded: Bool) {
    self.range = range
    self.hasEnded = hasEnded
  }

  /// So far back it is looked for: first over a long weekend, then over all that may be asked.
  static let reaches = [Duration.days(16), Duration.days(731)]
  /// The first of them.
  public static var usualReach: Duration { reaches[0] }
}

extension ClosedStretch {
  /// The one that holds at that moment, else the latest that ended then or before; nil when the desk has not
  /// been closed in two years.
  ///
  /// - Parameter closings: by hand; one of these closes it whatever the files say.
  public static func latest(
    at moment: Moment, timeline: ConfigurationTimeline, closings: [ClosingByHand]
  ) -> ClosedStretch? {
    for reach in reaches {
      let start = moment - reach
      let range = start..<moment + .microseconds(1)
      var open = timeline.windows(in: range)
      for closing in closings where !closing.range.isEmpty {
        open = open.flatMap { parts(of: $0, without: closing.range) }
      }
      guard let last = open.last else { continue }
      if !last.contains(moment) {
        return ClosedStretch(range: last.upperBound..<moment, hasEnded: false)
      }
      let closedSince = open.dropLast().last?.upperBound
      if last.lowerBound > start,
        let closedSince = closedSince ?? (reach == reaches.last ? start : nil)
      {
        return ClosedStretch(range: closedSince..<last.lowerBound, hasEnded: true)
      }
    }
    guard timeline.isOpen(at: moment) == false else { return nil }
    return ClosedStretch(range: moment - reaches[reaches.count - 1]..<moment, hasEnded: false)
  }

  private static func parts(
    of window: Range<Moment>, without closing: Range<Moment>
  ) -> [Range<Moment>] {
    guard window.overlaps(closing) else { return [window] }
    return [
      window.lowerBound..<max(window.lowerBound, closing.lowerBound),
      min(window.upperBound, closing.upperBound)..<window.upperBound,
    ].filter { !$0.isEmpty }
  }
}

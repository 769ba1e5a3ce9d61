/// An instant on the world's time line, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Leap seconds don't exist here, as in POSIX time. Microseconds are what telephony systems stamp;
/// they decide which of two events of one second came first. Every edge of the calendar falls on a
/// whole second.
public struct Moment: Hashable, Sendable {
  /// Microseconds since the Unix epoch; negative before 1970.
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Held at the ends of what 64 bits of microseconds reach, some 290,000 years away.
  public init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: Moment.microsecondsPerSecond)
    self.microseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  /// Whole seconds since the Unix epoch, rounded towards the past.
  public var seconds: Int64 { microseconds.floorDivided(by: Moment.microsecondsPerSecond) }

  static let microsecondsPerSecond: Int64 = 1_000_000
}

extension Moment: Comparable {
  public static func < (left: Moment, right: Moment) -> Bool {
    left.microseconds < right.microseconds
  }
}

extension Moment {
  /// Clock time: plain elapsed time, whatever the clocks on the wall do meanwhile.
  ///
  /// Held at the ends of what 64 bits of microseconds reach, some 290,000 years away.
  public static func + (moment: Moment, span: Duration) -> Moment {
    Moment(microseconds: Int64(clamping: Int128(moment.microseconds) + span.wideMicroseconds))
  }

  public static func - (moment: Moment, span: Duration) -> Moment {
    Moment(microseconds: Int64(clamping: Int128(moment.microseconds) - span.wideMicroseconds))
  }

  /// The time from `right` to `left`; negative when `right` is the later one.
  public static func - (left: Moment, right: Moment) -> Duration {
    .microseconds(left.microseconds) - .microseconds(right.microseconds)
  }
}

extension Duration {
  /// Whole microseconds, what is finer cut off; held at the ends of what 64 bits reach.
  public var microseconds: Int64 { Int64(clamping: wideMicroseconds) }

  fileprivate var wideMicroseconds: Int128 { attoseconds / 1_000_000_000_000 }

  /// Whole seconds, what is finer cut off.
  public var wholeSeconds: Int64 { components.seconds }

  public static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
  public static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
  /// Days of 24 hours of clock time: not calendar days, which the clock changes make longer or
  /// shorter.
  public static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension FixedWidthInteger {
  /// Division that rounds towards negative infinity, so that times before 1970 fall on the right
  /// day.
  package func floorDivided(by divisor: Self) -> Self {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }

  /// The remainder that belongs to `floorDivided(by:)`: never negative for a positive divisor.
  package func floorRemainder(by divisor: Self) -> Self {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}

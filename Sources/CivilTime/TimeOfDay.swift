/// A time on the clock, to the second, from 00:00 to 24:00. 24:00 is an end only: midnight at a
/// day's end.
public struct TimeOfDay: Hashable, Sendable {
  /// Seconds since 00:00 as the clock shows it, from 0 to 86,400.
  public let second: Int

  /// Nil unless the hour is 0 to 23 (or 24 with nothing after it) and the others 0 to 59.
  public init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0...59).contains(minute), (0...59).contains(second) else { return nil }
    guard (0...23).contains(hour) || (hour == 24 && minute == 0 && second == 0) else { return nil }
    self.second = hour * 3600 + minute * 60 + second
  }

  /// The time that many seconds after 00:00, held inside the day.
  public init(second: Int) { self.second = min(max(second, 0), 86_400) }

  public static let startOfDay = TimeOfDay(second: 0)
  public static let endOfDay = TimeOfDay(second: 86_400)

  public var hour: Int { second / 3600 }
  public var minute: Int { second / 60 % 60 }
}

extension TimeOfDay: Comparable {
  public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.second < right.second }
}

extension TimeOfDay: CustomStringConvertible {
  /// `08:00`, with seconds only when there are some: `08:00:30`.
  public var description: String {
    let minutes = digits(hour, 2) + ":" + digits(minute, 2)
    return second % 60 == 0 ? minutes : minutes + ":" + digits(second % 60, 2)
  }
}

/// A date and a time as a clock on the wall shows them, of no zone: it may exist once, twice or
/// never.
public struct CivilDateTime: Hashable, Sendable {
  public let date: CivilDate
  public let time: TimeOfDay

  /// 24:00 becomes 00:00 of the next day, so that one point on the wall has one value.
  public init(_ date: CivilDate, _ time: TimeOfDay = .startOfDay) {
    self.date = time == .endOfDay ? date.adding(days: 1) : date
    self.time = time == .endOfDay ? .startOfDay : time
  }

  /// Seconds since 1970-01-01 00:00 on that wall.
  public var wallSeconds: Int64 { Int64(date.dayNumber) * 86_400 + Int64(time.second) }

  public init(wallSeconds: Int64) {
    date = CivilDate(dayNumber: Int(wallSeconds.floorDivided(by: 86_400)))
    time = TimeOfDay(second: Int(wallSeconds.floorRemainder(by: 86_400)))
  }
}

extension CivilDateTime: Comparable {
  public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    left.wallSeconds < right.wallSeconds
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// `2026-12-24 08:00`.
  public var description: String { "\(date) \(time)" }
}

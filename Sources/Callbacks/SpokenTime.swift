public import CivilTime

/// Times as a caller is told them: "8 am", "2:10 am", "noon", "midnight", "tomorrow", "Monday 13 July"
/// (spec: http-api.md, "Call events").
public struct SpokenTime: Sendable {
  private let time: CivilDateTime
  private let today: CivilDate

  public init(_ moment: Moment, heardAt now: Moment, in zone: TimeZoneRules) {
    time = zone.local(at: moment)
    today = zone.local(at: now).date
  }

  /// After "opens": `at 8 am`, `tomorrow at 8 am`, `on Monday 13 July at 8 am`.
  public var dayThenTime: String {
    switch dayWord {
    case nil: "at \(clock)"
    case let day?: "\(day) at \(clock)"
    }
  }

  /// After "by" or "of": `3 am`, `3 am tomorrow`, `3 am on Monday 13 July`.
  public var timeThenDay: String {
    // The midnight that ends this day: "midnight tomorrow" would be heard as a day later.
    if time.time == .startOfDay, time.date == today.adding(days: 1) { return "midnight tonight" }
    return switch dayWord {
    case nil: clock
    case let day?: "\(clock) \(day)"
    }
  }

  /// Nil on the day of the call itself.
  private var dayWord: String? {
    switch today.days(to: time.date) {
    case 0: nil
    case 1: "tomorrow"
    case -1: "yesterday"
    default: "on \(SpokenTime.day(time.date))"
    }
  }

  private var clock: String { SpokenTime.clock(time.time) }

  /// `Monday 13 July`.
  public static func day(_ date: CivilDate) -> String {
    "\(date.weekday.name) \(date.day) \(monthNames[date.month - 1])"
  }

  /// A minute begun counts as that minute: a deadline is never told later than it is.
  public static func clock(_ time: TimeOfDay) -> String {
    if time.minute == 0 && time.hour == 12 { return "noon" }
    if time.minute == 0 && time.hour % 24 == 0 { return "midnight" }
    let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
    let half = time.hour % 24 < 12 ? "am" : "pm"
    let minute = time.minute < 10 ? "0\(time.minute)" : "\(time.minute)"
    return time.minute == 0 ? "\(hour) \(half)" : "\(hour):\(minute) \(half)"
  }

  public static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}

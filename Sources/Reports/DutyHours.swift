public import CivilTime
public import ServiceHours

/// Hours on call by how they weigh, out of service hours; each counts once (spec: billing.md, "The on-call
/// report"). They are real hours: the night on which the clock goes back is an hour longer.
public struct DutyHours: Equatable, Sendable {
  /// From 00:00 to 24:00 of the day kept.
  public internal(set) var publicHoliday = Duration.zero
  /// Saturday and Sunday.
  public internal(set) var weekend = Duration.zero
  /// From 22:00 to 07:00.
  public internal(set) var night = Duration.zero
  public internal(set) var other = Duration.zero

  public var total: Duration { publicHoliday + weekend + night + other }

  public init() {}

  public static func + (left: DutyHours, right: DutyHours) -> DutyHours {
    var sum = left
    for sort in Sort.allCases { sum[sort] += right[sort] }
    return sum
  }

  /// In the order in which an hour is looked at.
  public enum Sort: String, CaseIterable, Sendable {
    case publicHoliday = "public_holiday"
    case weekend, night, other
  }

  public internal(set) subscript(sort: Sort) -> Duration {
    get {
      switch sort {
      case .publicHoliday: publicHoliday
      case .weekend: weekend
      case .night: night
      case .other: other
      }
    }
    set {
      switch sort {
      case .publicHoliday: publicHoliday = newValue
      case .weekend: weekend = newValue
      case .night: night = newValue
      case .other: other = newValue
      }
    }
  }
}

extension DutyHours {
  /// A range out of service hours, divided.
  public init(_ range: Range<Moment>, hours: ServiceHours) {
    let zone = hours.desk.zone
    var start = range.lowerBound
    while start < range.upperBound {
      let local = zone.local(at: start)
      let end = min(DutyHours.nextEdge(after: start, local.date, in: zone), range.upperBound)
      self[DutyHours.sort(of: local, hours)] += end - start
      start = end
    }
  }

  private static func sort(of local: CivilDateTime, _ hours: ServiceHours) -> Sort {
    if !hours.holidaysKept(on: local.date).isEmpty { return .publicHoliday }
    if local.date.weekday.isWeekend { return .weekend }
    return Night.contains(local.time) ? .night : .other
  }

  private static func nextEdge(
    after moment: Moment, _ date: CivilDate, in zone: TimeZoneRules
  ) -> Moment {
    for time in [Night.end, Night.start] {
      let edge = zone.moment(of: CivilDateTime(date, time))
      if edge > moment { return edge }
    }
    let midnight = zone.start(of: date.adding(days: 1))
    // Where a clock is put back over midnight the day begins a second time.
    return midnight > moment ? midnight : moment + .hours(1)
  }
}

/// From 22:00 to 07:00.
enum Night {
  static let start = TimeOfDay(second: 22 * 3600)
  static let end = TimeOfDay(second: 7 * 3600)

  static func contains(_ time: TimeOfDay) -> Bool { time >= start || time < end }

  /// The clock hour of the night in which it lies, by its beginning; nil by day.
  static func hour(of moment: Moment, in zone: TimeZoneRules) -> Moment? {
    let time = zone.local(at: moment).time
    guard contains(time) else { return nil }
    return Moment(seconds: moment.seconds - Int64(time.second % 3600))
  }
}

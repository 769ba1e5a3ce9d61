import CivilTime

/// How far the bounds of a shift are looked for: two years of the calendar on the desk's wall, to
/// the same date and time (1 March when that year has no 29 February), that moment included (spec:
/// http-api.md, "since and until").
enum TwoYears {
  private static let count = 2
  /// In microseconds. Two years are never shorter: a year has 365 days at least, and a clock change
  /// is at most a day.
  private static let surely: Int64 = Int64(count * 365 - 1) * 86_400 * 1_000_000

  static func after(_ moment: Moment, in zone: TimeZoneRules) -> Moment {
    shifted(moment, years: count, in: zone)
  }

  static func before(_ moment: Moment, in zone: TimeZoneRules) -> Moment {
    shifted(moment, years: -count, in: zone)
  }

  static func around(_ moment: Moment, in zone: TimeZoneRules) -> Range<Moment> {
    before(moment, in: zone)..<after(moment, in: zone)
  }

  static func reach(from moment: Moment, to later: Moment, in zone: TimeZoneRules) -> Bool {
    later.microseconds - moment.microseconds < surely || later <= after(moment, in: zone)
  }

  static func reach(from moment: Moment, backTo earlier: Moment, in zone: TimeZoneRules) -> Bool {
    moment.microseconds - earlier.microseconds < surely || earlier >= before(moment, in: zone)
  }

  private static func shifted(_ moment: Moment, years: Int, in zone: TimeZoneRules) -> Moment {
    let local = zone.local(at: moment)
    let (year, month, day) = local.date.parts
    let date = CivilDate(uncheckedYear: year + years, month: month, day: day)
    let whole = zone.moment(of: CivilDateTime(date, local.time))
    return Moment(
      microseconds: whole.microseconds + moment.microseconds
        - Moment(seconds: moment.seconds)
        .microseconds)
  }
}

import CivilTime

/// Works out the desk's open windows over the calendar or a part of it, in UTC seconds, by
/// whole-number dates.
///
/// The rule (spec: rotas.md, "The desk"): inside an `open` range, open; else inside a `closed`
/// range, closed; else on a public holiday, closed; else as `hours` says. It is written here and
/// nowhere else.
struct WindowBuilder {
  /// The days of the years, by number.
  static func days(of years: ClosedRange<Int>) -> Range<Int> {
    CivilDate(uncheckedYear: years.lowerBound, month: 1, day: 1)
      .dayNumber..<CivilDate(uncheckedYear: years.upperBound + 1, month: 1, day: 1).dayNumber
  }

  private let days: Range<Int>
  private let zone: TimeZoneRules
  /// For each weekday from Monday, its hours in seconds of the clock: sorted, none touching
  /// another.
  private let weekly: [[Range<Int64>]]
  /// For each of the days, whether the desk keeps a holiday.
  private let closedDays: [Bool]
  private var windows = WindowList()

  /// The windows of those days, with the special ranges (already as instants) laid over the weekly
  /// hours.
  static func windows(
    of desk: DeskHours, days: Range<Int>, holidays: HolidaysKept, closures: [Range<Int64>],
    openings: [Range<Int64>]
  ) -> [Range<Int64>] {
    var builder = WindowBuilder(desk, days: days, holidays: holidays)
    builder.addCalendar()
    var windows = builder.windows.ranges
    if !closures.isEmpty { windows = WindowList.difference(windows, WindowList.union(closures)) }
    if !openings.isEmpty { windows = WindowList.merged(windows, WindowList.union(openings)) }
    return windows
  }

  private init(_ desk: DeskHours, days: Range<Int>, holidays: HolidaysKept) {
    self.days = days
    zone = desk.zone
    closedDays = holidays.closedDays(days)
    weekly = Weekday.allCases.map { weekday in
      WindowList.union(
        desk.weekly.filter { $0.days.contains(weekday) && $0.opens < $0.closes }
          .map { Int64($0.opens.second)..<Int64($0.closes.second) })
    }
    let count = weekly.reduce(0) { $0 + $1.count } * (days.count / 7 + 1)
    windows.reserve(count)
  }

  /// Between clock changes a day is plain arithmetic; about each of them the zone is asked.
  private mutating func addCalendar() {
    let margin = WindowBuilder.marginDays
    let span =
      Moment(
        seconds: Int64(days.lowerBound - margin) * secondsPerDay)..<Moment(
        seconds: Int64(days.upperBound + margin) * secondsPerDay)
    var day = days.lowerBound
    for change in zone.changes(in: span) {
      let changeDay = Int(change.seconds.floorDivided(by: secondsPerDay))
      let near = min(max(day, changeDay - margin), days.upperBound)
      let past = min(max(near, changeDay + margin + 1), days.upperBound)
      addPlainDays(day..<near)
      for day in near..<past { addDay(day) }
      day = past
    }
    addPlainDays(day..<days.upperBound)
  }

  /// No offset is as long as 2 days: farther than that from a change, a date is as long as any
  /// other.
  private static let marginDays = 2

  private mutating func addPlainDays(_ plain: Range<Int>) {
    guard !plain.isEmpty else { return }
    let start = Moment(seconds: Int64(plain.lowerBound) * secondsPerDay)
    let offset = Int64(zone.offsetSeconds(at: start))
    var weekday = CivilDate(dayNumber: plain.lowerBound).weekday.index
    for day in plain {
      if !closedDays[day - days.lowerBound] {
        let midnight = Int64(day) * secondsPerDay - offset
        for hours in weekly[weekday] {
          windows.append(midnight + hours.lowerBound, midnight + hours.upperBound)
        }
      }
      weekday = weekday == 6 ? 0 : weekday + 1
    }
  }

  /// A date near a clock change: its hours run from the instant that their start means to the one
  /// that their end means, and what of them shows the date of a holiday is closed.
  private mutating func addDay(_ day: Int) {
    let date = CivilDate(dayNumber: day)
    for hours in weekly[date.weekday.index] {
      var start = instant(date, hours.lowerBound)
      let end = instant(date, hours.upperBound)
      while start < end {
        let stretch = min(end, endOfDate(at: start))
        if !keepsHoliday(at: start) { windows.append(start, stretch) }
        start = stretch
      }
    }
  }

  private func instant(_ date: CivilDate, _ second: Int64) -> Int64 {
    zone.moment(of: CivilDateTime(date, TimeOfDay(second: Int(second)))).seconds
  }

  private func keepsHoliday(at second: Int64) -> Bool {
    let day = zone.local(at: Moment(seconds: second)).date.dayNumber - days.lowerBound
    return closedDays.indices.contains(day) && closedDays[day]
  }

  /// Until when the clock goes on showing the same date: midnight, or a change of the clock before
  /// it.
  private func endOfDate(at second: Int64) -> Int64 {
    let moment = Moment(seconds: second)
    let midnight = second + secondsPerDay - Int64(zone.local(at: moment).time.second)
    let change = zone.changes(in: Moment(seconds: second + 1)..<Moment(seconds: midnight)).first
    return change?.seconds ?? midnight
  }
}

let secondsPerDay: Int64 = 86_400

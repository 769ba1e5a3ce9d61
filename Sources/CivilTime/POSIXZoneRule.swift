/// The rule at the end of a compiled zone, such as `NZST-12NZDT,M9.5.0,M4.1.0/3` (POSIX.1-2017,
/// 8.3, with the extensions of RFC 8536, 3.3.1): what the clock does after the table's last change.
struct POSIXZoneRule: Hashable, Sendable {
  /// Seconds east of UTC.
  let standardOffset: Int32
  let daylight: Daylight?

  struct Daylight: Hashable, Sendable {
    let offset: Int32
    let starts: YearlyChange
    let ends: YearlyChange
  }

  /// The changes of some years in time order: at which instant, and the offset from then on.
  func changes(years: ClosedRange<Int>) -> [(at: Int64, offset: Int32)] {
    guard let daylight else {
      // One offset for ever; it holds from before anything that the table doesn't know.
      return [(Int64.min / 4, standardOffset)]
    }
    return years.flatMap { year in
      [
        (
          at: daylight.starts.wallSeconds(inYear: year) - Int64(standardOffset),
          offset: daylight.offset
        ),
        (
          at: daylight.ends.wallSeconds(inYear: year) - Int64(daylight.offset),
          offset: standardOffset
        ),
      ]
    }.sorted { $0.at < $1.at }
  }
}

/// One of the year's two changes: a day, and the time on the clock that runs until then.
enum YearlyChange: Hashable, Sendable {
  /// `Mm.w.d/time`: weekday d (0 for Sunday) of week w (5 for the last) of month m.
  case weekday(Int, week: Int, month: Int, second: Int)
  /// `Jn/time`: day n from 1 to 365, 29 February never counted.
  case julian(Int, second: Int)
  /// `n/time`: day n from 0 to 365, 29 February counted.
  case dayOfYear(Int, second: Int)

  func wallSeconds(inYear year: Int) -> Int64 {
    let newYear = CivilDate(uncheckedYear: year, month: 1, day: 1)
    switch self {
    case .weekday(let weekday, let week, let month, let second):
      let first = CivilDate(uncheckedYear: year, month: month, day: 1)
        .firstOnOrAfter(Weekday(index: weekday + 6))
      let inMonth = CivilDate.daysInMonth(month, ofYear: year)
      let weeks = min(week - 1, (inMonth - first.day) / 7)
      return wall(first.adding(days: weeks * 7), second)
    case .julian(let day, let second):
      let leap = CivilDate.isLeap(year) && day >= 60 ? 1 : 0
      return wall(newYear.adding(days: day - 1 + leap), second)
    case .dayOfYear(let day, let second):
      return wall(newYear.adding(days: day), second)
    }
  }

  private func wall(_ date: CivilDate, _ second: Int) -> Int64 {
    Int64(date.dayNumber) * 86_400 + Int64(second)
  }
}

extension POSIXZoneRule {
  init?(_ text: String) {
    var scanner = RuleScanner(text)
    guard scanner.abbreviation(), let west = scanner.time(hoursMax: 24) else { return nil }
    standardOffset = Int32(-west)
    if scanner.isAtEnd {
      daylight = nil
      return
    }
    guard scanner.abbreviation() else { return nil }
    var offset = standardOffset + 3600
    if !scanner.next(is: ",") {
      guard let west = scanner.time(hoursMax: 24) else { return nil }
      offset = Int32(-west)
    }
    guard scanner.take(","), let starts = scanner.yearlyChange(), scanner.take(","),
      let ends = scanner.yearlyChange(), scanner.isAtEnd
    else { return nil }
    daylight = Daylight(offset: offset, starts: starts, ends: ends)
  }
}

private struct RuleScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  func next(is character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next(is: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// `NZST`, or anything in angle brackets: `<+1245>`.
  mutating func abbreviation() -> Bool {
    if take("<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let before = rest.count
    while let byte = rest.first, (0x41...0x5A).contains(byte & 0xDF) { rest = rest.dropFirst() }
    return before - rest.count >= 3
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time(hoursMax: Int) -> Int? {
    let sign = take("-") ? -1 : (take("+") ? 1 : 1)
    guard let hours = number(max: hoursMax) else { return nil }
    var seconds = hours * 3600
    if take(":") {
      guard let minutes = number(max: 59) else { return nil }
      seconds += minutes * 60
      if take(":") {
        guard let last = number(max: 59) else { return nil }
        seconds += last
      }
    }
    return sign * seconds
  }

  mutating func yearlyChange() -> YearlyChange? {
    if take("M") {
      guard let month = number(max: 12), month >= 1, take("."), let week = number(max: 5),
        week >= 1, take("."), let weekday = number(max: 6), let second = timeOfChange()
      else { return nil }
      return .weekday(weekday, week: week, month: month, second: second)
    }
    if take("J") {
      guard let day = number(max: 365), day >= 1, let second = timeOfChange() else { return nil }
      return .julian(day, second: second)
    }
    guard let day = number(max: 365), let second = timeOfChange() else { return nil }
    return .dayOfYear(day, second: second)
  }

  /// 02:00 unless said otherwise; RFC 8536 allows −167 to 167 hours.
  private mutating func timeOfChange() -> Int? { take("/") ? time(hoursMax: 167) : 7200 }

  private mutating func number(max: Int) -> Int? {
    var value: Int?
    while let byte = rest.first, (0x30...0x39).contains(byte) {
      let next = (value ?? 0) * 10 + Int(byte - 0x30)
      guard next <= max else { return nil }
      value = next
      rest = rest.dropFirst()
    }
    return value
  }
}

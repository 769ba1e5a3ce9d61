/// A day of the Gregorian calendar, of no time zone: the years 1 to 9999, as RFC 3339 writes them.
public struct CivilDate: Hashable, Sendable {
  /// Days since 1970-01-01; negative before it.
  public let dayNumber: Int

  /// The day of that number, held inside the years 1 to 9999.
  public init(dayNumber: Int) {
    self.dayNumber = min(max(dayNumber, CivilDate.firstDayNumber), CivilDate.lastDayNumber)
  }

  /// Nil for a day that isn't there, such as 31 February.
  public init?(year: Int, month: Int, day: Int) {
    guard CivilDate.years.contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.daysInMonth(month, ofYear: year)
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// For dates that are there by construction (1 January, the days of a table).
  ///
  /// A day number past its month's end means the days after it.
  public init(uncheckedYear year: Int, month: Int, day: Int) {
    self.init(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
  }

  public static let years = 1...9999

  public var year: Int { parts.year }
  public var month: Int { parts.month }
  public var day: Int { parts.day }

  public var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    Weekday(index: (dayNumber + 3).floorRemainder(by: 7))
  }

  public func adding(days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }

  public func days(to later: CivilDate) -> Int { later.dayNumber - dayNumber }

  /// The first such weekday on or after this date.
  public func firstOnOrAfter(_ weekday: Weekday) -> CivilDate {
    adding(days: (weekday.index - self.weekday.index).floorRemainder(by: 7))
  }

  public static func daysInMonth(_ month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }
}

extension CivilDate: Comparable {
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.dayNumber < right.dayNumber
  }
}

extension CivilDate: CustomStringConvertible {
  /// `2026-12-24`, as ISO 8601 and the rota files write it.
  public var description: String {
    let (year, month, day) = parts
    return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
  }
}

extension CivilDate {
  /// The year, month and day at once: cheaper than asking for each.
  public var parts: (year: Int, month: Int, day: Int) {
    // Counted from 1 March of year 0, so that a leap day ends its year; eras of 400 years repeat.
    let shifted = dayNumber + CivilDate.marchEpochOffset
    let era = shifted.floorDivided(by: CivilDate.daysPerEra)
    let dayOfEra = shifted - era * CivilDate.daysPerEra
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = marchYear.floorDivided(by: 400)
    let yearOfEra = marchYear - era * 400
    let marchMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * daysPerEra + dayOfEra - marchEpochOffset
  }

  private static let daysPerEra = 146_097
  /// Days from 0000-03-01 to 1970-01-01.
  private static let marchEpochOffset = 719_468
  private static let firstDayNumber = -719_162
  private static let lastDayNumber = 2_932_896
}

/// `number` in decimal with at least `width` digits; not for negative numbers.
func digits(_ number: Int, _ width: Int) -> String {
  let plain = String(number)
  return plain.count >= width ? plain : String(repeating: "0", count: width - plain.count) + plain
}

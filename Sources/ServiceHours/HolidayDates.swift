import CivilTime

extension HolidayDay {
  /// Nil when a list does not reach that year.
  func date(in year: Int) -> CivilDate? {
    switch self {
    case .date(let month, let day):
      return CivilDate(uncheckedYear: year, month: month, day: day)
    case .easter(let days):
      return CivilDate.easterSunday(of: year).adding(days: days)
    case .ordinal(let number, let weekday, let month, let days):
      return CivilDate(uncheckedYear: year, month: month, day: 1)
        .firstOnOrAfter(weekday).adding(days: (number - 1) * 7 + days)
    case .mondayNearest(let month, let day):
      // Of three days before to three days after, exactly one is a Monday.
      return CivilDate(uncheckedYear: year, month: month, day: day)
        .adding(days: -3).firstOnOrAfter(.monday)
    case .besideEasterMonday(let rule):
      let easterMonday = CivilDate.easterSunday(of: year).adding(days: 1)
      return rule.date(in: year).map { $0 == easterMonday ? $0.adding(days: 1) : $0 }
    case .listed(let first, let days):
      guard days.indices.contains(year - first) else { return nil }
      let (month, day) = days[year - first]
      return CivilDate(uncheckedYear: year, month: month, day: day)
    }
  }
}

extension HolidayMove {
  /// The day on which one keeps it who works Monday to Friday.
  func observed(_ date: CivilDate, in year: Int) -> CivilDate {
    let weekday = date.weekday
    guard weekday.isWeekend else { return date }
    switch self {
    case .never: return date
    case .twoDaysOn: return date.adding(days: 2)
    case .toMonday(let first):
      return year < first ? date : date.firstOnOrAfter(.monday)
    }
  }
}

extension CivilDate {
  /// Gregorian Easter, by the anonymous algorithm (Meeus, Astronomical Algorithms, chapter 8): the
  /// Sunday after the first full moon of the church's calendar on or after 21 March.
  static func easterSunday(of year: Int) -> CivilDate {
    let golden = year % 19
    let (century, yearOfCentury) = year.quotientAndRemainder(dividingBy: 100)
    let moonCorrection = (century - (century + 8) / 25 + 1) / 3
    let epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30
    let toSunday =
      (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
    let lateMoon = (golden + 11 * epact + 22 * toSunday) / 451
    let days = epact + toSunday - 7 * lateMoon
    return CivilDate(uncheckedYear: year, month: 3, day: 22).adding(days: days)
  }
}

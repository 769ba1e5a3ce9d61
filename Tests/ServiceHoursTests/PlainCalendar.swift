import CivilTime
import ServiceHours

/// New Zealand's holidays once more, by walking over the days of a year and asking of each what it
/// is: slow, and nothing of it shared with what it checks.
enum PlainCalendar {
  struct Day: Hashable {
    let name: String
    let date: CivilDate
    let observed: CivilDate
  }

  /// In date order.
  static func holidays(_ year: Int, _ region: Region?) -> Set<Day> {
    var found: Set<Day> = []
    func add(_ name: String, _ date: CivilDate, observed: CivilDate? = nil) {
      found.insert(Day(name: name, date: date, observed: observed ?? date))
    }
    let easter = easterSunday(year)
    var seen: [[Int]] = Array(repeating: Array(repeating: 0, count: 8), count: 13)
    var date = CivilDate(uncheckedYear: year, month: 1, day: 1)
    while date.year == year {
      let (_, month, day) = date.parts
      let weekday = date.weekday
      seen[month][weekday.rawValue] += 1
      let count = seen[month][weekday.rawValue]
      let twoOn = weekday.isWeekend ? date.adding(days: 2) : date
      let monday = year < 2014 ? date : next(.monday, ifWeekend: date)
      switch (month, day) {
      case (1, 1): add("New Year's Day", date, observed: twoOn)
      case (1, 2): add("Day after New Year's Day", date, observed: twoOn)
      case (2, 6): add("Waitangi Day", date, observed: monday)
      case (4, 25): add("Anzac Day", date, observed: monday)
      case (9, 26) where year == 2022: add("Queen Elizabeth II Memorial Day", date)
      case (12, 25): add("Christmas Day", date, observed: twoOn)
      case (12, 26): add("Boxing Day", date, observed: twoOn)
      default: break
      }
      if date.days(to: easter) == 2 { add("Good Friday", date) }
      if date.days(to: easter) == -1 { add("Easter Monday", date) }
      if month == 6, weekday == .monday, count == 1 {
        add(year > 2022 ? "King's Birthday" : "Queen's Birthday", date)
      }
      if month == 10, weekday == .monday, count == 4 { add("Labour Day", date) }
      if year >= 2022, year < 2053, matariki[year - 2022] == month * 100 + day {
        add("Matariki", date)
      }
      if let region, isAnniversary(date, of: region, easter: easter, count: count) {
        add(province(region) + " Anniversary Day", date)
      }
      if region == .canterbury, date.description == "2011-03-18" {
        add("Canterbury Earthquake Commemoration Day", date)
      }
      date = date.adding(days: 1)
    }
    return found
  }

  private static let matariki = [
    624, 714, 628, 620, 710, 625, 714, 706, 621, 711, 702, 624, 707, 629, 718, 710, 625, 715, 706,
    719, 711, 703, 624, 707, 629, 719, 703, 625, 715, 630, 621,
  ]

  private static func next(_ weekday: Weekday, ifWeekend date: CivilDate) -> CivilDate {
    var later = date
    if date.weekday.isWeekend {
      while later.weekday != weekday { later = later.adding(days: 1) }
    }
    return later
  }

  /// The church's own way: the golden number gives the 14th day of the paschal moon, Easter is the
  /// Sunday after it. Good for 1900 to 2199, which share one table.
  private static func easterSunday(_ year: Int) -> CivilDate {
    let fullMoons = [
      414, 403, 323, 411, 331, 418, 408, 328, 416, 405, 325, 413, 402, 322, 410, 330, 417, 407, 327,
    ]
    let moon = fullMoons[year % 19]
    var day = CivilDate(uncheckedYear: year, month: moon / 100, day: moon % 100).adding(days: 1)
    while day.weekday != .sunday { day = day.adding(days: 1) }
    return day
  }

  /// Whether a day is the region's, `count` being which of its weekday in the month it is.
  private static func isAnniversary(
    _ date: CivilDate, of region: Region, easter: CivilDate, count: Int
  ) -> Bool {
    let (year, month, day) = date.parts
    func nearest(_ otherMonth: Int, _ otherDay: Int) -> Bool {
      let other = CivilDate(uncheckedYear: year, month: otherMonth, day: otherDay)
      return date.weekday == .monday && abs(date.days(to: other)) <= 3
    }
    func isNth(_ n: Int, _ weekday: Weekday, _ inMonth: Int, daysOn: Int = 0) -> Bool {
      let start = date.adding(days: -daysOn)
      return start.weekday == weekday && start.month == inMonth && (start.day - 1) / 7 + 1 == n
    }
    switch region {
    case .auckland, .northland, .waikato, .bayOfPlenty, .gisborne: return nearest(1, 29)
    case .wellington, .manawatuWhanganui: return nearest(1, 22)
    case .nelson, .tasman, .buller: return nearest(2, 1)
    case .taranaki: return isNth(2, .monday, 3)
    case .otago:
      let moved = [2008: 325, 2035: 327, 2046: 327]
      return moved[year].map { $0 == month * 100 + day } ?? otherwiseOtago(date, easter, nearest)
    case .southland:
      if year >= 2014 { return easter.days(to: date) == 2 }
      return year == 2013 ? (month, day) == (1, 21) : nearest(1, 17)
    case .southCanterbury:
      return year == 2022 ? (month, day) == (11, 11) : isNth(4, .monday, 9)
    case .hawkesBay: return isNth(4, .monday, 10, daysOn: -3)
    case .marlborough, .kaikoura: return isNth(4, .monday, 10, daysOn: 7)
    case .canterbury: return isNth(1, .tuesday, 11, daysOn: 10)
    case .chathamIslands: return nearest(11, 30)
    case .westland: return year == 2005 || year == 2011 ? (month, day) == (12, 5) : nearest(12, 1)
    }
  }

  /// After the years that the page names the rule still holds.
  private static func otherwiseOtago(
    _ date: CivilDate, _ easter: CivilDate, _ nearest: (Int, Int) -> Bool
  ) -> Bool {
    let easterMonday = easter.adding(days: 1)
    if date == easterMonday { return false }
    return nearest(3, 23)
      || (date.adding(days: -1) == easterMonday && easterMonday.parts.month == 3
        && (20...26).contains(easterMonday.day))
  }

  private static func province(_ region: Region) -> String {
    switch region {
    case .northland, .waikato, .bayOfPlenty, .gisborne: "Auckland"
    case .manawatuWhanganui: "Wellington"
    case .tasman, .buller: "Nelson"
    case .kaikoura: "Marlborough"
    default: region.name
    }
  }
}

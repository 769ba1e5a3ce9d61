import CivilTime

/// One line of the law's tables: a named day, how it falls in a year, and whether it moves.
///
/// A new law, or a change of one, is a line here and nothing else.
struct HolidayLaw: Sendable {
  let name: String
  let day: HolidayDay
  var years = PublicHolidays.years
  var moves = HolidayMove.never
  /// The years in which the day fell elsewhere than its rule says.
  var exceptions: [Int: HolidayDay] = [:]

  /// Nil in a year without this day.
  func date(in year: Int) -> CivilDate? {
    guard years.contains(year) else { return nil }
    return (exceptions.isEmpty ? day : exceptions[year] ?? day).date(in: year)
  }
}

/// How a day falls in a year.
indirect enum HolidayDay: Sendable {
  case date(month: Int, day: Int)
  /// Days after Easter Sunday; before it when negative.
  case easter(plus: Int)
  /// The n-th such weekday of a month, and days after it; before it when negative.
  case ordinal(Int, Weekday, month: Int, plus: Int = 0)
  case mondayNearest(month: Int, day: Int)
  /// That day, or the Tuesday after when it is Easter Monday.
  case besideEasterMonday(HolidayDay)
  /// A month and day for each year from the first on.
  case listed(from: Int, [(month: Int, day: Int)])
}

/// The law's move of a day that falls on a weekend, for who would not work on it.
enum HolidayMove: Sendable {
  case never
  /// Holidays Act 2003, s 45: Saturday to Monday, Sunday to Tuesday, each of a pair by itself.
  case twoDaysOn
  /// Holidays Act 2003, s 45A: Saturday or Sunday to Monday, from that year on.
  case toMonday(from: Int)
}

extension HolidayLaw {
  /// Holidays Act 2003, s 44(1), in the order of service-hours.md, with the Acts that added days to
  /// it.
  static let national: [HolidayLaw] = [
    // s 44(1), moved by s 45.
    HolidayLaw(name: "New Year's Day", day: .date(month: 1, day: 1), moves: .twoDaysOn),
    HolidayLaw(name: "Day after New Year's Day", day: .date(month: 1, day: 2), moves: .twoDaysOn),
    // s 44(1), moved by s 45A, which the Amendment Act of 2013 brought in.
    HolidayLaw(name: "Waitangi Day", day: .date(month: 2, day: 6), moves: .toMonday(from: 2014)),
    // s 44(1).
    HolidayLaw(name: "Good Friday", day: .easter(plus: -2)),
    HolidayLaw(name: "Easter Monday", day: .easter(plus: 1)),
    // s 44(1), moved by s 45A.
    HolidayLaw(name: "Anzac Day", day: .date(month: 4, day: 25), moves: .toMonday(from: 2014)),
    // s 44(1), the birthday of the reigning Sovereign.
    HolidayLaw(
      name: "Queen's Birthday", day: .ordinal(1, .monday, month: 6), years: 2004...2022),
    HolidayLaw(
      name: "King's Birthday", day: .ordinal(1, .monday, month: 6), years: 2023...2100),
    // Te Kāhui o Matariki Public Holiday Act 2022, Schedule 1.
    HolidayLaw(name: "Matariki", day: matariki, years: matarikiYears),
    // s 44(1).
    HolidayLaw(name: "Labour Day", day: .ordinal(4, .monday, month: 10)),
    // s 44(1), moved by s 45.
    HolidayLaw(name: "Christmas Day", day: .date(month: 12, day: 25), moves: .twoDaysOn),
    HolidayLaw(name: "Boxing Day", day: .date(month: 12, day: 26), moves: .twoDaysOn),
    // Queen Elizabeth II Memorial Day Act 2022.
    HolidayLaw(
      name: "Queen Elizabeth II Memorial Day", day: .date(month: 9, day: 26), years: 2022...2022),
  ]

  static let matarikiYears = 2022...2052

  private static let matariki = HolidayDay.listed(
    from: matarikiYears.lowerBound,
    [
      (6, 24), (7, 14), (6, 28), (6, 20), (7, 10), (6, 25), (7, 14), (7, 6),  // 2022 to 2029
      (6, 21), (7, 11), (7, 2), (6, 24), (7, 7), (6, 29), (7, 18), (7, 10),  // 2030 to 2037
      (6, 25), (7, 15), (7, 6), (7, 19), (7, 11), (7, 3), (6, 24), (7, 7),  // 2038 to 2045
      (6, 29), (7, 19), (7, 3), (6, 25), (7, 15), (6, 30), (6, 21),  // 2046 to 2052
    ])

  /// Holidays Act 2003, s 44(1): the day of the anniversary of the province, or the day that is
  /// locally kept for it; a day beside it where an Act gave one.
  static func regional(_ region: Region) -> [HolidayLaw] {
    switch region {
    case .auckland, .northland, .waikato, .bayOfPlenty, .gisborne: [auckland]
    case .wellington, .manawatuWhanganui: [wellington]
    case .nelson, .tasman, .buller: [nelson]
    case .taranaki: [taranaki]
    case .otago: [otago]
    case .southland: [southlandToEaster, southland]
    case .southCanterbury: [southCanterbury]
    case .hawkesBay: [hawkesBay]
    case .marlborough, .kaikoura: [marlborough]
    case .canterbury: [canterbury, earthquakeDay]
    case .chathamIslands: [chathamIslands]
    case .westland: [westland]
    }
  }

  private static let auckland = HolidayLaw(
    name: "Auckland Anniversary Day", day: .mondayNearest(month: 1, day: 29))
  private static let wellington = HolidayLaw(
    name: "Wellington Anniversary Day", day: .mondayNearest(month: 1, day: 22))
  private static let nelson = HolidayLaw(
    name: "Nelson Anniversary Day", day: .mondayNearest(month: 2, day: 1))
  private static let taranaki = HolidayLaw(
    name: "Taranaki Anniversary Day", day: .ordinal(2, .monday, month: 3))
  private static let otago = HolidayLaw(
    name: "Otago Anniversary Day", day: .besideEasterMonday(.mondayNearest(month: 3, day: 23)))
  private static let southlandToEaster = HolidayLaw(
    name: "Southland Anniversary Day", day: .mondayNearest(month: 1, day: 17), years: 2004...2013,
    exceptions: [2013: .date(month: 1, day: 21)])
  private static let southland = HolidayLaw(
    name: "Southland Anniversary Day", day: .easter(plus: 2), years: 2014...2100)
  // In 2022 the fourth Monday was Queen Elizabeth II Memorial Day.
  private static let southCanterbury = HolidayLaw(
    name: "South Canterbury Anniversary Day", day: .ordinal(4, .monday, month: 9),
    exceptions: [2022: .date(month: 11, day: 11)])
  private static let hawkesBay = HolidayLaw(
    name: "Hawke's Bay Anniversary Day", day: .ordinal(4, .monday, month: 10, plus: -3))
  private static let marlborough = HolidayLaw(
    name: "Marlborough Anniversary Day", day: .ordinal(4, .monday, month: 10, plus: 7))
  // The second Friday after the first Tuesday: Show Day.
  private static let canterbury = HolidayLaw(
    name: "Canterbury Anniversary Day", day: .ordinal(1, .tuesday, month: 11, plus: 10))
  // Canterbury Earthquake Commemoration Day Act 2011.
  private static let earthquakeDay = HolidayLaw(
    name: "Canterbury Earthquake Commemoration Day", day: .date(month: 3, day: 18),
    years: 2011...2011)
  private static let chathamIslands = HolidayLaw(
    name: "Chatham Islands Anniversary Day", day: .mondayNearest(month: 11, day: 30))
  private static let westland = HolidayLaw(
    name: "Westland Anniversary Day", day: .mondayNearest(month: 12, day: 1),
    exceptions: [2005: .date(month: 12, day: 5), 2011: .date(month: 12, day: 5)])
}

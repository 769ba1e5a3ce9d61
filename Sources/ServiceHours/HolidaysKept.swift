import CivilTime

/// The holidays of the whole calendar, each on the day on which one desk keeps it.
struct HolidaysKept: Sendable {
  /// By the day on which they are kept; those of one day in the order of the law's table.
  private let holidays: [PublicHoliday]
  /// The number of the day on which each is kept.
  private let dayNumbers: [Int]

  init(_ desk: DeskHours) {
    let worked = Weekday.allCases.map { desk.works(on: $0) }
    var kept: [(day: Int, rank: Int, holiday: PublicHoliday)] = []
    kept.reserveCapacity(PublicHolidays.years.count * 16)
    func keep(_ holiday: PublicHoliday) {
      let day = holiday.kept { worked[$0.index] }.dayNumber
      kept.append((day, kept.count, holiday))
    }
    for year in PublicHolidays.years {
      for holiday in PublicHolidays.lawful(year: year, region: desk.region) { keep(holiday) }
    }
    for proclaimed in desk.proclaimed where PublicHolidays.years.contains(proclaimed.date.year) {
      keep(PublicHoliday(proclaimed))
    }
    kept.sort { ($0.day, $0.rank) < ($1.day, $1.rank) }
    holidays = kept.map(\.holiday)
    dayNumbers = kept.map(\.day)
  }

  func on(_ date: CivilDate) -> [PublicHoliday] {
    let first = dayNumbers.partitioningIndex { $0 >= date.dayNumber }
    let count = dayNumbers[first...].prefix { $0 == date.dayNumber }.count
    return Array(holidays[first..<first + count])
  }

  /// Rising, each date once.
  func dates(in range: Range<CivilDate>) -> [CivilDate] {
    let first = dayNumbers.partitioningIndex { $0 >= range.lowerBound.dayNumber }
    var dates: [CivilDate] = []
    for number in dayNumbers[first...].prefix(while: { $0 < range.upperBound.dayNumber })
    where dates.last?.dayNumber != number {
      dates.append(CivilDate(dayNumber: number))
    }
    return dates
  }

  /// For each day from the first on, whether a holiday is kept on it.
  func closedDays(_ days: Range<Int>) -> [Bool] {
    var closed = [Bool](repeating: false, count: days.count)
    for number in dayNumbers where days.contains(number) { closed[number - days.lowerBound] = true }
    return closed
  }
}

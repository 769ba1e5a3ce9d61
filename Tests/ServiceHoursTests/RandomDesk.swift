import CivilTime
import ServiceHours
import TestSupport

/// Desks and times by chance, more often near what is hard: clock changes, holidays, special
/// ranges.
enum RandomDesk {
  static func make(
    _ random: inout SeededRandom, region: Region?, zone: TimeZoneRules, about start: Moment
  ) -> DeskHours {
    let day = zone.local(at: start).date
    let proclaimed = (0..<Int.random(in: 0...2, using: &random)).map { number in
      ProclaimedHoliday(
        date: day.adding(days: Int.random(in: 0...6, using: &random)), name: "Day \(number)")
    }
    let closures = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      special(&random, about: day)
    }
    let openings = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      special(&random, about: day)
    }
    return DeskHours(
      zone: zone, region: region, weekly: weekly(&random), proclaimed: proclaimed,
      closures: closures, openings: openings)
  }

  /// A moment of a whole minute some hours before a clock change, a holiday, or anything.
  static func start(
    _ random: inout SeededRandom, region: Region?, zone: TimeZoneRules, years: ClosedRange<Int>
  ) -> Moment {
    let year = Int.random(in: years, using: &random)
    let first = CivilDate(uncheckedYear: year, month: 1, day: 8)
    let all = zone.start(of: first)..<zone.start(of: first.adding(days: 340))
    let holidays = PlainCalendar.holidays(year, region).map(\.observed).sorted()
    let centre: Moment? =
      switch Int.random(in: 0...2, using: &random) {
      case 0: zone.changes(in: all).randomElement(using: &random)
      case 1: holidays.randomElement(using: &random).map { zone.start(of: $0) }
      default: nil
      }
    let before = Duration.minutes(Int.random(in: 0...5000, using: &random))
    let chosen = max((centre ?? moment(&random, in: all)) - before, all.lowerBound)
    return Moment(seconds: chosen.seconds / 60 * 60)
  }

  /// On any microsecond; often on a whole hour, where things begin and end.
  static func moment(_ random: inout SeededRandom, in range: Range<Moment>) -> Moment {
    guard !range.isEmpty else { return range.lowerBound }
    let whole = range.lowerBound.microseconds..<range.upperBound.microseconds
    let any = Moment(microseconds: Int64.random(in: whole, using: &random))
    let hour = Moment(seconds: any.seconds / 3600 * 3600)
    return Bool.random(using: &random) && range.contains(hour) ? hour : any
  }

  private static func special(
    _ random: inout SeededRandom, about day: CivilDate
  ) -> SpecialRange {
    let wall = CivilDateTime(day).wallSeconds
    let start = wall + Int64.random(in: -10...150, using: &random) * 3600
    let minutes = Int64.random(in: 1...3000, using: &random)
    return SpecialRange(
      start: CivilDateTime(wallSeconds: start),
      end: CivilDateTime(wallSeconds: start + minutes * 60))
  }

  private static func weekly(_ random: inout SeededRandom) -> [WeeklyHours] {
    let all = Weekday.allCases
    let choices: [[(days: [Weekday], opens: Int, closes: Int)]] = [
      [(Desks.weekdays, 8 * 60, 17 * 60)],
      [(Desks.weekdays + [.saturday], 8 * 60, 12 * 60), (Desks.weekdays, 12 * 60, 16 * 60 + 30)],
      [(all, 0, 24 * 60)],
      [(all, 22 * 60, 24 * 60), (all, 0, 6 * 60)],
      [([.sunday], 2 * 60 + 15, 2 * 60 + 45), ([.sunday, .monday], 3 * 60 + 5, 24 * 60)],
      [([.saturday, .sunday], 0, 60), ([.friday], 23 * 60 + 30, 24 * 60)],
    ]
    return choices[Int.random(in: choices.indices, using: &random)].map { line in
      WeeklyHours(
        days: line.days, opens: TimeOfDay(second: line.opens * 60),
        closes: TimeOfDay(second: line.closes * 60))
    }
  }
}

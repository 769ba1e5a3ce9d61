import CivilTime
import Foundation
import ServiceHours

/// "Is the desk open?" and "when have 240 service minutes passed?", against Foundation's
/// `Calendar`.
enum ServiceHoursRows {
  static func measure() throws -> [Measurement] {
    let desk = DeskHours(
      zone: try TimeZoneDatabase().zone(zoneName), region: .auckland,
      weekly: [
        WeeklyHours(
          days: [.monday, .tuesday, .wednesday, .thursday, .friday],
          opens: TimeOfDay(second: 8 * 3600), closes: TimeOfDay(second: 17 * 3600))
      ])
    let hours = ServiceHours(desk)
    guard let plain = PlainDesk(hours) else { throw TimeZoneFault.unknown(zoneName) }
    let moments = moments()
    let dates = moments.map { Date(timeIntervalSince1970: Double($0.seconds)) }
    for (moment, date) in zip(moments.prefix(agreementCount), dates) {
      precondition(hours.isOpen(at: moment) == plain.isOpen(at: date), "the two sides differ")
      let deadline = hours.deadline(after: .minutes(240), from: moment)
      precondition(
        deadline?.seconds == Int64(plain.deadline(minutes: 240, from: date).timeIntervalSince1970),
        "the two sides differ")
    }
    let mask = moments.count - 1
    var busy = desk
    busy.closures = specials(fromHour: 12, count: 500)
    busy.openings = specials(fromHour: 18, count: 500)
    return [
      Measurement.compare(
        "is the desk open", ratio: 5, ourCount: 1_000_000, theirCount: 20_000,
        ours: { hours.isOpen(at: moments[$0 & mask]) == true ? 1 : 0 },
        theirs: { plain.isOpen(at: dates[$0 & mask]) ? 1 : 0 }),
      Measurement.compare(
        "add 240 service minutes", ratio: 300, ourCount: 1_000_000, theirCount: 500,
        ours: { hours.deadline(after: .minutes(240), from: moments[$0 & mask])?.seconds ?? 0 },
        theirs: {
          Int64(plain.deadline(minutes: 240, from: dates[$0 & mask]).timeIntervalSince1970)
        }),
      Measurement.time("is the desk open", target: 40, count: 1_000_000) {
        hours.isOpen(at: moments[$0 & mask]) == true ? 1 : 0
      },
      Measurement.time("add 240 service minutes", target: 60, count: 1_000_000) {
        hours.deadline(after: .minutes(240), from: moments[$0 & mask])?.seconds ?? 0
      },
      Measurement.time("is the desk open, why, until when", target: 2000, count: 100_000) {
        (try? hours.state(at: moments[$0 & mask]).nextChange?.seconds) ?? 0
      },
      Measurement.time(
        "make the calendar, 1,000 special lines", target: 4_000_000, count: 5
      ) {
        _ in ServiceHours(busy).isOpen(at: moments[0]) == true ? 1 : 0
      },
      Measurement.time("make the calendar, 2004 to 2100", target: 2_000_000, count: 5) {
        _ in ServiceHours(desk).isOpen(at: moments[0]) == true ? 1 : 0
      },
    ]
  }

  /// Two hours of every third day from 2020 on.
  private static func specials(fromHour hour: Int, count: Int) -> [SpecialRange] {
    (0..<count).map { index in
      let day = CivilDate(uncheckedYear: 2020, month: 1, day: 1).adding(days: index * 3)
      return SpecialRange(
        start: CivilDateTime(day, TimeOfDay(second: hour * 3600)),
        end: CivilDateTime(day, TimeOfDay(second: (hour + 2) * 3600)))
    }
  }

  private static let zoneName = "Pacific/Auckland"
  private static let agreementCount = 300

  /// Spread over 2010 to 2050 by a fixed step of the golden ratio, so that no cache learns them.
  private static func moments() -> [Moment] {
    let (first, span): (UInt64, UInt64) = (1_262_304_000, 1_262_304_000)
    return (0..<4096).map { index in
      Moment(seconds: Int64(first + UInt64(index) * 780_168_772 % span))
    }
  }
}

/// The plain way: the date's components in the zone, the weekday, the hour, and a set of holidays.
private struct PlainDesk {
  private var calendar = Calendar(identifier: .gregorian)
  private var holidays: Set<Int> = []

  init?(_ hours: ServiceHours) {
    guard let zone = TimeZone(identifier: hours.desk.zone.name) else { return nil }
    calendar.timeZone = zone
    let first = CivilDate(uncheckedYear: 2004, month: 1, day: 1)
    for date in hours.datesWithHolidays(in: first..<first.adding(days: 97 * 365)) {
      let (year, month, day) = date.parts
      holidays.insert(year * 10_000 + month * 100 + day)
    }
  }

  func isOpen(at date: Date) -> Bool {
    let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour], from: date)
    guard worksOn(parts), let hour = parts.hour else { return false }
    return (8..<17).contains(hour)
  }

  /// Walks from day to day and takes from each what it has.
  func deadline(minutes: Int, from start: Date) -> Date {
    var left = Double(minutes) * 60
    var day = calendar.startOfDay(for: start)
    while true {
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: day)
      if worksOn(parts), let opens = calendar.date(bySettingHour: 8, minute: 0, second: 0, of: day),
        let closes = calendar.date(bySettingHour: 17, minute: 0, second: 0, of: day)
      {
        let from = max(start, opens)
        if from < closes, closes.timeIntervalSince(from) >= left {
          return from.addingTimeInterval(left)
        }
        left -= max(0, closes.timeIntervalSince(from))
      }
      day = calendar.date(byAdding: .day, value: 1, to: day) ?? day.addingTimeInterval(86_400)
    }
  }

  private func worksOn(_ parts: DateComponents) -> Bool {
    guard let year = parts.year, let month = parts.month, let day = parts.day,
      let weekday = parts.weekday, (2...6).contains(weekday)
    else { return false }
    return !holidays.contains(year * 10_000 + month * 100 + day)
  }
}

import CivilTime
import ServiceHours
import Testing

/// The desks and moments that the tests of service hours speak of.
enum Desks {
  static let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

  static func zone(_ name: String = "Pacific/Auckland") throws -> TimeZoneRules {
    try TimeZoneDatabase().zone(name)
  }

  /// Monday to Friday 08:00 to 17:00 in Auckland, unless said otherwise.
  static func hours(
    region: Region? = .auckland, days: [Weekday] = weekdays, _ opens: String = "08:00",
    to closes: String = "17:00", proclaimed: [ProclaimedHoliday] = [],
    closures: [SpecialRange] = [], openings: [SpecialRange] = []
  ) throws -> ServiceHours {
    let weekly = WeeklyHours(days: days, opens: try time(opens), closes: try time(closes))
    return ServiceHours(
      DeskHours(
        zone: try zone(), region: region, weekly: days.isEmpty ? [] : [weekly],
        proclaimed: proclaimed, closures: closures, openings: openings))
  }

  /// `2026-12-24 12:00` to another, as the rota files write them.
  static func special(
    _ start: String, to end: String, _ words: String? = nil
  ) throws -> SpecialRange {
    SpecialRange(start: try local(start), end: try local(end), words: words)
  }

  static func local(_ text: String) throws -> CivilDateTime {
    CivilDateTime(try #require(CivilDate(text.prefix(10))), try time(String(text.suffix(5))))
  }

  static func time(_ text: String) throws -> TimeOfDay { try #require(TimeOfDay(text)) }
}

func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

func moment(_ text: String) throws -> Moment { try #require(RFC3339.moment(text)) }

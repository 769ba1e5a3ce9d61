import Callbacks
import CivilTime

/// Why a row is billed as it is: "Sat 4 July 02:10 to 03:05, after hours: weekend".
enum BillWords {
  static func rule(_ piece: TimePiece, _ group: BillingGroup, in zone: TimeZoneRules) -> String {
    let start = zone.local(at: piece.range.lowerBound)
    let end = zone.local(at: piece.range.upperBound)
    let isOneDay = start.date == end.date
    let to = isOneDay ? clock(end.time) : "\(day(end.date)) \(clock(end.time))"
    let when = "\(day(start.date)) \(clock(start.time)) to \(to)"
    let why = piece.isInServiceHours ? "in service hours" : "after hours: \(piece.reason)"
    return group == .unbillable ? "\(when), unbillable, \(why)" : "\(when), \(why)"
  }

  private static func day(_ date: CivilDate) -> String {
    "\(date.weekday.abbreviation) \(date.day) \(months[date.month - 1])"
  }

  /// To the minute: the seconds are billed, and no use to a reader.
  private static func clock(_ time: TimeOfDay) -> String {
    TimeOfDay(second: time.second / 60 * 60).description
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}

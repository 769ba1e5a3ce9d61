import CivilTime
import Rota

/// Numbers, times and causes as people say them.
enum Words {
  /// `1 error`, `2 errors`.
  static func count(_ count: Int, _ noun: String, plural: String = "s") -> String {
    "\(count) \(noun)" + (count == 1 ? "" : plural)
  }

  /// `Friday 25 December 2026, 01:10`: the desk's clock.
  static func longTime(_ moment: Moment, in zone: TimeZoneRules) -> String {
    let local = zone.local(at: moment)
    return longDate(local.date) + ", " + minute(local.time)
  }

  /// `Friday 25 December 2026`.
  static func longDate(_ date: CivilDate) -> String {
    let (year, month, day) = date.parts
    return "\(date.weekday.name) \(day) \(months[month - 1]) \(year)"
  }

  /// `Fri 2026-12-25 01:10`: for tables, in which it sorts.
  static func shortTime(_ moment: Moment, in zone: TimeZoneRules) -> String {
    let local = zone.local(at: moment)
    return shortDate(local.date) + " " + minute(local.time)
  }

  /// `Fri 2026-12-25`.
  static func shortDate(_ date: CivilDate) -> String {
    "\(date.weekday.abbreviation) \(date)"
  }

  /// `1h30m`, as the rota files write a duration; whole seconds.
  static func duration(_ span: Duration) -> String {
    var rest = span.wholeSeconds
    var text = ""
    for (unit, seconds) in [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)] as [(String, Int64)] {
      let count = rest / seconds
      rest -= count * seconds
      if count > 0 { text += "\(count)\(unit)" }
    }
    return text.isEmpty ? "0s" : text
  }

  /// Why somebody is on call: `turn`, `stands in for aroha`.
  static func cause(_ because: Cause, insteadOf: Name?) -> String {
    switch because {
    case .turn, .shift, .nobody: because.rawValue
    case .standIn: "stands in" + (insteadOf.map { " for \($0)" } ?? "")
    case .override: "override" + (insteadOf.map { " for \($0)" } ?? "")
    }
  }

  /// `December`.
  static func month(_ number: Int) -> String { months[number - 1] }

  private static func minute(_ time: TimeOfDay) -> String { String(time.description.prefix(5)) }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}

public import CivilTime
public import Rota
import ServiceHours

/// Shifts as an iCalendar object (RFC 5545) that calendar programs subscribe to: `GET
/// /v1/schedule.ics`, `ringback schedule --ics`.
///
/// A shift keeps its UID as long as it is the same rota's, the same person's and starts at the same
/// moment: an edit that makes it longer moves it in the calendar and makes no second one. It takes
/// up no time there, as its person may be called and isn't busy. Times are the desk's own, with the
/// zone's real clock changes beside them.
public struct ScheduleFeed: Sendable {
  private let shifts: [ScheduledShift]
  private let person: Person?
  private let people: [Name: String]
  private let deskName: String
  private let zone: TimeZoneRules
  private let now: Moment

  /// How far a feed looks back and ahead, when it is the whole of what a calendar program shows.
  public static let daysBack = 31
  public static let daysAhead = 366

  /// - Parameters:
  ///   - shifts: those of the person alone are taken, when one is given.
  ///   - person: whose feed it is; nil for everybody's shifts in one.
  ///   - now: when it is made.
  public init(
    _ shifts: [ScheduledShift], of person: Person? = nil, configuration: Configuration, now: Moment
  ) {
    self.shifts = shifts.filter { person == nil || $0.person == person?.name }
    self.person = person
    people = Dictionary(
      configuration.people.map { ($0.name, $0.fullName) }, uniquingKeysWith: { first, _ in first })
    deskName = configuration.desk.name
    zone = configuration.desk.definition.zone
    self.now = now
  }

  /// A person's shifts about now, whole: one that runs at the edge of what is looked at has its
  /// real start and end, so that its UID doesn't change from day to day.
  public static func shifts(
    of person: Person, by onCall: OnCallTable, now: Moment
  )
    -> [ScheduledShift]
  {
    let range = now - .days(daysBack)..<now + .days(daysAhead)
    return whole(
      onCall.schedule(in: range).filter { $0.person == person.name }, cutTo: range, by: onCall)
  }

  /// Shifts that a range has cut, with their own bounds as far as those are known.
  public static func whole(
    _ shifts: [ScheduledShift], cutTo range: Range<Moment>, by onCall: OnCallTable
  ) -> [ScheduledShift] {
    shifts.map { onCall.whole($0, cutTo: range) }
  }

  /// UTF-8, with the line ends that the format asks for.
  public var bytes: [UInt8] {
    var writer = ICalendarWriter()
    writer.line("BEGIN", "VCALENDAR")
    writer.line("VERSION", "2.0")
    writer.line("PRODID", "-//Ringback//On-call schedule//EN")
    writer.line("CALSCALE", "GREGORIAN")
    writer.text("NAME", title)
    writer.text("X-WR-CALNAME", title)
    writer.line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
    writer.line("X-PUBLISHED-TTL", "PT1H")
    writer.timeZone(zone, in: span)
    for shift in shifts { write(shift, to: &writer) }
    writer.line("END", "VCALENDAR")
    return writer.bytes
  }

  private var title: String {
    person.map { "On call: \($0.fullName)" } ?? "On call: \(deskName)"
  }

  /// From the first start to the last end; about now when there is none, since a calendar is never
  /// empty.
  private var span: Range<Moment> {
    let start = shifts.map(\.range.lowerBound).min() ?? now
    return start..<max(start, shifts.map(\.range.upperBound).max() ?? now)
  }

  private func write(_ shift: ScheduledShift, to writer: inout ICalendarWriter) {
    let start = ICalendarTime.utc(shift.range.lowerBound)
    writer.line("BEGIN", "VEVENT")
    writer.text("UID", "\(start)-\(shift.rota)-\(shift.person)@ringback")
    writer.line("DTSTAMP", ICalendarTime.utc(now))
    writer.time("DTSTART", shift.range.lowerBound, in: zone)
    writer.time("DTEND", shift.range.upperBound, in: zone)
    writer.text("SUMMARY", summary(of: shift))
    if let words = description(of: shift) { writer.text("DESCRIPTION", words) }
    writer.line("TRANSP", "TRANSPARENT")
    writer.line("END", "VEVENT")
  }

  private func summary(of shift: ScheduledShift) -> String {
    person == nil
      ? "\(fullName(shift.person)) on call (\(shift.rota))" : "On call (\(shift.rota))"
  }

  private func description(of shift: ScheduledShift) -> String? {
    switch shift.because {
    case .standIn: shift.insteadOf.map { "Stands in for \(fullName($0))." }
    case .override: "By an override."
    case .turn, .shift, .nobody: nil
    }
  }

  private func fullName(_ name: Name) -> String { people[name] ?? name.text }
}

extension OnCallTable {
  fileprivate func whole(_ shift: ScheduledShift, cutTo range: Range<Moment>) -> ScheduledShift {
    var (start, end) = (shift.range.lowerBound, shift.range.upperBound)
    if start == range.lowerBound, let since = onCall(in: shift.rota, at: start)?.since {
      start = since
    }
    if end == range.upperBound,
      let until = onCall(in: shift.rota, at: end - .microseconds(1))?.until
    {
      end = until
    }
    return shift.with(range: start..<end)
  }
}

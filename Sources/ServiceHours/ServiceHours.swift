public import CivilTime

/// The desk's service hours over the whole calendar, 2004 to 2100, worked out once for a
/// configuration (spec: service-hours.md).
///
/// Made by whole-number arithmetic in about a millisecond, or for fewer years in less; each question
/// after that is a look-up.
public struct ServiceHours: Sendable {
  public let desk: DeskHours
  private let holidays: HolidaysKept
  private let openings: [Special]
  private let closures: [Special]
  private let table: WindowTable

  /// - Parameter years: of which there is to be an answer. A program that has one question and ends
  ///   needs few; ``state(at:)`` looks two years ahead. The holidays are those of the whole calendar
  ///   all the same.
  public init(_ desk: DeskHours, years: ClosedRange<Int> = PublicHolidays.years) {
    self.desk = desk
    holidays = HolidaysKept(desk)
    openings = desk.openings.compactMap { Special($0, in: desk.zone) }
    closures = desk.closures.compactMap { Special($0, in: desk.zone) }
    let days = WindowBuilder.days(of: years)
    let start = desk.zone.start(of: CivilDate(dayNumber: days.lowerBound)).seconds
    let end = desk.zone.start(of: CivilDate(dayNumber: days.upperBound)).seconds
    table = WindowTable(
      WindowBuilder.windows(
        of: desk, days: days, holidays: holidays, closures: closures.map(\.seconds),
        openings: openings.map(\.seconds)),
      calendar: start..<end)
  }
}

extension ServiceHours {
  /// Nil outside the calendar: before 2004 and after 2100 (or the years it was made for), by the
  /// desk's local date.
  public func isOpen(at moment: Moment) -> Bool? {
    let instant = moment.microseconds
    guard table.calendar.contains(instant) else { return nil }
    guard let window = table.window(at: instant) else { return false }
    return window.start <= instant
  }

  /// The open windows that overlap the range, cut to it; windows that touch are one.
  ///
  /// Nothing outside the calendar: who must tell that from a closed desk asks ``isOpen(at:)`` of
  /// both ends.
  public func windows(in range: Range<Moment>) -> [Range<Moment>] {
    table.windows(overlapping: range.lowerBound.microseconds..<range.upperBound.microseconds)
      .map { window in
        max(
          range.lowerBound, Moment(microseconds: window.start))..<min(
            range.upperBound, Moment(microseconds: window.end))
      }
  }

  /// The earliest instant at which so much service time has passed since `moment` (spec:
  /// http-api.md, service-hours/deadline).
  ///
  /// No service time, or less than none, gives `moment` itself; a count that is full at closing
  /// time gives that closing time. What is finer than a microsecond counts as a whole one. Nil when
  /// there is no such instant within 20 years, and outside the calendar.
  public func deadline(after serviceTime: Duration, from moment: Moment) -> Moment? {
    guard table.calendar.contains(moment.microseconds),
      let instant = table.instant(
        after: serviceTime.microsecondsRoundedUp, from: moment.microseconds)
    else { return nil }
    let deadline = Moment(microseconds: instant)
    return isWithin(years: ServiceHours.deadlineYearsMax, deadline, of: moment) ? deadline : nil
  }

  /// How much of the range lies in service hours, and how much does not; exact to the microsecond.
  ///
  /// What lies outside the calendar counts as after hours.
  public func split(_ range: Range<Moment>) -> ServiceSplit {
    let (start, end) = (range.lowerBound.microseconds, range.upperBound.microseconds)
    let service = Duration.microseconds(table.served(until: end) - table.served(until: start))
    // Two instants may lie farther apart than 64 bits of microseconds reach; a Duration can.
    let whole = Duration.microseconds(end) - Duration.microseconds(start)
    return ServiceSplit(service: service, afterHours: whole - service)
  }

  /// The first instant later than this one at which the desk opens; nil when it never does before
  /// the calendar ends, and outside the calendar.
  public func nextOpening(after moment: Moment) -> Moment? {
    guard table.calendar.contains(moment.microseconds) else { return nil }
    return table.windowStarting(after: moment.microseconds).map { Moment(microseconds: $0.start) }
  }

  /// The holidays that this desk keeps on that date, in the order of the law's table.
  public func holidaysKept(on date: CivilDate) -> [PublicHoliday] { holidays.on(date) }

  /// The dates on which this desk keeps a holiday, rising, each once.
  public func datesWithHolidays(in range: Range<CivilDate>) -> [CivilDate] {
    holidays.dates(in: range)
  }

  static let deadlineYearsMax = 20
  static let changeYearsMax = 2
}

extension ServiceHours {
  /// Whether it is open, why, and until when.
  public func state(at moment: Moment) throws(OutsideCalendar) -> DeskState {
    guard let isOpen = isOpen(at: moment) else { throw OutsideCalendar() }
    let date = desk.zone.local(at: moment).date
    let kept = holidays.on(date)
    let holiday = kept.isEmpty ? nil : kept.map(\.name).joined(separator: " and ")
    return DeskState(
      isOpen: isOpen, reason: reason(isOpen, at: moment, on: date, holiday: holiday),
      publicHoliday: holiday, nextChange: nextChange(after: moment),
      knowsMatariki: PublicHolidays.knowsMatariki(of: date.year))
  }

  /// Why the table says what it says: the first that holds, in the order of http-api.md.
  private func reason(
    _ isOpen: Bool, at moment: Moment, on date: CivilDate, holiday: String?
  ) -> DeskReason {
    if isOpen {
      let opening = openings.first { $0.seconds.contains(moment.seconds) }
      return opening.map { .opening(words: $0.words) } ?? .serviceHours
    }
    if let closure = closures.first(where: { $0.seconds.contains(moment.seconds) }) {
      return .closure(words: closure.words)
    }
    if let holiday { return .publicHoliday(name: holiday) }
    return date.weekday.isWeekend && !desk.works(on: date.weekday) ? .weekend : .outsideHours
  }

  /// The calendar's end is no change: nobody knows what comes after it.
  private func nextChange(after moment: Moment) -> Moment? {
    guard let window = table.window(at: moment.microseconds) else { return nil }
    let isOpen = window.start <= moment.microseconds
    let change = isOpen ? window.end : window.start
    guard change < table.calendar.upperBound else { return nil }
    let next = Moment(microseconds: change)
    return isWithin(years: ServiceHours.changeYearsMax, next, of: moment) ? next : nil
  }

  /// Years of the calendar on the desk's wall: the same date and time so many years on (1 March
  /// when that year has no 29 February).
  private func isWithin(years: Int, _ later: Moment, of moment: Moment) -> Bool {
    // A year has 365 days at least, and a clock change is no longer than a day: mostly that is
    // enough.
    let surely = Int64(years * 365 - 1) * secondsPerDay
    if later.seconds - moment.seconds < surely { return true }
    let local = desk.zone.local(at: moment)
    let (year, month, day) = local.date.parts
    let date = CivilDate(uncheckedYear: year + years, month: month, day: day)
    let limit = desk.zone.moment(of: CivilDateTime(date, local.time))
    let fraction = moment.microseconds - moment.seconds * 1_000_000
    return later.microseconds <= limit.microseconds + fraction
  }
}

/// A special range as instants.
private struct Special: Sendable {
  let seconds: Range<Int64>
  let words: String?

  /// Nil for one that comes to nothing because the clock springs over it.
  init?(_ range: SpecialRange, in zone: TimeZoneRules) {
    let (start, end) = (zone.moment(of: range.start).seconds, zone.moment(of: range.end).seconds)
    guard start < end else { return nil }
    seconds = start..<end
    words = range.words
  }
}

extension Duration {
  /// Whole microseconds, what is finer counted as one more; held at the ends of what 64 bits reach.
  fileprivate var microsecondsRoundedUp: Int64 {
    let whole = microseconds
    return whole < .max && .microseconds(whole) < self ? whole + 1 : whole
  }
}

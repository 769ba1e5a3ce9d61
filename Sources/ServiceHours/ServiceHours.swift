public import CivilTime

/// The desk's service hours over the whole calendar, worked out once for a configuration.
public struct ServiceHours: Sendable {
  public let desk: DeskHours

  public init(_ desk: DeskHours) { self.desk = desk }

  /// Nil outside the calendar: before 2004 and after 2100, by the desk's local date.
  public func isOpen(at moment: Moment) -> Bool? { nil }

  /// Whether it is open, why, and until when.
  public func state(at moment: Moment) throws(OutsideCalendar) -> DeskState {
    throw OutsideCalendar()
  }

  /// The open windows that overlap the range, cut to it; windows that touch are one.
  public func windows(in range: Range<Moment>) -> [Range<Moment>] { [] }

  /// The earliest instant at which so much service time has passed since `from`; nil when there is none
  /// within 20 years.
  public func deadline(after serviceTime: Duration, from moment: Moment) -> Moment? { nil }

  /// How much of the range lies in service hours, and how much does not.
  public func split(_ range: Range<Moment>) -> ServiceSplit {
    ServiceSplit(service: .zero, afterHours: .zero)
  }

  /// The holidays that this desk keeps on that date, in the order of the law's table.
  public func holidaysKept(on date: CivilDate) -> [PublicHoliday] { [] }

  /// The dates on which this desk keeps a holiday, rising.
  public func datesWithHolidays(in range: Range<CivilDate>) -> [CivilDate] { [] }

  /// The first instant later than this one at which the desk opens.
  public func nextOpening(after moment: Moment) -> Moment? { nil }
}

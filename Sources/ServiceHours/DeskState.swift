public import CivilTime

/// Whether the desk is open at an instant, why, and until when (spec: http-api.md, service-hours).
public struct DeskState: Hashable, Sendable {
  public let isOpen: Bool
  public let reason: DeskReason
  /// The holiday that the desk keeps on that date, whatever the reason; two are joined by " and ".
  public let publicHoliday: String?
  /// When the desk next opens or closes; nil when nothing changes within 2 years.
  public let nextChange: Moment?
  /// False in a year for which the law names no date of Matariki yet.
  public let knowsMatariki: Bool
}

extension DeskState {
  /// The same with another end: a new set of files may come into force before this one's.
  public func with(nextChange: Moment?) -> DeskState {
    DeskState(
      isOpen: isOpen, reason: reason, publicHoliday: publicHoliday, nextChange: nextChange,
      knowsMatariki: knowsMatariki)
  }
}

/// Why the desk is open or closed; its description is the word that the interface uses.
public enum DeskReason: Hashable, Sendable {
  case serviceHours
  case opening(words: String?)
  case closure(words: String?)
  case publicHoliday(name: String)
  /// A Saturday or Sunday for which the desk has no hours.
  case weekend
  case outsideHours
}

extension DeskReason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .serviceHours: "service hours"
    case .opening(let words): words ?? "open specially"
    case .closure(let words): words ?? "closed"
    case .publicHoliday(let name): name
    case .weekend: "weekend"
    case .outsideHours: "outside hours"
    }
  }
}

/// How a span of time divides between service hours and the rest.
public struct ServiceSplit: Hashable, Sendable {
  public let service: Duration
  public let afterHours: Duration

  public init(service: Duration, afterHours: Duration) {
    self.service = service
    self.afterHours = afterHours
  }
}

/// Asked of an instant before 2004 or after 2100, by the desk's own date: there the calendar has no
/// answer.
public struct OutsideCalendar: Error, Hashable, Sendable, CustomStringConvertible {
  public init() {}

  public var description: String {
    "the calendar of public holidays reaches from \(PublicHolidays.years.lowerBound)"
      + " to \(PublicHolidays.years.upperBound)"
  }
}

public import CivilTime
public import ServiceHours

/// A closing of the desk by a manager's hand, a fire drill say: calls go to the on-call people meanwhile. It
/// changes no billing group and no service time (spec: http-api.md, `/v1/desk/closed`).
public struct ClosingByHand: Equatable, Sendable {
  public let range: Range<Moment>
  public let reason: String
  /// Who closed it.
  public let by: String

  public init(range: Range<Moment>, reason: String, by: String) {
    self.range = range
    self.reason = reason
    self.by = by
  }

  public static let aheadMax = Duration.days(7)
  public static let reasonScalarsMax = 200
}

/// Whether the desk takes calls: its hours, and the manager's hand on the switch.
public struct DeskView: Sendable {
  public let hours: ServiceHours
  public let closing: ClosingByHand?

  public init(hours: ServiceHours, closing: ClosingByHand?) {
    self.hours = hours
    self.closing = closing
  }

  /// The closing that holds at that moment.
  public func closing(at moment: Moment) -> ClosingByHand? {
    closing.flatMap { $0.range.contains(moment) ? $0 : nil }
  }

  public func takesCalls(at moment: Moment) -> Bool {
    closing(at: moment) == nil && hours.isOpen(at: moment) == true
  }

  /// The first instant from that moment on at which it takes calls; nil when there is none within 2 years.
  public func nextOpening(from moment: Moment) -> Moment? {
    guard let closing = closing(at: moment) else { return hours.nextOpening(after: moment) }
    let end = closing.range.upperBound
    return hours.isOpen(at: end) == true ? end : hours.nextOpening(after: end)
  }

  /// When it next begins or ceases to take calls.
  public func nextChange(after moment: Moment) -> Moment? {
    if closing(at: moment) != nil { return nextOpening(from: moment) }
    guard let change = (try? hours.state(at: moment))?.nextChange else { return nil }
    guard let closing, closing.range.lowerBound > moment, closing.range.lowerBound < change,
      hours.isOpen(at: moment) == true
    else { return change }
    return closing.range.lowerBound
  }
}

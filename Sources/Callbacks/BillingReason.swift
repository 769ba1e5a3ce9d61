import CivilTime
import Rota
import ServiceHours

extension Billing {
  /// The group of a request that arrived at that moment, and the reason that the bill can be defended with:
  /// the rule, the local time with its offset, the holiday's name.
  static func ofArrival(at moment: Moment, configuration: Configuration) -> Billing {
    let zone = configuration.desk.definition.zone
    let local = zone.local(at: moment)
    let when = "\(local.date.weekday.abbreviation) \(RFC3339.text(moment, in: zone))"
    guard let state = try? configuration.hours.state(at: moment) else {
      return Billing(
        group: .afterHours, reason: "After hours: arrived \(when), outside the calendar")
    }
    guard !state.isOpen else {
      return Billing(group: .serviceDesk, reason: "Service desk: arrived \(when), \(state.reason)")
    }
    let why: String =
      switch state.reason {
      case .publicHoliday(let name): "public holiday: \(name)"
      case .closure(let words): words.map { "closed: \($0)" } ?? "closed"
      default: "\(state.reason)"
      }
    return Billing(group: .afterHours, reason: "After hours: arrived \(when), \(why)")
  }
}

import CivilTime
import ServiceHours

/// Service time by counting: the rule of the page, asked of one instant after another.
final class PlainDesk {
  let desk: DeskHours
  private var keptDays: [Int: Set<CivilDate>] = [:]
  private var hoursOfDates: [CivilDate: [Range<Moment>]] = [:]
  private let openings: [(Moment, Moment)]
  private let closures: [(Moment, Moment)]

  init(_ desk: DeskHours) {
    self.desk = desk
    openings = desk.openings.map { (desk.zone.moment(of: $0.start), desk.zone.moment(of: $0.end)) }
    closures = desk.closures.map { (desk.zone.moment(of: $0.start), desk.zone.moment(of: $0.end)) }
  }

  /// Inside an `open` range, open; else inside a `closed` range, closed; else on a public holiday,
  /// closed; else as `hours` says.
  func isOpen(at moment: Moment) -> Bool {
    if openings.contains(where: { $0.0 <= moment && moment < $0.1 }) { return true }
    if closures.contains(where: { $0.0 <= moment && moment < $0.1 }) { return false }
    let date = desk.zone.local(at: moment).date
    if keepsHoliday(date) { return false }
    return (-1...1).contains { hours(of: date.adding(days: $0)).contains { $0.contains(moment) } }
  }

  func keepsHoliday(_ date: CivilDate) -> Bool {
    let year = date.year
    if keptDays[year] == nil {
      let lawful = PlainCalendar.holidays(year, desk.region).map { day in
        desk.weekly.contains { $0.days.contains(day.date.weekday) } ? day.date : day.observed
      }
      keptDays[year] = Set(lawful + desk.proclaimed.map(\.date))
    }
    return keptDays[year]?.contains(date) == true
  }

  /// A date's hours, whatever day it is in the law.
  func hours(of date: CivilDate) -> [Range<Moment>] {
    if let known = hoursOfDates[date] { return known }
    let hours = desk.weekly.filter { $0.days.contains(date.weekday) }.compactMap { hours in
      let start = desk.zone.moment(of: CivilDateTime(date, hours.opens))
      let end = desk.zone.moment(of: CivilDateTime(date, hours.closes))
      return start < end ? start..<end : nil
    }
    hoursOfDates[date] = hours
    return hours
  }

  /// The open stretches of a range that starts and ends on a whole step, by asking of every step.
  func stretches(of range: Range<Moment>, step: Duration) -> [Range<Moment>] {
    var found: [Range<Moment>] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if isOpen(at: at) {
        let start = found.last?.upperBound == at ? found.removeLast().lowerBound : at
        found.append(start..<at + step)
      }
      at = at + step
    }
    return found
  }
}

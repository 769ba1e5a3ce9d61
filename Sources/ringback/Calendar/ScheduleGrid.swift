import CivilTime
import Rota
import ServiceHours

/// The coming weeks as a calendar in letters: seven days beside one another, a line for whoever is
/// told first and one for each rota, each day in slots of some hours.
struct ScheduleGrid {
  /// The days shown.
  let days: Range<CivilDate>
  let configuration: Configuration
  let letters: PersonLetters
  /// What stands in one slot.
  enum Slot: Hashable {
    case person(Name)
    case nobody
    /// Service hours: calls go to the desk.
    case desk
    /// Out of service hours, and the first step reaches nobody.
    case gap
    /// Outside the days asked for.
    case blank
  }

  private let table: OnCallTable
  private let zone: TimeZoneRules
  /// By rising start.
  private let gaps: [Gap]
  private let windows: [Range<Moment>]

  init(_ configuration: Configuration, days: Range<CivilDate>) {
    self.configuration = configuration
    self.days = days
    zone = configuration.desk.definition.zone
    let range = zone.start(of: days.lowerBound)..<zone.start(of: days.upperBound)
    table = OnCallTable(configuration, in: range)
    gaps = configuration.gaps(in: range)
    windows = configuration.hours.windows(in: range)
    letters = PersonLetters(configuration.people.map(\.name))
  }

  /// The Mondays of the weeks shown.
  var weeks: [CivilDate] {
    let first = days.lowerBound.adding(days: -days.lowerBound.weekday.index)
    return stride(from: first.dayNumber, to: days.upperBound.dayNumber, by: 7)
      .map { CivilDate(dayNumber: $0) }
  }

  /// The gaps that begin in a week, or before the first day shown.
  func gaps(inWeekOf monday: CivilDate) -> [Gap] {
    let week = zone.start(of: monday)..<zone.start(of: monday.adding(days: 7))
    return gaps.filter { week.contains($0.range.lowerBound) }
  }

  /// A day of a rota, or of whoever is told first.
  func slots(of date: CivilDate, rota: Name?, count: Int) -> [Slot] {
    guard days.contains(date) else { return [Slot](repeating: .blank, count: count) }
    let seconds = 86_400 / count
    return (0..<count).map { index in
      let start = zone.moment(of: CivilDateTime(date, TimeOfDay(second: index * seconds)))
      let end = zone.moment(of: CivilDateTime(date, TimeOfDay(second: (index + 1) * seconds)))
      return rota.map { slot(of: $0, start..<end) } ?? firstTold(start..<end)
    }
  }

  /// Whoever is there for the most of it, or nobody.
  private func slot(of rota: Name, _ range: Range<Moment>) -> Slot {
    longest(in: range) { start in
      table.onCall(in: rota, at: start)?.person.map { .person($0) } ?? .nobody
    }
  }

  /// A gap is shown however short it is; of several who are told at once the first stands for all.
  private func firstTold(_ range: Range<Moment>) -> Slot {
    if gaps.contains(where: { $0.range.overlaps(range) }) { return .gap }
    return longest(in: range) { start in
      if windows.contains(where: { $0.contains(start) }) { return .desk }
      return table.firstStep(at: start).first.map { .person($0.name) } ?? .gap
    }
  }

  /// What holds for the most of a range. It is asked wherever anything may change.
  private func longest(in range: Range<Moment>, _ slot: (Moment) -> Slot) -> Slot {
    let ranges = table.schedule(in: range).map(\.range) + windows.filter { $0.overlaps(range) }
    let edges = ranges.flatMap { [$0.lowerBound, $0.upperBound] }.filter { range.contains($0) }
    let starts = Set(edges + [range.lowerBound]).sorted()
    var lengths: [Slot: Duration] = [:]
    for (start, end) in zip(starts, starts.dropFirst() + [range.upperBound]) {
      lengths[slot(start), default: .zero] += end - start
    }
    // Of two as long the one that comes first.
    let most = lengths.values.max()
    return starts.lazy.map(slot).first { lengths[$0] == most } ?? .nobody
  }
}

import CivilTime
import Rota
import ServiceHours

/// Who is on call, worked out a second time and as plainly as can be: turns are walked one by one
/// from the first, every local time is turned into an instant where it is met, lists are read from
/// end to end. Nothing is shared with what it checks but the types and the calendar.
struct PlainWalk {
  let configuration: Configuration
  private let zone: TimeZoneRules
  private var turns: [Name: [PlainTurn]] = [:]
  private var during: [Name: [Range<Moment>]] = [:]
  private var leave: [Name: [Range<Moment>]] = [:]
  private var overrides: [Name: [(Range<Moment>, Name)]] = [:]
  private var shifts: [Name: [(Range<Moment>, Name)]] = [:]

  struct Duty: Equatable {
    var person: Name?
    var because = Cause.nobody
    var insteadOf: Name?
  }

  private struct PlainTurn {
    let range: Range<Moment>
    let number: Int
    let names: [Name]
  }

  /// - Parameter end: turns are walked up to here.
  init(_ configuration: Configuration, until end: CivilDate) {
    self.configuration = configuration
    zone = configuration.desk.definition.zone
    for line in configuration.leave {
      leave[line.person, default: []].append(instants(line.range.start, line.range.end))
    }
    for line in configuration.overrides {
      overrides[line.rota, default: []].append(
        (instants(line.range.start, line.range.end), line.person))
    }
    for rota in configuration.rotas {
      switch rota.sort {
      case .shifts(let lines):
        shifts[rota.name] = lines.map { (instants($0.range.start, $0.range.end), $0.person) }
      case .turns(let lines): walk(rota.name, lines, until: end)
      }
    }
  }

  func duty(in rota: Name, at moment: Moment) -> Duty {
    for (range, person) in overrides[rota] ?? [] where range.contains(moment) {
      return Duty(person: person, because: .override)
    }
    if let shifts = shifts[rota] {
      for (range, person) in shifts
      where range.contains(moment) && !isOnLeave(person, at: moment) {
        return Duty(person: person, because: .shift)
      }
      return Duty()
    }
    if let during = during[rota], !during.contains(where: { $0.contains(moment) }) {
      return Duty()
    }
    guard let turn = turns[rota]?.first(where: { $0.range.contains(moment) }) else {
      return Duty()
    }
    for step in 0..<turn.names.count {
      let own = turn.names[turn.number % turn.names.count]
      let person = turn.names[(turn.number + step) % turn.names.count]
      if isOnLeave(person, at: moment) { continue }
      return step == 0
        ? Duty(person: person, because: .turn)
        : Duty(person: person, because: .standIn, insteadOf: own)
    }
    return Duty()
  }

  func isOnLeave(_ person: Name, at moment: Moment) -> Bool {
    leave[person]?.contains { $0.contains(moment) } ?? false
  }

  func people(of who: Who, at moment: Moment) -> [Name] {
    guard case .chains(let chains) = who else { return everyone(at: moment) }
    var told: [Name] = []
    for chain in chains {
      for name in chain {
        let isRota = configuration.rotas.contains { $0.name == name }
        guard let person = isRota ? duty(in: name, at: moment).person : name else { continue }
        if !told.contains(person) { told.append(person) }
        break
      }
    }
    return told
  }

  private func everyone(at moment: Moment) -> [Name] {
    var named = [configuration.escalation.lastResort]
    for rota in configuration.rotas {
      switch rota.sort {
      case .shifts(let lines): named += lines.map(\.person)
      case .turns(let lines): named += lines.orders.flatMap(\.names)
      }
    }
    named += configuration.overrides.map(\.person)
    for who in configuration.escalation.steps.map(\.who) + [configuration.escalation.overdue] {
      if case .chains(let chains) = who { named += chains.flatMap { $0 } }
    }
    return configuration.people.map(\.name)
      .filter { named.contains($0) && !isOnLeave($0, at: moment) }
  }
}

extension PlainWalk {
  private func instants(_ start: CivilDateTime, _ end: CivilDateTime) -> Range<Moment> {
    let first = zone.reading(of: start).first
    return first..<max(first, zone.reading(of: end).first)
  }

  private mutating func walk(_ rota: Name, _ lines: Turns, until end: CivilDate) {
    let firstDate = lines.orders.map(\.from).min() ?? end
    if !lines.during.isEmpty {
      during[rota] = weeks(lines.during, from: firstDate, until: end)
    }
    var walked: [PlainTurn] = []
    for (index, order) in lines.orders.enumerated() {
      let next = index + 1 < lines.orders.count ? lines.orders[index + 1].from : end
      let stop = zone.reading(of: CivilDateTime(next, lines.handoverTime)).first
      var counted = 0
      for (from, to) in dates(lines.length, from: order.from, until: min(next, end)) {
        let begins = zone.reading(of: CivilDateTime(from, lines.handoverTime)).first
        let ends = min(stop, zone.reading(of: CivilDateTime(to, lines.handoverTime)).first)
        let range = begins..<max(begins, ends)
        walked.append(PlainTurn(range: range, number: counted, names: order.names))
        let outside = during[rota].map { during in
          !during.contains { max($0.lowerBound, begins) < min($0.upperBound, ends) }
        }
        if outside != true { counted += 1 }
      }
    }
    turns[rota] = walked
  }

  /// From the date of a turn to the date of its handover.
  private func dates(
    _ length: TurnLength, from first: CivilDate, until end: CivilDate
  ) -> [(CivilDate, CivilDate)] {
    var dates: [(CivilDate, CivilDate)] = []
    var date = first
    while date < end {
      switch length {
      case .days(let days): dates.append((date, date.adding(days: days)))
      case .weeks(let weeks): dates.append((date, date.adding(days: 7 * weeks)))
      case .eachPublicHoliday:
        if !configuration.hours.holidaysKept(on: date).isEmpty {
          dates.append((date, date.adding(days: 1)))
        }
      }
      if length == .eachPublicHoliday {
        date = date.adding(days: 1)
      } else if let last = dates.last {
        date = last.1
      }
    }
    return dates
  }

  private func weeks(
    _ lines: [WeeklyRange], from first: CivilDate, until end: CivilDate
  ) -> [Range<Moment>] {
    var ranges: [Range<Moment>] = []
    for line in lines {
      for day in first.dayNumber - 14...end.dayNumber + 14 {
        let starts = CivilDate(dayNumber: day)
        guard starts.weekday == line.startDay else { continue }
        var days = 0
        while starts.adding(days: days).weekday != line.endDay { days += 1 }
        var ends = CivilDateTime(starts.adding(days: days), line.endTime)
        if ends <= CivilDateTime(starts, line.startTime) {
          ends = CivilDateTime(starts.adding(days: days + 7), line.endTime)
        }
        ranges.append(instants(CivilDateTime(starts, line.startTime), ends))
      }
    }
    return ranges
  }
}

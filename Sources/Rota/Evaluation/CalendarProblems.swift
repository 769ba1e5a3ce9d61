public import CivilTime
import ServiceHours

extension Configuration {
  /// What the check says of the calendar, from the start of a date on for that many days (spec:
  /// rotas.md, "What the check says"): in the order of their places, each once.
  ///
  /// - Parameter days: none or less: nothing is looked at but what is long past.
  public func calendarProblems(from date: CivilDate, days: Int) -> [Problem] {
    let faults = FaultList()
    for found in CalendarCheck(self, from: date, days: days).faults() {
      faults.add(found.fault, at: found.place)
    }
    return faults.sorted()
  }
}

/// What was found, and where it is told.
struct PlacedFault {
  let fault: CalendarFault
  let place: SourcePlace?
}

/// One run of the check over the calendar.
struct CalendarCheck {
  let configuration: Configuration
  let roster: Roster
  let escalation: EscalationReach
  let from: CivilDate
  let span: Range<Moment>
  private let leaveLines: LeaveLines

  init(_ configuration: Configuration, from: CivilDate, days: Int) {
    self.configuration = configuration
    self.from = from
    roster = Roster(configuration)
    escalation = EscalationReach(configuration, roster)
    let start = roster.zone.start(of: from)
    span = start..<max(start, roster.zone.start(of: from.adding(days: max(days, 0))))
    leaveLines = LeaveLines(configuration, roster)
  }

  func faults() -> [PlacedFault] {
    reachFaults() + shiftsOnLeave() + longPast() + unknownMatarikis() + namedWhileOnLeave()
  }

  /// What one sweep over all steps shows.
  private func reachFaults() -> [PlacedFault] {
    guard let atOnce = escalation.steps.first?.reach else { return [] }
    let overridden = atOnce.rotas.filter { rota in
      roster.rotas[rota].overrides.rising.contains { touchesSpan($0.range) }
    }
    let sweep = EscalationSweep(
      roster, hours: configuration.hours, watching: escalation.steps.map(\.reach),
      overridesOf: overridden, in: span)
    var gaps = GapFinder(atOnce: atOnce, roster: roster)
    var nowhere = NowhereFinder(steps: escalation.steps)
    var rest = RestFinder(atOnce: atOnce, roster: roster)
    var idle = IdleOverrideFinder(
      atOnce: atOnce, rotas: overridden, lines: configuration.overrides.count)
    sweep.forEach { range, state in
      idle.look(at: state)
      guard !state.isOpen else { return }
      gaps.look(at: range, state)
      nowhere.look(at: range, state)
      rest.look(at: range, state)
    }
    return told(gaps.found) + told(nowhere) + told(rest.found()) + told(idle)
  }

  func touchesSpan(_ wall: Range<WallSecond>) -> Bool {
    let range =
      roster.zone.moment(
        ofWall: wall.lowerBound)..<max(
        roster.zone.moment(ofWall: wall.lowerBound), roster.zone.moment(ofWall: wall.upperBound))
    return !range.clamped(to: span).isEmpty
  }
}

extension CalendarCheck {
  private func told(_ gaps: [Gap]) -> [PlacedFault] {
    var causes: [GapCause] = []
    var byCause: [GapCause: [Gap]] = [:]
    for gap in gaps {
      if byCause[gap.cause] == nil { causes.append(gap.cause) }
      byCause[gap.cause, default: []].append(gap)
    }
    return causes.compactMap { cause in
      guard let gaps = byCause[cause], let first = gaps.first else { return nil }
      return PlacedFault(
        fault: .gap(cause, first: shown(first.range), more: gaps.count - 1), place: atOncePlace)
    }
  }

  private func told(_ nowhere: NowhereFinder) -> [PlacedFault] {
    let steps = configuration.escalation.steps
    return nowhere.found.map { later, found in
      PlacedFault(
        fault: .goesNowhere(
          roster.people[Int(found.person)].name,
          after: steps[later].after, earlier: steps[found.earlier].after,
          at: steps[found.earlier].place, first: shown(found.first), more: found.count - 1),
        place: steps[later].place)
    }
  }

  private func told(_ runs: [RestFinder.Found]) -> [PlacedFault] {
    runs.map { run in
      PlacedFault(
        fault: .reachedAllTheTime(
          roster.people[Int(run.person)].name, first: shown(run.first), more: run.count - 1),
        place: atOncePlace)
    }
  }

  private func told(_ idle: IdleOverrideFinder) -> [PlacedFault] {
    configuration.overrides.enumerated().compactMap { line, override in
      guard !idle.matters[line], touchesSpan(override.range.wall) else { return nil }
      return PlacedFault(
        fault: .idleOverride(override.person, rota: override.rota), place: override.place)
    }
  }

  /// A range as the desk's clock shows its ends.
  private func shown(_ range: Range<Moment>) -> LocalRange {
    LocalRange(
      start: roster.zone.local(at: range.lowerBound), end: roster.zone.local(at: range.upperBound))
  }

  private var atOncePlace: SourcePlace? { configuration.escalation.steps.first?.place }

  private func shiftsOnLeave() -> [PlacedFault] {
    configuration.rotas.flatMap { rota -> [PlacedFault] in
      guard case .shifts(let shifts) = rota.sort else { return [] }
      return shifts.compactMap { shift in
        guard let line = leaveLines.first(of: shift.person, during: shift.range.wall),
          touchesSpan(shift.range.wall.clamped(to: line.range.wall))
        else { return nil }
        return PlacedFault(
          fault: .shiftOnLeave(shift.person, rota: rota.name, at: line.place),
          place: shift.place)
      }
    }
  }

  private func longPast() -> [PlacedFault] {
    let (year, month, day) = from.parts
    let aYearAgo = CivilDateTime(CivilDate(uncheckedYear: year - 1, month: month, day: day))
    func lastDate(_ range: LocalRange) -> CivilDate {
      CivilDateTime(wallSeconds: range.end.wallSeconds - 1).date
    }
    return configuration.leave.filter { $0.range.end < aYearAgo }.map {
      PlacedFault(fault: .longPast(.leave, ended: lastDate($0.range)), place: $0.place)
    }
      + configuration.overrides.filter { $0.range.end < aYearAgo }.map {
        PlacedFault(fault: .longPast(.override, ended: lastDate($0.range)), place: $0.place)
      }
  }

  private func unknownMatarikis() -> [PlacedFault] {
    guard !span.isEmpty else { return [] }
    let last = roster.zone.local(at: span.upperBound - .microseconds(1)).date
    return (from.year...max(from.year, last.year))
      .filter { !PublicHolidays.knowsMatariki(of: $0) }
      .map { PlacedFault(fault: .matarikiUnknown(year: $0), place: nil) }
  }

  private func namedWhileOnLeave() -> [PlacedFault] {
    let escalation = configuration.escalation
    var named: [(name: Name, role: CalendarFault.Role, place: SourcePlace)] = []
    for step in escalation.steps {
      guard case .chains(let chains) = step.who else { continue }
      named += chains.joined().map { ($0, .step, step.place) }
    }
    if case .chains(let chains) = escalation.overdue {
      named += chains.joined().map { ($0, .overdue, escalation.place) }
    }
    named.append((escalation.lastResort, .lastResort, escalation.place))
    var told: Set<Name> = []
    return named.compactMap { name, role, place in
      guard !told.contains(name) else { return nil }
      let lines = leaveLines.all(of: name).filter { touchesSpan($0.range.wall) }
      guard let first = lines.first else { return nil }
      told.insert(name)
      return PlacedFault(
        fault: .namedWhileOnLeave(
          name, as: role, leave: first.range, at: first.place, more: lines.count - 1),
        place: place)
    }
  }
}

import CivilTime
import ServiceHours

/// A configuration made ready to be asked who is on call: names are numbers, lines stand where they
/// are looked for. Made once, in time that grows with the lines and not with how far back the turns
/// reach.
struct Roster: Sendable {
  let zone: TimeZoneRules
  /// In the order of their names; a person's number is the place in this list.
  let people: [Person]
  /// Each person's leave, by number.
  let leave: [WallRanges]
  /// In the order of their names.
  let rotas: [RotaPlan]
  let numberOfPerson: [Name: Int32]
  let numberOfRota: [Name: Int]

  init(_ configuration: Configuration) {
    let zone = configuration.desk.definition.zone
    let people = configuration.people.sorted { $0.name < $1.name }
    let numbers = Dictionary(
      zip(people.map(\.name), Int32(0)...), uniquingKeysWith: { first, _ in first })
    var lines = [[Range<WallSecond>]](repeating: [], count: people.count)
    for line in configuration.leave {
      if let person = numbers[line.person] { lines[Int(person)].append(line.range.wall) }
    }
    var overrides: [Name: [Assignment]] = [:]
    for (line, override) in configuration.overrides.enumerated() {
      guard let person = numbers[override.person] else { continue }
      overrides[override.rota, default: []].append(
        Assignment(range: override.range.wall, person: person, line: line))
    }
    let builder = PlanBuilder(
      numbers: numbers, gaps: zone.wallGaps(),
      holidays: PlanBuilder.holidays(for: configuration))
    self.zone = zone
    self.people = people
    numberOfPerson = numbers
    leave = lines.map { WallRanges(joining: $0) }
    rotas = configuration.rotas.sorted { $0.name < $1.name }.map { rota in
      RotaPlan(
        name: rota.name, overrides: Assignments(overrides[rota.name] ?? []),
        duty: builder.duty(of: rota))
    }
    numberOfRota = Dictionary(
      zip(rotas.map(\.name), 0...), uniquingKeysWith: { first, _ in first })
  }

  func name(_ person: Int32) -> Name? { person < 0 ? nil : people[Int(person)].name }

  func isOnLeave(_ person: Int32, at wall: WallSecond) -> Bool {
    leave[Int(person)].holds(at: wall).value
  }
}

private struct PlanBuilder {
  let numbers: [Name: Int32]
  let gaps: [ClosedRange<WallSecond>]
  /// Rising; empty when no rota asks for them.
  let holidays: [CivilDate]

  static func holidays(for configuration: Configuration) -> [CivilDate] {
    let firsts = configuration.rotas.compactMap { rota -> CivilDate? in
      guard case .turns(let turns) = rota.sort, turns.length == .eachPublicHoliday else {
        return nil
      }
      return turns.orders.first?.from
    }
    let end = CivilDate(
      uncheckedYear: PublicHolidays.years.upperBound + 1, month: 1, day: 1)
    guard let first = firsts.min(), first < end else { return [] }
    return configuration.hours.datesWithHolidays(in: first..<end)
  }

  func duty(of rota: OnCallRota) -> RotaPlan.Duty {
    switch rota.sort {
    case .shifts(let shifts):
      .shifts(
        Assignments(
          shifts.enumerated().compactMap { line, shift in
            numbers[shift.person].map {
              Assignment(range: shift.range.wall, person: $0, line: line)
            }
          }))
    case .turns(let turns): .turns(plan(of: turns))
    }
  }

  private func plan(of turns: Turns) -> TurnPlan {
    let during = WeeklyPattern(turns.during)
    let handover = Int64(turns.handoverTime.second)
    func start(_ date: CivilDate) -> WallSecond { CivilDateTime(date).wallSeconds + handover }
    let rising = turns.orders.filter { $0.names.contains { numbers[$0] != nil } }
    let orders = rising.enumerated().map { index, order in
      let next = index + 1 < rising.count ? rising[index + 1].from : nil
      let range = start(order.from)..<(next.map(start) ?? .never)
      return OrderPlan(
        start: range.lowerBound, names: order.names.compactMap { numbers[$0] },
        numbering: numbering(turns.length, order: range, during: during) { date in
          date >= order.from && next.map { date < $0 } ?? true ? start(date) : nil
        })
    }
    return TurnPlan(orders: orders, during: during)
  }

  private func numbering(
    _ length: TurnLength, order: Range<WallSecond>, during: WeeklyPattern?,
    handover: (CivilDate) -> WallSecond?
  ) -> TurnNumbering {
    switch length {
    case .days(let days):
      .regular(
        RegularTurns(order: order, period: Int64(days) * .day, during: during, gaps: gaps))
    case .weeks(let weeks):
      .regular(
        RegularTurns(order: order, period: Int64(weeks) * .week, during: during, gaps: gaps))
    case .eachPublicHoliday:
      .holidays(
        HolidayTurns(starts: holidays.compactMap(handover), during: during, gaps: gaps))
    }
  }
}

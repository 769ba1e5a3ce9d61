public import CivilTime

/// Who is on call over a range of time, worked out once: what the server, the board and reports
/// ask.
///
/// Made by the same sweep that answers a single question, so that the two can't disagree. Outside
/// its range it still answers, by that sweep: right, but slower.
public struct OnCallTable: Sendable {
  public let range: Range<Moment>
  /// One of each rota, in the order of their names.
  public let schedules: [FinalSchedule]
  let roster: Roster
  let escalation: EscalationReach

  public init(_ configuration: Configuration, in range: Range<Moment>) {
    let roster = Roster(configuration)
    self.range = range
    self.roster = roster
    escalation = EscalationReach(configuration, roster)
    schedules =
      range.isEmpty ? [] : roster.rotas.map { FinalSchedule(roster, rota: $0, in: range) }
  }

  /// The table of one rota; nil when there is no rota of that name.
  public func schedule(of rota: Name) -> FinalSchedule? {
    guard let number = roster.numberOfRota[rota], number < schedules.count else { return nil }
    return schedules[number]
  }

  /// Nil when there is no rota of that name.
  public func onCall(in rota: Name, at moment: Moment) -> OnCall? {
    if let answer = schedule(of: rota)?.onCall(at: moment) { return answer }
    guard let number = roster.numberOfRota[rota] else { return nil }
    return alone(roster.rotas[number], at: moment).onCall(at: moment)
  }

  /// Of each rota, in the order of their names.
  public func onCall(at moment: Moment) -> [OnCall] {
    roster.rotas.compactMap { onCall(in: $0.name, at: moment) }
  }

  /// The final schedule: neighbours alike joined, gaps left out, cut to the range; by rota, then by
  /// start.
  ///
  /// - Parameter rota: nil for all.
  public func schedule(in part: Range<Moment>, rota: Name? = nil) -> [ScheduledShift] {
    guard !part.isEmpty else { return [] }
    let covered = range.lowerBound <= part.lowerBound && part.upperBound <= range.upperBound
    return roster.rotas.filter { rota == nil || $0.name == rota }.flatMap { plan in
      let table = covered ? schedule(of: plan.name) : nil
      return (table ?? FinalSchedule(roster, rota: plan, in: part)).shifts(in: part)
    }
  }

  private func alone(_ plan: RotaPlan, at moment: Moment) -> FinalSchedule {
    FinalSchedule(roster, rota: plan, in: moment..<moment + .microseconds(1))
  }
}

extension OnCallTable {
  /// Whom it reaches at that moment, in the order of the step, each once; empty when nobody.
  public func people(of who: Who, at moment: Moment) -> [Person] {
    people(of: escalation.reach(of: who, roster), at: moment)
  }

  /// Whom the escalation's first step reaches at that moment: what the routing of a call waits for.
  public func firstStep(at moment: Moment) -> [Person] {
    escalation.steps.first.map { people(of: $0.reach, at: moment) } ?? []
  }

  /// Whom each step of the escalation reaches at that moment.
  public func steps(at moment: Moment) -> [ReachedStep] {
    escalation.steps.map {
      ReachedStep(after: $0.after, people: people(of: $0.reach, at: moment))
    }
  }

  /// Whom to tell when a deadline passes unattended: those of `overdue`, else those of the last
  /// step.
  public func overduePeople(at moment: Moment) -> [Person] {
    people(of: escalation.overdue, at: moment)
  }

  private func people(of reach: Reach, at moment: Moment) -> [Person] {
    // Asked for only where the tables don't answer.
    func wall() -> WallSecond { roster.zone.wallReached(at: moment) }
    let numbers = reach.people(
      inRota: { number in
        if number < schedules.count, let person = schedules[number].personNumber(at: moment) {
          return person
        }
        return roster.rotas[number].answer(at: wall(), leave: roster.leave).value.person
      },
      isOnLeave: { roster.isOnLeave($0, at: wall()) })
    return numbers.map { roster.people[Int($0)] }
  }
}

/// A step of the escalation, and whom it reaches.
public struct ReachedStep: Sendable {
  /// After the callback became ready.
  public let after: Duration
  public let people: [Person]
}

public import CivilTime

/// Single questions. Each makes the configuration ready anew, in time that grows with its lines:
/// who asks often makes an ``OnCallTable`` once.
extension Configuration {
  /// Who is on call in a rota, why, and for how long; nil when there is no rota of that name.
  public func onCall(in rota: Name, at moment: Moment) -> OnCall? {
    untabled.onCall(in: rota, at: moment)
  }

  /// Who is on call in each rota, in the order of their names.
  public func onCall(at moment: Moment) -> [OnCall] { untabled.onCall(at: moment) }

  /// The final schedule (spec: http-api.md, `/v1/schedule`): neighbours alike in rota, person,
  /// cause and whom they stand in for are joined, gaps are left out, all is cut to the range; by
  /// rota, then by start.
  ///
  /// - Parameter rota: nil for all.
  public func schedule(in range: Range<Moment>, rota: Name? = nil) -> [ScheduledShift] {
    untabled.schedule(in: range, rota: rota)
  }

  /// Whom a step reaches at that moment, in its order, each once; empty when it reaches nobody.
  public func people(of who: Who, at moment: Moment) -> [Person] {
    untabled.people(of: who, at: moment)
  }

  /// Whom each step of the escalation reaches at that moment.
  public func steps(at moment: Moment) -> [ReachedStep] { untabled.steps(at: moment) }

  /// Whom to tell when a deadline passes unattended.
  public func overduePeople(at moment: Moment) -> [Person] {
    untabled.overduePeople(at: moment)
  }

  /// Told at once whenever a step reaches nobody at all.
  public var lastResort: Person {
    guard let person = people.first(where: { $0.name == escalation.lastResort }) else {
      preconditionFailure("a sound configuration defines its last resort")
    }
    return person
  }

  private var untabled: OnCallTable {
    OnCallTable(self, in: Moment(seconds: 0)..<Moment(seconds: 0))
  }
}

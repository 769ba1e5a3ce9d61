public import CivilTime
public import ServiceHours

/// A stretch in which the escalation's first step reaches the same people.
public struct FirstStepStretch: Sendable {
  public let range: Range<Moment>
  /// Service hours: calls go to the desk.
  public let isOpen: Bool
  /// In the order of the step, each once; nobody out of service hours is a gap.
  public let people: [Person]
}

extension OnCallTable {
  /// Whom the first step reaches over a range, in time order; neighbours alike are joined.
  public func firstStepStretches(
    in range: Range<Moment>, hours: ServiceHours
  ) -> [FirstStepStretch] {
    guard !range.isEmpty, let reach = escalation.steps.first?.reach else { return [] }
    let sweep = EscalationSweep(roster, hours: hours, watching: [reach], in: range)
    var found: [(range: Range<Moment>, isOpen: Bool, people: [Int32])] = []
    sweep.forEach { part, state in
      let people = state.people(of: reach)
      if let last = found.last, last.isOpen == state.isOpen, last.people == people {
        found[found.count - 1].range = last.range.lowerBound..<part.upperBound
      } else {
        found.append((part, state.isOpen, people))
      }
    }
    return found.map { stretch in
      FirstStepStretch(
        range: stretch.range, isOpen: stretch.isOpen,
        people: stretch.people.map { roster.people[Int($0)] })
    }
  }
}

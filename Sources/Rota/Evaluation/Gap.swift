public import CivilTime

/// A stretch out of service hours in which the `at once` step reaches nobody (spec: rotas.md, "What
/// the check says").
public struct Gap: Hashable, Sendable {
  public let range: Range<Moment>
  public let cause: GapCause
}

/// Why a gap is there: of several chains the first one's last rota has its say.
public struct GapCause: Hashable, Sendable {
  /// Nil when the step is `everyone`.
  public let rota: Name?
  public let absence: Absence
}

extension Configuration {
  /// The gaps inside a range, in time order; service hours and a new cause part them.
  public func gaps(in range: Range<Moment>) -> [Gap] {
    let roster = Roster(self)
    guard let atOnce = EscalationReach(self, roster).steps.first?.reach else { return [] }
    let sweep = EscalationSweep(roster, hours: hours, watching: [atOnce], in: range)
    var gaps = GapFinder(atOnce: atOnce, roster: roster)
    sweep.forEach { gaps.look(at: $0, $1) }
    return gaps.found
  }
}

/// Gathers gaps from a sweep.
struct GapFinder {
  let atOnce: Reach
  let roster: Roster
  private(set) var found: [Gap] = []

  init(atOnce: Reach, roster: Roster) {
    self.atOnce = atOnce
    self.roster = roster
  }

  mutating func look(at range: Range<Moment>, _ state: EscalationState) {
    guard !state.isOpen, state.people(of: atOnce).isEmpty else { return }
    let cause = cause(state)
    if let last = found.last, last.range.upperBound == range.lowerBound, last.cause == cause {
      found[found.count - 1] = Gap(
        range: last.range.lowerBound..<range.upperBound, cause: cause)
    } else {
      found.append(Gap(range: range, cause: cause))
    }
  }

  private func cause(_ state: EscalationState) -> GapCause {
    guard case .chains(let chains) = atOnce, case .rota(let rota)? = chains.first?.last else {
      return GapCause(rota: nil, absence: .allOnLeave)
    }
    return GapCause(
      rota: roster.rotas[rota].name, absence: state.answers[rota].absence ?? .noShift)
  }
}

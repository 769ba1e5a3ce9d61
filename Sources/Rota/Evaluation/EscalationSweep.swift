import CivilTime
import ServiceHours

/// What holds between two neighbouring edges of all that the escalation looks at.
struct EscalationState: Sendable {
  var isOpen = false
  /// By the rota's number; kept for the rotas that are watched.
  var answers: [Answer]
  /// What would be answered if there were no overrides; kept for rotas with overrides in the range.
  var regular: [Answer]
  /// The override line that began last.
  var overrideLine: [Int]
  /// By the person's number; kept when somebody means `everyone`.
  var onLeave: [Bool]

  func onlyPerson(of reach: Reach) -> Int32? {
    reach.onlyPerson(inRota: { answers[$0].person }, isOnLeave: { onLeave[Int($0)] })
  }

  func people(of reach: Reach) -> [Int32] {
    reach.people(inRota: { answers[$0].person }, isOnLeave: { onLeave[Int($0)] })
  }

  /// Whom a step would reach if a rota had no overrides.
  func people(of reach: Reach, withoutOverridesOf rota: Int) -> [Int32] {
    reach.people(
      inRota: { ($0 == rota ? regular[$0] : answers[$0]).person },
      isOnLeave: { onLeave[Int($0)] })
  }
}

/// A walk over a range, stretch by stretch, in which nothing that the escalation looks at changes
/// inside a stretch.
struct EscalationSweep {
  let range: Range<Moment>
  private let start: EscalationState
  private var changes: [Change] = []

  private struct Change {
    let at: Moment
    let what: What

    enum What {
      case open(Bool)
      case answer(rota: Int, Answer)
      case regular(rota: Int, Answer)
      case override(rota: Int, line: Int)
      case leave(person: Int, Bool)
    }
  }

  /// - Parameter overridesOf: the rotas for which to keep what would be without overrides.
  init(
    _ roster: Roster, hours: ServiceHours, watching reaches: [Reach], overridesOf: Set<Int> = [],
    in range: Range<Moment>
  ) {
    self.range = range
    let nobody = [Answer](repeating: .nobody(.noShift), count: roster.rotas.count)
    start = EscalationState(
      answers: nobody, regular: nobody,
      overrideLine: [Int](repeating: -1, count: roster.rotas.count),
      onLeave: [Bool](repeating: false, count: roster.people.count))
    guard !range.isEmpty else { return }
    for window in hours.windows(in: range) {
      changes.append(Change(at: window.lowerBound, what: .open(true)))
      changes.append(Change(at: window.upperBound, what: .open(false)))
    }
    for rota in reaches.reduce(into: overridesOf, { $0.formUnion($1.rotas) }) {
      // Why there is nobody counts here, so only what is wholly alike is joined.
      for stretch in roster.stretches(of: roster.rotas[rota], in: range, joining: ==) {
        changes.append(Change(at: stretch.start, what: .answer(rota: rota, stretch.answer)))
      }
    }
    for rota in overridesOf { addOverrides(of: rota, roster) }
    let everyone = reaches.lazy.compactMap(\.everyone).first ?? []
    for person in everyone { addLeave(of: Int(person), roster) }
    changes.sort { $0.at < $1.at }
  }

  private mutating func addOverrides(of rota: Int, _ roster: Roster) {
    let plan = roster.rotas[rota]
    for override in plan.overrides.rising {
      let begins = max(roster.zone.moment(ofWall: override.range.lowerBound), range.lowerBound)
      let ends = roster.zone.moment(ofWall: override.range.upperBound)
      guard begins < ends, begins < range.upperBound else { continue }
      changes.append(Change(at: begins, what: .override(rota: rota, line: override.line)))
    }
    for stretch in roster.stretches(of: plan, in: range, by: RotaPlan.regularAnswer) {
      changes.append(Change(at: stretch.start, what: .regular(rota: rota, stretch.answer)))
    }
  }

  private mutating func addLeave(of person: Int, _ roster: Roster) {
    var wall = roster.zone.wallReached(at: range.lowerBound)
    var at = range.lowerBound
    while at < range.upperBound {
      let away = roster.leave[person].holds(at: wall)
      changes.append(Change(at: at, what: .leave(person: person, away.value)))
      guard away.until != .never else { break }
      wall = away.until
      at = roster.zone.moment(ofWall: wall)
    }
  }

  func forEach(_ body: (Range<Moment>, EscalationState) -> Void) {
    var state = start
    var next = 0
    var begins = range.lowerBound
    while begins < range.upperBound {
      while next < changes.count, changes[next].at <= begins {
        apply(changes[next].what, to: &state)
        next += 1
      }
      let ends = next < changes.count ? min(changes[next].at, range.upperBound) : range.upperBound
      body(begins..<ends, state)
      begins = ends
    }
  }

  private func apply(_ change: Change.What, to state: inout EscalationState) {
    switch change {
    case .open(let isOpen): state.isOpen = isOpen
    case .answer(let rota, let answer): state.answers[rota] = answer
    case .regular(let rota, let answer): state.regular[rota] = answer
    case .override(let rota, let line): state.overrideLine[rota] = line
    case .leave(let person, let isOnLeave): state.onLeave[person] = isOnLeave
    }
  }
}

import CivilTime

/// Steps that reach the same one person and nobody else at one time out of service hours.
struct NowhereFinder {
  let steps: [(after: Duration, reach: Reach)]
  /// By the later step: the earlier one, who, when first, and how often.
  private(set) var found: [Int: Found] = [:]
  private var only: [Int32?] = []

  struct Found {
    let earlier: Int
    let person: Int32
    var first: Range<Moment>
    var count: Int
    fileprivate var last: Last
  }

  fileprivate struct Last: Equatable {
    let earlier: Int
    let person: Int32
    let end: Moment
  }

  init(steps: [(after: Duration, reach: Reach)]) { self.steps = steps }

  mutating func look(at range: Range<Moment>, _ state: EscalationState) {
    only.removeAll(keepingCapacity: true)
    for (later, step) in steps.enumerated() {
      let person = state.onlyPerson(of: step.reach)
      if let person, let earlier = only.firstIndex(of: person) {
        note(person, earlier: earlier, later: later, range)
      }
      only.append(person)
    }
  }

  private mutating func note(
    _ person: Int32, earlier: Int, later: Int, _ range: Range<Moment>
  ) {
    let last = Last(earlier: earlier, person: person, end: range.upperBound)
    guard var known = found[later] else {
      found[later] = Found(
        earlier: earlier, person: person, first: range, count: 1, last: last)
      return
    }
    let goesOn = known.last == Last(earlier: earlier, person: person, end: range.lowerBound)
    if !goesOn {
      known.count += 1
    } else if known.count == 1 {
      known.first = known.first.lowerBound..<range.upperBound
    }
    known.last = last
    found[later] = known
  }
}

/// People whom the `at once` step reaches at every instant out of service hours for too long on
/// end. What is in service hours neither ends such a run nor begins one.
struct RestFinder {
  let atOnce: Reach
  let zone: TimeZoneRules
  private var runs: [Run?]
  private var long: [Int32: Found] = [:]
  private var looks = 0

  /// On the wall's calendar, so that a clock change makes no run longer or shorter.
  static let daysMax = 14

  struct Found {
    let person: Int32
    let first: Range<Moment>
    var count: Int
  }

  private struct Run {
    let start: Moment
    var end: Moment
    var lastLook: Int
  }

  init(atOnce: Reach, roster: Roster) {
    self.atOnce = atOnce
    zone = roster.zone
    runs = [Run?](repeating: nil, count: roster.people.count)
  }

  /// - Parameter range: the next one out of service hours.
  mutating func look(at range: Range<Moment>, _ state: EscalationState) {
    looks += 1
    for person in state.people(of: atOnce) {
      if let run = runs[Int(person)], run.lastLook == looks - 1 {
        runs[Int(person)] = Run(start: run.start, end: range.upperBound, lastLook: looks)
      } else {
        close(person)
        runs[Int(person)] = Run(
          start: range.lowerBound, end: range.upperBound, lastLook: looks)
      }
    }
  }

  /// By the people's names.
  mutating func found() -> [Found] {
    for person in runs.indices { close(Int32(person)) }
    return long.values.sorted { $0.person < $1.person }
  }

  private mutating func close(_ person: Int32) {
    guard let run = runs[Int(person)] else { return }
    runs[Int(person)] = nil
    let wall = zone.local(at: run.end).wallSeconds - zone.local(at: run.start).wallSeconds
    guard wall > Int64(RestFinder.daysMax) * .day else { return }
    long[person, default: Found(person: person, first: run.start..<run.end, count: 0)].count += 1
  }
}

/// Overrides without which the `at once` step would reach the very same people all the time.
struct IdleOverrideFinder {
  let atOnce: Reach
  let rotas: Set<Int>
  /// By the override's line: whether it changes somebody.
  private(set) var matters: [Bool]

  init(atOnce: Reach, rotas: Set<Int>, lines: Int) {
    self.atOnce = atOnce
    self.rotas = rotas
    matters = [Bool](repeating: false, count: lines)
  }

  mutating func look(at state: EscalationState) {
    guard !rotas.isEmpty, case .chains(let chains) = atOnce else { return }
    for chain in chains {
      // An overridden rota always answers, so one behind the first that answers changes nobody
      // here.
      guard let rota = answering(chain, state), state.answers[rota].because == .override else {
        continue
      }
      let line = state.overrideLine[rota]
      guard line >= 0, !matters[line] else { continue }
      let without = state.people(of: atOnce, withoutOverridesOf: rota)
      matters[line] = Set(without) != Set(state.people(of: atOnce))
    }
  }

  private func answering(_ chain: [Reach.Link], _ state: EscalationState) -> Int? {
    for link in chain {
      guard case .rota(let rota) = link else { return nil }
      if state.answers[rota].person >= 0 { return rota }
    }
    return nil
  }
}

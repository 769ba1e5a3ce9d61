/// A WHO of the escalation with numbers for names (spec: rotas.md, "Escalation and callback
/// targets").
enum Reach: Sendable {
  /// Whom `everyone` means, on leave or not, in the order of their names.
  case everyone([Int32])
  case chains([[Link]])

  enum Link: Sendable {
    /// Answers when somebody is on call in it.
    case rota(Int)
    /// Always answers, on leave or not.
    case person(Int32)
  }

  /// Whom it reaches, in the order of the step, each once.
  ///
  /// - Parameter inRota: the person on call in a rota, -1 for nobody.
  func people(inRota: (Int) -> Int32, isOnLeave: (Int32) -> Bool) -> [Int32] {
    switch self {
    case .everyone(let people): return people.filter { !isOnLeave($0) }
    case .chains(let chains):
      var reached: [Int32] = []
      reached.reserveCapacity(chains.count)
      for chain in chains {
        guard let person = Reach.first(of: chain, inRota: inRota), !reached.contains(person)
        else { continue }
        reached.append(person)
      }
      return reached
    }
  }

  /// The one person that it reaches; nil when nobody or several. Stops at the second.
  func onlyPerson(inRota: (Int) -> Int32, isOnLeave: (Int32) -> Bool) -> Int32? {
    var only: Int32?
    switch self {
    case .everyone(let people):
      for person in people where !isOnLeave(person) {
        if only != nil { return nil }
        only = person
      }
    case .chains(let chains):
      for chain in chains {
        guard let person = Reach.first(of: chain, inRota: inRota), person != only else { continue }
        if only != nil { return nil }
        only = person
      }
    }
    return only
  }

  /// The first name of a chain that answers.
  static func first(of chain: [Link], inRota: (Int) -> Int32) -> Int32? {
    for link in chain {
      switch link {
      case .person(let person): return person
      case .rota(let rota):
        let person = inRota(rota)
        if person >= 0 { return person }
      }
    }
    return nil
  }

  /// Whom `everyone` means; nil for chains.
  var everyone: [Int32]? {
    guard case .everyone(let people) = self else { return nil }
    return people
  }

  /// The rotas that its chains name.
  var rotas: Set<Int> {
    guard case .chains(let chains) = self else { return [] }
    return Set(
      chains.joined().compactMap { link in
        if case .rota(let rota) = link { rota } else { nil }
      })
  }
}

/// The escalation with numbers for names.
struct EscalationReach: Sendable {
  let steps: [(after: Duration, reach: Reach)]
  let overdue: Reach
  /// Everybody who stands in a rota or an override or is named in the escalation, by name.
  let everyone: [Int32]

  init(_ configuration: Configuration, _ roster: Roster) {
    let escalation = configuration.escalation
    var named: Set<Int32> = []
    func name(_ names: some Sequence<Name>) {
      named.formUnion(names.compactMap { roster.numberOfPerson[$0] })
    }
    for rota in configuration.rotas {
      switch rota.sort {
      case .turns(let turns): for order in turns.orders { name(order.names) }
      case .shifts(let shifts): name(shifts.lazy.map(\.person))
      }
    }
    name(configuration.overrides.lazy.map(\.person))
    for who in escalation.steps.map(\.who) + [escalation.overdue ?? .everyone] {
      if case .chains(let chains) = who { name(chains.joined()) }
    }
    name(CollectionOfOne(escalation.lastResort))
    let everyone = named.sorted()
    self.everyone = everyone
    steps = escalation.steps.map {
      ($0.after, EscalationReach.reach(of: $0.who, roster, everyone: everyone))
    }
    overdue =
      escalation.overdue.map { EscalationReach.reach(of: $0, roster, everyone: everyone) }
      ?? steps.last?.reach ?? .chains([])
  }

  func reach(of who: Who, _ roster: Roster) -> Reach {
    EscalationReach.reach(of: who, roster, everyone: everyone)
  }

  private static func reach(of who: Who, _ roster: Roster, everyone: [Int32]) -> Reach {
    switch who {
    case .everyone: .everyone(everyone)
    case .chains(let chains):
      .chains(
        chains.map { chain in
          chain.compactMap { name in
            roster.numberOfRota[name].map { .rota($0) }
              ?? roster.numberOfPerson[name].map { .person($0) }
          }
        })
    }
  }
}

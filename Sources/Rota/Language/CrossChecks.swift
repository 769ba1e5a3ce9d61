import CivilTime

extension ConfigurationReader {
  /// What single lines can't show.
  mutating func crossCheck(_ statements: some Sequence<Statement>) {
    for draft in rotas { checkShifts(draft.shifts) }
    checkOverrides()
    checkOverridesOnLeave()
    checkWhoIsTold()
    warnOfUnnamed(statements)
  }

  private func checkShifts(_ shifts: [ShiftLine]) {
    for line in shifts { checkSprungOver(line.placed, in: zone) }
    let items = shifts.enumerated().map { $1.placed.item(id: $0, in: zone) }
    for clash in Clashes.find(items) {
      faults.add(RotaFault.shiftsOverlap(at: clash.earlier.place), at: clash.later.place)
    }
  }

  private func checkOverrides() {
    for draft in overrides { checkSprungOver(draft.placed, in: zone) }
    let numbered = overrides.enumerated().map { (id: $0, draft: $1) }
    for (rota, group) in Dictionary(grouping: numbered, by: \.draft.override.rota) {
      let items = group.map { $0.draft.placed.item(id: $0.id, in: zone) }
      for clash in Clashes.find(items) {
        faults.add(
          RotaFault.overridesOverlap(rota.text, at: clash.earlier.place), at: clash.later.place)
      }
    }
  }

  /// Of an override and a leave that clash, the later line has the problem.
  private func checkOverridesOnLeave() {
    var items: [Name: [Clashes.Item]] = [:]
    for (id, draft) in overrides.enumerated() {
      let marked = PlacedRange(range: draft.placed.range, place: draft.personPlace)
      items[draft.override.person, default: []].append(marked.item(kind: 0, id: id, in: zone))
    }
    for (id, draft) in leave.enumerated() where items[draft.leave.person] != nil {
      items[draft.leave.person]?.append(
        draft.placed.item(kind: 1, id: overrides.count + id, in: zone))
    }
    for (person, group) in items {
      for clash in Clashes.find(group, unlikeOnly: true) {
        let leaveIsLater = clash.later.kind == 1
        faults.add(
          RotaFault.overrideOnLeave(
            person.text, leaveIsLater: leaveIsLater, at: clash.earlier.place),
          at: clash.later.place)
      }
    }
  }

  /// Whoever is to be told of callbacks can be told: has a phone and a channel.
  private func checkWhoIsTold() {
    for draft in people {
      guard let name = draft.name, let use = names.firstUses[name],
        !names.contested.contains(name)
      else { continue }
      for (phrase, example) in [("phone", "phone 021 555 0101"), ("notify", "notify sms")]
      where draft.stanza.lacks(phrase) {
        faults.add(
          RotaFault.personLacks(phrase, person: name.text, example: example, namedAt: use),
          at: draft.stanza.head.place)
      }
    }
  }

  /// Somebody whom a faulty line may name is not told of: that line has its problem.
  private mutating func warnOfUnnamed(_ statements: some Sequence<Statement>) {
    let unnamed = people.compactMap(\.name).filter { !names.mentioned.contains($0) }
    guard !unnamed.isEmpty else { return }
    let faultyLines = faults.lines
    for statement in statements where faultyLines.contains(FaultList.Line(statement.place)) {
      for word in statement.words.dropFirst() { names.mention(Name(word.text)) }
    }
    for name in unnamed where !names.mentioned.contains(name) {
      faults.add(RotaFault.namedNowhere(name.text), at: names.entry(name)?.place)
    }
  }
}

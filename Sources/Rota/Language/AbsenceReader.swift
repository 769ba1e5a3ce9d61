import CivilTime

struct LeaveDraft {
  let placed: PlacedRange
  let leave: Leave
}

struct OverrideDraft {
  let placed: PlacedRange
  let personPlace: SourcePlace
  let override: Override
}

extension ConfigurationReader {
  /// `leave NAME`, a range, and an optional reason.
  mutating func readLeave(_ statement: Statement) {
    var reader = WordReader(statement, after: 1, faults: faults)
    guard let draft = try? leaveDraft(&reader), (try? reader.end()) != nil, !statement.isDamaged
    else { return }
    leave.append(draft)
  }

  private mutating func leaveDraft(_ reader: inout WordReader) throws -> LeaveDraft? {
    let person = try names.use(.person, as: .person, isDuty: false, in: &reader)?.name
    let placed = try reader.range()
    let words = try reader.optionalString(.reason)
    guard let person, let placed else { return nil }
    return LeaveDraft(
      placed: placed,
      leave: Leave(
        person: person, range: placed.range, words: words, place: reader.statement.place))
  }

  /// `override ROTA`, a range, `by NAME`, and an optional reason.
  mutating func readOverride(_ statement: Statement) {
    var reader = WordReader(statement, after: 1, faults: faults)
    guard let draft = try? overrideDraft(&reader), (try? reader.end()) != nil,
      !statement.isDamaged
    else { return }
    overrides.append(draft)
  }

  private mutating func overrideDraft(_ reader: inout WordReader) throws -> OverrideDraft? {
    let rota = try names.use(.rota, as: .rota, in: &reader)?.name
    let placed = try reader.range()
    try reader.keyword("by")
    let word = reader.next
    let person = try names.use(.person, as: .person, in: &reader)?.name
    let words = try reader.optionalString(.reason)
    guard let rota, let placed, let person, let word else { return nil }
    return OverrideDraft(
      placed: placed, personPlace: reader.statement.place(of: word),
      override: Override(
        rota: rota, range: placed.range, person: person, words: words,
        place: reader.statement.place))
  }
}

import CivilTime

/// The people and rotas of all files, and what is said of them: one name space (spec: rotas.md).
struct NameTable {
  struct Entry {
    let name: Name
    let sort: NameSort
    let place: SourcePlace
  }

  private var entries: [Name: Entry] = [:]
  /// Defined more than once: which of them a line means is not known until one is renamed.
  private(set) var contested: Set<Name> = []
  /// Names that a faulty first line was meant to define: whoever uses one is not told a second time.
  private var doubtful: Set<Name> = []
  /// A name is missing or unreadable where one is defined, so any unknown name may be that one.
  private var mayLackAnyName = false
  /// Where a rota, an override or the escalation first names somebody.
  private(set) var firstUses: [Name: SourcePlace] = [:]
  /// Named at least by a leave, or probably meant by a misspelt name.
  private(set) var mentioned: Set<Name> = []
  private var suggestionsLeft = suggestionsMax

  /// Beyond this many unknown names no more are compared with all others, which takes its time.
  static let suggestionsMax = 100

  func entry(_ name: Name) -> Entry? { entries[name] }

  /// False when the name is taken, which is told by the caller.
  mutating func define(_ name: Name, _ sort: NameSort, at place: SourcePlace) -> Bool {
    guard entries[name] == nil else {
      contested.insert(name)
      return false
    }
    entries[name] = Entry(name: name, sort: sort, place: place)
    return true
  }

  mutating func doubt(_ text: String?) {
    if let text, doubtful.count < NameTable.suggestionsMax {
      doubtful.insert(Name(text))
    } else {
      mayLackAnyName = true
    }
  }

  mutating func doubtAll() { mayLackAnyName = true }

  mutating func mention(_ name: Name) { mentioned.insert(name) }
}

extension NameTable {
  /// A name that some line uses, as it was defined; nil when there is none, which is told unless a faulty
  /// definition may be to blame.
  mutating func use(
    _ wanted: NameSort?, as sort: Wanted, isDuty: Bool = true, in reader: inout WordReader
  ) throws(WordReader.Told) -> Entry? {
    // A date can't be a name: what was to stand here comes after it.
    if let next = reader.next, next.kind == .bare, CivilDate(next.text) != nil {
      throw reader.refuse(sort)
    }
    let word = try reader.bare(sort)
    let written = Name(word.text)
    if let entry = entries[written] {
      mentioned.insert(entry.name)
      if let wanted, entry.sort != wanted {
        if !contested.contains(entry.name) {
          reader.tell(RotaFault.wrongSort(word.text, is: entry.sort), at: word)
        }
        return nil
      }
      if isDuty, entry.sort == .person, firstUses[entry.name] == nil,
        !reader.statement.isDamaged
      {
        firstUses[entry.name] = reader.statement.place(of: word)
      }
      return entry
    }
    tellUnknown(word, wanted, in: reader)
    return nil
  }

  private mutating func tellUnknown(_ word: Word, _ wanted: NameSort?, in reader: WordReader) {
    if doubtful.contains(Name(word.text)) { return }
    if let fault = NameForm.fault(in: word.text) { return reader.tell(fault, at: word) }
    if NameForm.isReserved(word.text) {
      return reader.tell(ValueFault.reservedName(word.text), at: word)
    }
    let folded = Name.folded(word.text)
    if wanted == nil, NameTable.isEveryone(folded) {
      return reader.tell(
        RotaFault.unknownName(word.text, wanted: nil, nearest: "everyone"), at: word)
    }
    guard !mayLackAnyName else { return }
    guard !doubtful.contains(where: { Spelling.resembles(folded, Name.folded($0.text)) }) else {
      return
    }
    let nearest = nearest(to: folded, wanted)
    if let nearest { mentioned.insert(nearest) }
    reader.tell(
      RotaFault.unknownName(word.text, wanted: wanted, nearest: nearest?.text), at: word)
  }

  /// Other words for it, and misspelt ones.
  private static func isEveryone(_ folded: String) -> Bool {
    ["everybody", "all", "anyone", "anybody"].contains(folded)
      || Spelling.resembles(folded, "everyone")
  }

  private mutating func nearest(to folded: String, _ wanted: NameSort?) -> Name? {
    guard suggestionsLeft > 0 else { return nil }
    suggestionsLeft -= 1
    var best: (name: Name, edits: Int)?
    for entry in entries.values where wanted == nil || entry.sort == wanted {
      guard let edits = Spelling.edits(folded, Name.folded(entry.name.text)) else { continue }
      guard let found = best else {
        best = (entry.name, edits)
        continue
      }
      if (edits, entry.name) < (found.edits, found.name) { best = (entry.name, edits) }
    }
    return best?.name
  }
}

import CivilTime

extension ConfigurationReader {
  mutating func readEscalation(_ stanza: Stanza, counts: Bool) {
    var steps = stanza.values("at once", faults) { reader -> EscalationStep? in
      let who = try readWho(&reader)
      return who.map { EscalationStep(after: .zero, who: $0, place: reader.statement.place) }
    }
    steps += readLaterSteps(stanza)
    let repeats = stanza.value("repeat", faults) { try $0.duration() }
    let lasts = stanza.value("acknowledgement lasts", faults) { try $0.duration() }
    let overdue = stanza.value("overdue", faults) { try readWho(&$0) }
    let lastResort = stanza.value("last resort", faults) {
      try names.use(.person, as: .person, in: &$0)?.name
    }
    guard counts, !steps.isEmpty, let lastResort else { return }
    escalation = Escalation(
      steps: steps, repeats: repeats ?? .minutes(15), acknowledgementLasts: lasts ?? .minutes(20),
      overdue: overdue, lastResort: lastResort, place: stanza.head.place)
  }

  /// The `after` lines in their order, whose times must rise.
  private mutating func readLaterSteps(_ stanza: Stanza) -> [EscalationStep] {
    var last: (span: Duration, text: String, place: SourcePlace)?
    return stanza.values("after", faults) { reader in
      let word = reader.next
      let span = try reader.duration()
      if let span, let word, !reader.statement.isDamaged {
        let place = reader.statement.place(of: word)
        if let last, span <= last.span {
          reader.tell(
            RotaFault.stepNotLater(word.text, than: last.text, at: last.place), at: place)
        } else {
          last = (span, word.text, place)
        }
      }
      let who = try readWho(&reader)
      guard let span, let who else { return nil }
      return EscalationStep(after: span, who: who, place: reader.statement.place)
    }
  }

  /// WHO, …: chains with commas between them, or `everyone` alone; nil when something in it is wrong, which
  /// has been told.
  private mutating func readWho(_ reader: inout WordReader) throws -> Who? {
    let start = reader.index
    var chains: [[Name]?] = []
    var everyone: Word?
    repeat {
      chains.append(try readChain(&reader, &everyone))
      if let comma = reader.next, comma.kind == .comma, reader.peek(1)?.isKeyword("else") == true {
        reader.tell(LineFault.commaBeforeElse, at: comma)
        throw WordReader.Told()
      }
    } while reader.takesComma()
    if let next = reader.next, next.kind == .bare {
      reader.tell(LineFault.missingComma(next.text, inChain: true), at: next)
      throw WordReader.Told()
    }
    if let everyone {
      guard reader.index == start + 1 else {
        reader.tell(RotaFault.everyoneBesideOthers, at: everyone)
        return nil
      }
      return .everyone
    }
    let known = chains.compactMap { $0 }
    return known.count == chains.count ? .chains(known) : nil
  }

  /// Names joined by `else`; only the last may be a person.
  private mutating func readChain(
    _ reader: inout WordReader, _ everyone: inout Word?
  ) throws -> [Name]? {
    var chain: [Name] = []
    var isSound = true
    var lastPerson: String?
    var hasTold = false
    repeat {
      let word = reader.next
      if let word, word.isKeyword("everyone") {
        everyone = everyone ?? word
        reader.skip()
        continue
      }
      let entry = try names.use(nil, as: .who, in: &reader)
      if let lastPerson, let word {
        if !hasTold {
          reader.tell(RotaFault.unreachable(word.text, after: lastPerson), at: word)
        }
        (hasTold, isSound) = (true, false)
      }
      guard let entry else {
        isSound = false
        continue
      }
      if entry.sort == .person, !names.contested.contains(entry.name) {
        lastPerson = lastPerson ?? entry.name.text
      }
      chain.append(entry.name)
    } while reader.takes("else")
    return isSound ? chain : nil
  }
}

extension ConfigurationReader {
  /// The files that can be read at all; the others are told of and skipped.
  func withinLimits(_ files: [RotaFile]) -> [RotaFile] {
    var readable: [RotaFile] = []
    for (index, file) in files.enumerated() {
      let start = SourcePlace(file: file.name, line: 1, column: 1, length: 1)
      if index >= RotaLimits.filesMax {
        faults.add(TextFault.tooManyFiles(files.count), at: start)
        break
      }
      if file.bytes.count > RotaLimits.fileBytesMax {
        faults.add(TextFault.fileTooLarge(bytes: file.bytes.count), at: start)
      } else {
        readable.append(file)
      }
    }
    return readable
  }

  /// Reads the first lines of all stanzas, so that a name may be used before the line that defines it.
  ///
  /// - Returns: for each stanza the name that it defines, nil for one that defines none.
  mutating func define(_ stanzas: [Stanza]) -> [Name?] {
    var counts = DefinitionCounts(faults: faults)
    return stanzas.map { stanza in
      counts.count(stanza)
      guard let keyword = stanza.form?.keyword else {
        // Whatever it was meant to open, its second word may be a name that others use.
        names.doubt(stanza.head.words.dropFirst().first?.text)
        return nil
      }
      return NameSort(rawValue: keyword).flatMap { defineName(stanza, $0) }
    }
  }

  private mutating func defineName(_ stanza: Stanza, _ sort: NameSort) -> Name? {
    let statement = stanza.head
    var reader = WordReader(statement, after: 1, faults: faults)
    guard stanza.isKnown, !statement.isDamaged else {
      names.doubt(reader.next?.text)
      return nil
    }
    guard let (word, name) = try? reader.name(sort == .person ? .person : .rota) else {
      names.doubt(statement.words.dropFirst().first { $0.kind == .string }?.text)
      return nil
    }
    // With words to spare it is not certain which of them the name was to be.
    if let next = reader.next {
      tellWordsAfterName(reader, next, sort)
      names.doubt(word.text)
    }
    guard let name, !NameForm.isReserved(word.text) else {
      if name != nil { reader.tell(ValueFault.reservedName(word.text), at: word) }
      names.doubt(word.text)
      return nil
    }
    let place = statement.place(of: word)
    guard names.define(name, sort, at: place) else {
      if let first = names.entry(name) {
        faults.add(RotaFault.nameTaken(word.text, by: first.sort, at: first.place), at: place)
      }
      return nil
    }
    return name
  }
}

extension ConfigurationReader {
  private mutating func tellWordsAfterName(_ reader: WordReader, _ next: Word, _ sort: NameSort) {
    let statement = reader.statement
    guard next.kind == .bare else {
      let fault = LineFault.textAfterName(next.shown, of: sort.rawValue)
      return reader.tell(fault, at: statement.place(of: reader.index..<statement.words.count))
    }
    let end =
      statement.words[reader.index...].firstIndex { $0.kind != .bare } ?? statement.words.count
    let text = statement.text(of: 1..<end)
    let joined = text.lowercased().split(separator: " ").joined(separator: "-")
    let right = NameForm.fault(in: joined) == nil ? joined : nil
    if let right { names.doubt(right) }
    reader.tell(
      LineFault.nameOfSeveralWords(text, right: right), at: statement.place(of: 1..<end))
  }
}

/// Counts what the limits hold; the first that is one too many is told, and the rest are read on.
private struct DefinitionCounts {
  let faults: FaultList
  private var people = 0
  private var rotas = 0
  private var rangeLines = 0

  init(faults: FaultList) { self.faults = faults }

  mutating func count(_ stanza: Stanza) {
    switch stanza.form?.keyword {
    case "person": add(&people, .tooManyPeople, RotaLimits.peopleMax, stanza.head)
    case "rota":
      add(&rotas, .tooManyRotas, RotaLimits.rotasMax, stanza.head)
      for line in stanza.lines("shift") { addRangeLine(line.statement) }
    case "leave", "override": addRangeLine(stanza.head)
    default: break
    }
  }

  private mutating func addRangeLine(_ statement: Statement) {
    add(&rangeLines, .tooManyRangeLines, RotaLimits.rangeLinesMax, statement)
  }

  private func add(_ count: inout Int, _ fault: TextFault, _ max: Int, _ statement: Statement) {
    count += 1
    if count == max + 1 { faults.add(fault, at: statement.place(of: 0..<1)) }
  }
}

extension Stanza.Line {
  var place: SourcePlace { statement.place }

  /// The line's value, read to its end; nil when something is wrong with it, which has been told, and for
  /// a line that may not stand here a second time.
  package func value<Value>(
    _ faults: FaultList, _ read: (inout WordReader) throws -> Value?
  ) -> Value? {
    var reader = WordReader(statement, after: keywordCount, faults: faults)
    guard let value = try? read(&reader), (try? reader.end()) != nil else { return nil }
    return isRepeated || statement.isDamaged ? nil : value
  }
}

extension Stanza {
  /// The value of a property that stands once.
  package func value<Value>(
    _ phrase: String, _ faults: FaultList, _ read: (inout WordReader) throws -> Value?
  ) -> Value? {
    // Every line is read, for its faults; only the first can have a value.
    values(phrase, faults, read).first
  }

  /// The values of a property that may stand many times.
  package func values<Value>(
    _ phrase: String, _ faults: FaultList, _ read: (inout WordReader) throws -> Value?
  ) -> [Value] {
    lines(phrase).compactMap { $0.value(faults, read) }
  }
}

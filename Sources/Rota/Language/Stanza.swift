/// A line that opens a stanza or is a statement of its own, and the properties below it.
package struct Stanza {
  /// Nil when it is not known what the first line was meant to open.
  package fileprivate(set) var form: Grammar.StanzaForm?
  package let head: Statement
  /// The first line's keyword was understood, not guessed.
  package let isKnown: Bool
  package fileprivate(set) var lines: [Line] = []
  /// Indented lines as they come, before each is held against the form's properties.
  fileprivate var body: [Statement] = []
  /// Faulty lines that may have been meant as any property: what is missing is not told.
  fileprivate(set) var mayHaveAnything = false
  /// Properties that faulty lines were meant as.
  fileprivate var meant: Set<String> = []

  /// A property's line.
  package struct Line {
    package let phrase: String
    package let statement: Statement
    /// How many words its keyword has: its value begins after them.
    package let keywordCount: Int
    /// It stands here a second time, and may not: its value doesn't count.
    package let isRepeated: Bool
  }

  /// Whether the name in its first line is another stanza's already.
  func isNameTaken(in names: NameTable) -> Bool {
    head.words.dropFirst().first.map { names.contested.contains(Name($0.text)) } ?? false
  }

  package func lines(_ phrase: String) -> [Line] { lines.filter { $0.phrase == phrase } }

  package func has(_ phrase: String) -> Bool { lines.contains { $0.phrase == phrase } }

  /// Whether the property is missing, and no faulty line of the stanza was meant as it.
  package func lacks(_ phrase: String) -> Bool {
    !has(phrase) && !meant.contains(phrase) && !mayHaveAnything && isKnown
  }
}

/// Gathers the lines of a file into stanzas (spec: rotas.md, "Files, lines, words").
///
/// What stands in the wrong place is told and then taken as it was most likely meant, so that one slip
/// makes one problem.
package struct StanzaGatherer {
  private let grammar: Grammar
  private let faults: FaultList
  private var stanzas: [Stanza] = []

  package static func stanzas(
    of statements: [Statement], grammar: Grammar, faults: FaultList
  ) -> [Stanza] {
    var gatherer = StanzaGatherer(grammar: grammar, faults: faults)
    for statement in statements {
      if statement.isIndented {
        gatherer.addIndented(statement)
      } else {
        gatherer.addOpening(statement)
      }
    }
    return gatherer.stanzas.map(gatherer.matched)
  }

  private init(grammar: Grammar, faults: FaultList) {
    self.grammar = grammar
    self.faults = faults
  }

  private func tell(_ fault: LineFault, _ statement: Statement, words: Int = 1) {
    guard !statement.isDamaged else { return }
    faults.add(fault, at: statement.place(of: 0..<words))
  }

  private mutating func addOpening(_ statement: Statement) {
    let word = statement.words[0]
    let owner = stanzas.last?.form
    let property = owner?.property(beginning: statement)
    if let form = grammar.stanza(word) {
      // `desk within 30m` in column 1 is a property of `callbacks` that lost its indent.
      if property == nil || form.isNamed || form.isStatement || statement.words.count == 1 {
        stanzas.append(Stanza(form: form, head: statement, isKnown: true))
        return
      }
    }
    if let property, let owner {
      tell(.unindented(property.phrase, of: owner.keyword), statement, words: property.words.count)
      stanzas[stanzas.count - 1].body.append(statement)
      return
    }
    let nearest = Spelling.nearest(to: word.text, among: grammar.stanzas.map(\.keyword))
    tell(
      .unknownStanza(word.text, nearest: nearest, shapes: grammar.stanzas.map(\.shape)), statement)
    // It may be a property of the stanza above, misspelt and not indented.
    if nearest == nil, !stanzas.isEmpty { stanzas[stanzas.count - 1].mayHaveAnything = true }
    stanzas.append(
      Stanza(form: nearest.flatMap(grammar.stanza), head: statement, isKnown: false))
  }

  private mutating func addIndented(_ statement: Statement) {
    let owner = stanzas.indices.last.flatMap { stanzas[$0].form }
    if owner?.property(beginning: statement) == nil, let form = grammar.stanza(statement.words[0]) {
      tell(.indentedStanza(form.keyword), statement)
      stanzas.append(Stanza(form: form, head: statement, isKnown: true))
      return
    }
    guard let last = stanzas.indices.last else {
      return tell(.noStanzaAbove, statement, words: statement.words.count)
    }
    if let owner, owner.isStatement {
      tell(.belowStatement(owner.keyword), statement, words: statement.words.count)
      // The line was torn from the stanza before the statement.
      if let torn = stanzas.lastIndex(where: { $0.form?.isStatement != true }) {
        stanzas[torn].mayHaveAnything = true
      }
    } else {
      stanzas[last].body.append(statement)
    }
  }

  /// Holds each line of a stanza against its form.
  private func matched(_ gathered: Stanza) -> Stanza {
    var stanza = gathered
    if stanza.form == nil { stanza.form = likeliestForm(for: stanza.body) }
    guard let form = stanza.form else { return stanza }
    var firsts: [String: Statement] = [:]
    for statement in stanza.body {
      guard let property = form.property(beginning: statement) else {
        tellUnknown(statement, in: form, of: &stanza)
        continue
      }
      let first = property.mayRepeat ? nil : firsts[property.phrase]
      if let first {
        tell(
          .repeatedProperty(property.phrase, at: first.place(of: 0..<property.words.count)),
          statement, words: property.words.count)
      }
      firsts[property.phrase] = first ?? statement
      stanza.lines.append(
        Stanza.Line(
          phrase: property.phrase, statement: statement, keywordCount: property.words.count,
          isRepeated: first != nil))
    }
    return stanza
  }

  private func tellUnknown(
    _ statement: Statement, in form: Grammar.StanzaForm, of stanza: inout Stanza
  ) {
    if let property = form.propertyLeftOut(before: statement) {
      tell(
        .keywordLeftOut(
          statement.words[0].text, in: form.keyword, property: property.phrase,
          example: property.example), statement)
      stanza.meant.insert(property.phrase)
      return
    }
    let nearest = form.nearestProperty(to: statement)
    if let other = grammar.property(beginning: statement),
      form.propertyUsuallyCalled(by: statement) == nil,
      nearest?.words ?? 0 <= other.words.count
    {
      tell(
        .foreignProperty(
          other.phrase, in: form.keyword, belongsTo: grammar.owners(of: other.phrase)),
        statement, words: other.words.count)
    } else if let nearest {
      let written = statement.text(of: 0..<nearest.words)
      tell(
        .unknownProperty(written, in: form.keyword, nearest: nearest.property.phrase),
        statement, words: nearest.words)
      stanza.meant.insert(nearest.property.phrase)
    } else {
      tell(
        .unknownProperty(statement.words[0].text, in: form.keyword, nearest: nil), statement)
      stanza.mayHaveAnything = true
    }
  }

  /// What an unreadable first line most likely opened: the stanza to which most lines below it belong.
  private func likeliestForm(for body: [Statement]) -> Grammar.StanzaForm? {
    var best: (form: Grammar.StanzaForm, count: Int)?
    for form in grammar.stanzas {
      let count = body.count { form.property(beginning: $0) != nil }
      if count > best?.count ?? 0 { best = (form, count) }
    }
    return best?.form
  }
}

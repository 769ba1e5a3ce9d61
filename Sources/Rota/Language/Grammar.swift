import CivilTime

/// The stanzas and properties of one file language, as data: what may stand where, in which words.
///
/// The rota files have one (``Grammar/rota``); the server's own file has another, with the same lines and
/// strings and the same faults.
package struct Grammar: Sendable {
  package let stanzas: [StanzaForm]

  package init(_ stanzas: [StanzaForm]) { self.stanzas = stanzas }

  /// What a line in column 1 opens.
  ///
  /// A class, as the properties' forms are, so that a copy is one reference: every line of a folder at the
  /// limits is held against all of them.
  package final class StanzaForm: Sendable {
    package let keyword: String
    /// What it looks like, for advice: `person NAME`.
    package let shape: String
    /// A statement stands alone: no property may follow it.
    package let isStatement: Bool
    package let properties: [PropertyForm]

    package init(
      _ keyword: String, shape: String, isStatement: Bool = false, _ properties: [PropertyForm] = []
    ) {
      self.keyword = keyword
      self.shape = shape
      self.isStatement = isStatement
      self.properties = properties
    }

    /// Whether a name follows the keyword.
    package var isNamed: Bool { shape != keyword }
  }

  /// A property: the words that begin its line, and how often it may stand in its stanza.
  package final class PropertyForm: Sendable {
    package let phrase: String
    package let words: [String]
    /// A whole line that would do, for advice.
    package let example: String
    package let isRequired: Bool
    package let mayRepeat: Bool
    /// Other words by which people call it, for "did you mean".
    let usualNames: [String]

    package init(
      _ phrase: String, _ value: String, isRequired: Bool = false, mayRepeat: Bool = false,
      alsoCalled usualNames: [String] = []
    ) {
      self.phrase = phrase
      words = phrase.lowercased().split(separator: " ").map(String.init)
      example = phrase + " " + value
      self.isRequired = isRequired
      self.mayRepeat = mayRepeat
      self.usualNames = usualNames
    }
  }
}

extension Grammar {
  func stanza(_ word: Word) -> StanzaForm? { stanzas.first { word.isKeyword($0.keyword) } }

  func stanza(_ keyword: String) -> StanzaForm? { stanzas.first { $0.keyword == keyword } }

  /// The stanzas to which a property of that phrase belongs.
  func owners(of phrase: String) -> [String] {
    stanzas.filter { $0.properties.contains { $0.phrase == phrase } }.map(\.keyword)
  }

  /// The property of any stanza whose words begin the line.
  func property(beginning statement: Statement) -> PropertyForm? {
    stanzas.lazy.compactMap { $0.property(beginning: statement) }.first
  }
}

extension Grammar.StanzaForm {
  /// The property whose words begin the line; of two, the longer.
  func property(beginning statement: Statement) -> Grammar.PropertyForm? {
    var longest: Grammar.PropertyForm?
    for property in properties where property.words.count > longest?.words.count ?? 0 {
      let begins =
        statement.words.count >= property.words.count
        && zip(property.words, statement.words).allSatisfy { $1.isKeyword($0) }
      if begins { longest = property }
    }
    return longest
  }

  /// The property that people call by the line's first word.
  func propertyUsuallyCalled(by statement: Statement) -> Grammar.PropertyForm? {
    let first = statement.words[0].text.lowercased().trimmingEndMarks
    return properties.first { $0.usualNames.contains(first) }
  }

  /// The property whose value stands alone on the line: weekdays can only be hours.
  func propertyLeftOut(before statement: Statement) -> Grammar.PropertyForm? {
    let first = statement.words[0].text.prefix { $0.isLetter }
    return Weekday(named: String(first)) == nil ? nil : properties.first { $0.phrase == "hours" }
  }

  /// The property that was probably meant, and how many words of the line were meant as its keyword.
  func nearestProperty(to statement: Statement) -> (property: Grammar.PropertyForm, words: Int)? {
    let bare = statement.words.prefix(3)
      .prefix { $0.kind == .bare && !$0.text.contains(where: \.isNumber) }
      .map { $0.text.lowercased() }
    if let property = propertyUsuallyCalled(by: statement) { return (property, 1) }
    var best: (property: Grammar.PropertyForm, words: Int, edits: Int)?
    for property in properties {
      for count in [1, property.words.count] where count <= bare.count {
        // Blanks apart, so that `timezone` is near `time zone`.
        let written = bare[..<count].joined()
        guard let edits = Spelling.edits(written, property.words.joined()) else { continue }
        if edits < best?.edits ?? .max { best = (property, count, edits) }
      }
    }
    if let best { return (best.property, best.words) }
    // `after words`: the one that begins so, and has the most of these words.
    func shared(_ property: Grammar.PropertyForm) -> Int {
      bare.count { property.words.contains($0) }
    }
    return properties.filter { $0.words.count > 1 && $0.words.first == bare.first }
      .max { shared($0) < shared($1) }.map { ($0, shared($0)) }
  }
}

/// What can be wrong with the order of lines and words, in any of the file languages.
package enum LineFault: Fault {
  case unknownStanza(String, nearest: String?, shapes: [String])
  case indentedStanza(String)
  case unindented(String, of: String)
  case noStanzaAbove
  case belowStatement(String)
  case unknownProperty(String, in: String, nearest: String?)
  case foreignProperty(String, in: String, belongsTo: [String])
  /// A value that stands without the words that should begin its line.
  case keywordLeftOut(String, in: String, property: String, example: String)
  case repeatedProperty(String, at: SourcePlace)
  case repeatedStanza(String, at: SourcePlace)
  case missingProperty(String, in: String, example: String)
  case missingStanza(String)
  case unexpected(String, wanted: Wanted, slip: Slip?)
  case endsEarly(after: String, wanted: Wanted)
  case surplus(String)
  /// Of a list of names; in an escalation, also of their order.
  case missingComma(String, inChain: Bool)
  case commaBeforeElse
  case nameOfSeveralWords(String, right: String?)
  case textAfterName(String, of: String)

  package var words: FaultWords {
    switch self {
    case .unexpected(let found, let wanted, let slip):
      Self.unexpected(found, wanted, slip)
    case .endsEarly(let last, let wanted):
      FaultWords(
        "The line ends after “\(brief(last))”, and \(wanted.words) should follow.",
        advice: wanted.isKeyword
          ? "Go on with “\(wanted.example)”." : "Add \(wanted.words), as in: \(wanted.example)")
    case .surplus(let found):
      FaultWords(
        "“\(brief(found))” is more than belongs on this line.",
        advice: "Take it out, or put “# ” before it to make it a comment.")
    case .missingComma, .commaBeforeElse, .nameOfSeveralWords, .textAfterName: nameWords
    case .repeatedProperty(let phrase, let place):
      FaultWords(
        "“\(phrase)” stands in this stanza already (\(place.lineText)).",
        advice: "Keep one of the two lines.", related: place)
    case .repeatedStanza(let keyword, let place):
      FaultWords(
        "There is a stanza “\(keyword)” already (\(place.lineText)).",
        advice: "Keep one of them, and move the other’s lines into it.", related: place)
    case .missingProperty(let phrase, let stanza, let example):
      FaultWords(
        "This “\(stanza)” has no line “\(phrase)”.", advice: "Add a line, such as: \(example)")
    case .missingStanza(let keyword):
      FaultWords(
        "No file has the stanza “\(keyword)”.",
        advice: "Add one: a line “\(keyword)” in column 1, and its properties indented below it.")
    default: placementWords
    }
  }

  private var nameWords: FaultWords {
    switch self {
    case .missingComma(let found, let inChain)
    where ["or", "then", "otherwise"].contains(found.lowercased()) && inChain:
      FaultWords(
        "“\(brief(found))” is no word of the language.",
        advice: "Write “else” to ask the next when nobody is on call in the first, a comma to tell"
          + " both.")
    case .missingComma(let found, _) where ["and", "&", "+"].contains(found.lowercased()):
      FaultWords(
        "“\(brief(found))” stands where a comma should.",
        advice: "Put commas between the names of a list: aroha, ben")
    case .missingComma(let found, _):
      FaultWords(
        "There is no comma before “\(brief(found))”.",
        advice: "Put commas between the names of a list: aroha, ben")
    case .commaBeforeElse:
      FaultWords(
        "A comma and “else” can’t stand together.",
        advice: "Take the comma out to ask the next when nobody is on call in the first, or “else”"
          + " to tell both.")
    case .textAfterName(let found, let sort):
      FaultWords(
        "\(brief(found)) is more than belongs on this line.",
        advice: sort == "person"
          ? "Put it on an indented line of its own below: name \(brief(found))"
          : "Take it out, or put “# ” before it to make it a comment.")
    case .nameOfSeveralWords(let found, let right):
      FaultWords(
        "“\(brief(found))” is more than one word, so it can’t be a name.",
        advice: "Write a short name of letters, digits and hyphens, such as \(right ?? "aroha").")
    default: placementWords
    }
  }

  private var placementWords: FaultWords {
    switch self {
    case .unknownStanza(let found, let nearest?, _):
      FaultWords(
        "“\(brief(found))” opens no stanza.", advice: "Did you mean “\(nearest)”?")
    case .unknownStanza(let found, nil, let shapes):
      FaultWords(
        "“\(brief(found))” opens no stanza.",
        advice: "A line in column 1 begins with one of: " + shapes.joined(separator: "; "))
    case .indentedStanza(let keyword):
      FaultWords(
        "“\(keyword)” starts with a blank, but a stanza or a statement begins in column 1.",
        advice: "Delete the blanks before it.")
    case .unindented(let phrase, let stanza):
      FaultWords(
        "“\(phrase)” belongs to the “\(stanza)” above, but it stands in column 1.",
        advice: "Put blanks before it.")
    case .belowStatement(let keyword):
      FaultWords(
        "This line is indented below “\(keyword)”, which has no properties.",
        advice: "Move it below the stanza to which it belongs.")
    case .unknownProperty(let found, let stanza, let nearest):
      FaultWords(
        "“\(brief(found))” is no line of “\(stanza)”.",
        advice: nearest.map { "Did you mean “\($0)”?" }
          ?? "Take it out, or put “# ” before it to make it a comment.")
    case .keywordLeftOut(let found, let stanza, let property, let example):
      FaultWords(
        "“\(brief(found))” is no line of “\(stanza)”.",
        advice: "Put “\(property)” before it, on the same line, as in: \(example)")
    case .foreignProperty(let phrase, let stanza, let owners):
      FaultWords(
        "“\(phrase)” does not belong to “\(stanza)”.",
        advice: "It is a line of "
          + owners.map { "“\($0)”" }.joined(separator: " and of ") + ": move it there.")
    default:
      FaultWords(
        "This line is indented, but there is no stanza above it to which it could belong.",
        advice: "Put the stanza’s first line above it, or delete the blanks before it.")
    }
  }

  private static func unexpected(_ found: String, _ wanted: Wanted, _ slip: Slip?) -> FaultWords {
    let quoted = found.hasPrefix("\"") ? brief(found) : "“\(brief(found))”"
    let message = "\(quoted) stands where \(wanted.words) should."
    if let slip {
      return FaultWords(slip.message(quoted, wanted), advice: slip.advice(wanted))
    }
    if found.hasPrefix("\""), wanted.isName {
      return FaultWords(message, advice: "Write it without quotes: \(brief(found.trimmingQuotes))")
    }
    if found.hasPrefix("\""), !wanted.isString {
      return FaultWords(message, advice: "Write it without quotes, as in: \(wanted.example)")
    }
    if wanted.isKeyword {
      return FaultWords(message, advice: "Write “\(wanted.example)” here.")
    }
    return FaultWords(message, advice: "Write \(wanted.words), as in: \(wanted.example)")
  }
}

/// A word of the file as messages show it: cut when it is long.
package func brief(_ word: String) -> String {
  word.count <= briefCharactersMax ? word : word.prefix(briefCharactersMax - 1) + "…"
}

private let briefCharactersMax = 40

extension String {
  var trimmingQuotes: String {
    let marks: Set<Character> = ["'", "‘", "’", "\"", "`"]
    var rest = self[...]
    while let first = rest.first, marks.contains(first) { rest.removeFirst() }
    while let last = rest.last, marks.contains(last) { rest.removeLast() }
    return rest.isEmpty ? "Aroha Ngata" : String(rest)
  }
}

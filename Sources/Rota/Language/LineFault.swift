/// What can be wrong with the order of lines and words, in any of the file languages.
package enum LineFault: Fault {
  case unknownStanza(String, nearest: String?, shapes: [String])
  case indentedStanza(String)
  case unindented(String, of: String)
  case noStanzaAbove
  case belowStatement(String)
  case unknownProperty(String, in: String, nearest: String?)
  case foreignProperty(String, in: String, belongsTo: [String])
  case repeatedProperty(String, at: SourcePlace)
  case repeatedStanza(String, at: SourcePlace)
  case missingProperty(String, in: String, example: String)
  case missingStanza(String)
  case unexpected(String, wanted: Wanted)
  case endsEarly(after: String, wanted: Wanted)
  case surplus(String)
  case missingComma(String)

  package var words: FaultWords {
    switch self {
    case .unexpected(let found, let wanted):
      Self.unexpected(found, wanted)
    case .endsEarly(let last, let wanted):
      FaultWords(
        "The line ends after “\(brief(last))”, where \(wanted.words) is missing.",
        advice: wanted.isKeyword
          ? "Go on with “\(wanted.example)”." : "Add \(wanted.words), as in: \(wanted.example)")
    case .surplus(let found):
      FaultWords(
        "“\(brief(found))” is more than belongs on this line.",
        advice: "Take it out, or put “# ” before it to make it a comment.")
    case .missingComma(let found):
      FaultWords(
        "There is no comma before “\(brief(found))”.",
        advice: "Put commas between the names of a list: aroha, ben")
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

  private static func unexpected(_ found: String, _ wanted: Wanted) -> FaultWords {
    let quoted = "“\(brief(found))”"
    let message = "\(quoted) stands where \(wanted.words) should."
    if wanted.example.hasPrefix("\""), !found.hasPrefix("\"") {
      let bare = found.trimmingQuotes
      return FaultWords(message, advice: "Put the text in double quotes: \"\(brief(bare))\"")
    }
    if found.hasPrefix("\""), !wanted.example.hasPrefix("\"") {
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
  fileprivate var trimmingQuotes: String {
    let marks: Set<Character> = ["'", "‘", "’", "\"", "`"]
    var rest = self[...]
    while let first = rest.first, marks.contains(first) { rest.removeFirst() }
    while let last = rest.last, marks.contains(last) { rest.removeLast() }
    return rest.isEmpty ? "Aroha Ngata" : String(rest)
  }
}

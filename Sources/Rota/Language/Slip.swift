import CivilTime

/// What was probably meant by a word that stands where another should: people's usual slips, each with its
/// mending.
package enum Slip: Sendable {
  /// A word too many: `leave ana from 2026-12-01`.
  case surplus
  /// Another word for it: `2026-12-01 - 2026-12-05`, `hours weekdays …`.
  case replaced(by: String)
  /// What is wanted was left out: `override primary 2026-12-06 ana`.
  case leftOut(String)
  /// Misspelt: `by:`.
  case misspelt(String)
  /// What is wanted stands later on the line: `shift ana 2026-12-24 …`.
  case comesLater
  /// A list where one thing fits: `leave ana, ben 2026-12-01`.
  case list
  /// Words that want quotes around all of them.
  case unquoted(String)

  /// What is said of the word that was found, in quotes already.
  func message(_ found: String, _ wanted: Wanted) -> String {
    switch self {
    case .surplus: "\(found) is more than belongs here."
    case .replaced(by: "to"): "\(found) stands where the word “to” should."
    case .replaced(by: ","): "\(found) stands where a comma should."
    case .list: "There is a comma here, and this is no list."
    default: "\(found) stands where \(wanted.words) should."
    }
  }

  func advice(_ wanted: Wanted) -> String {
    switch self {
    case .surplus: "Take it out."
    case .replaced(by: ","): "Write a comma in its place."
    case .replaced(let right): "Write “\(right)” in its place."
    case .leftOut(","): "Put a comma or “to” before it."
    case .leftOut(let word): "Put “\(word)” before it."
    case .misspelt(let right): "Did you mean “\(right)”?"
    case .comesLater: "Put \(wanted.definite) before it."
    case .list: "Write a line of its own for each."
    case .unquoted(let text): "Put the text in double quotes: \"\(brief(text))\""
    }
  }
}

extension WordReader {
  /// The slip that explains why the next word is not what is wanted; nil when it is none of the usual ones.
  func slip(_ wanted: Wanted) -> Slip? {
    guard let word = next else { return nil }
    let text = word.text.lowercased()
    let plain = text.trimmingEndMarks
    if word.kind == .comma { return commaSlip(wanted) }
    if word.kind == .string { return nil }
    if Slips.tos.contains(text), wanted.isWord("to") || followsDateOrTime {
      return .replaced(by: "to")
    }
    if wanted.isKeyword {
      return Spelling.resembles(plain, wanted.example)
        ? .misspelt(wanted.example) : .leftOut(wanted.example)
    }
    if Slips.ands.contains(text), peek(1) != nil { return .replaced(by: ",") }
    if let right = Slips.otherWords[wanted.words]?[plain] { return .replaced(by: right) }
    if wanted.isString {
      return hasFiller ? .surplus : .unquoted(unquotedRun.text)
    }
    if Slips.fillers.contains(plain), peek(1) != nil { return .surplus }
    if wanted.words == Wanted.date.words, Weekday(named: plain) != nil { return .surplus }
    if let before = peek(-1), Weekday(named: plain) != nil, Weekday(named: before.text) != nil {
      return .leftOut(",")
    }
    return isLater(wanted) ? .comesLater : nil
  }

  /// The bare words from here on, which quotes may be missing around.
  var unquotedRun: (text: String, place: SourcePlace) {
    let end = statement.words[index...].firstIndex { $0.kind != .bare } ?? statement.words.count
    let range = index..<max(end, index + 1)
    return (statement.text(of: range).trimmingQuotes, statement.place(of: range))
  }

  private func commaSlip(_ wanted: Wanted) -> Slip? {
    if wanted.isWord("to") { return .replaced(by: "to") }
    guard peek(1) != nil else { return nil }
    return wanted.isName ? .surplus : .list
  }

  /// `2026-12-24 from 08:00 to 12:00`: a word too many before a time.
  var hasFiller: Bool {
    guard let word = next, word.kind == .bare else { return false }
    return Slips.fillers.contains(word.text.lowercased()) && peek(1)?.isLikeDateOrTime == true
  }

  /// `2026-12-01 until 2026-12-05`: what stands on both sides belongs to one range.
  private var followsDateOrTime: Bool {
    peek(-1)?.isLikeDateOrTime == true && peek(1)?.isLikeDateOrTime == true
  }

  private func isLater(_ wanted: Wanted) -> Bool {
    let later = statement.words[index...].dropFirst().filter { $0.kind == .bare }
    switch wanted.words {
    case Wanted.date.words: return later.contains { CivilDate($0.text) != nil }
    case Wanted.weekday.words, Wanted.days.words:
      return later.contains { Weekday(named: $0.text) != nil }
    case Wanted.time.words: return later.contains { TimeOfDay($0.text) != nil }
    default: return wanted.isName && next?.isLikeDateOrTime == true && !later.isEmpty
    }
  }
}

/// The words of the usual slips, in small letters.
private enum Slips {
  static let tos: Set<String> = ["-", "–", "—", "until", "till", "til", "through", "thru"]
  static let ands: Set<String> = ["and", "&", "+"]
  static let fillers: Set<String> = [
    "from", "on", "at", "the", "every", "for", "in", "is", "of", "are", "starting", "=", ":", "-",
    "–", "—", "*", "•",
  ]
  /// By what is wanted, then by what people write for it.
  static let otherWords: [String: [String: String]] = [
    Wanted.days.words: [
      "weekdays": "Monday to Friday", "weekday": "Monday to Friday",
      "workdays": "Monday to Friday", "everyday": "Monday to Sunday", "daily": "Monday to Sunday",
      "weekend": "Saturday, Sunday", "weekends": "Saturday, Sunday",
    ],
    Wanted.turn.words: [
      "weekly": "1 week", "daily": "1 day", "nightly": "1 day", "fortnightly": "2 weeks",
      "a": "1", "one": "1", "two": "2", "three": "3", "four": "4",
    ],
  ]
}

extension Word {
  /// Begins as dates and times do, and no name does.
  fileprivate var isLikeDateOrTime: Bool { kind == .bare && text.first?.isNumber == true }
}

extension Weekday {
  /// A weekday's name, whole or cut to three letters, in any case.
  init?(named text: String) {
    let folded = text.lowercased()
    let day = Weekday.allCases.first {
      folded == $0.name.lowercased() || folded == $0.abbreviation.lowercased()
    }
    guard let day else { return nil }
    self = day
  }
}

extension String {
  /// Without the marks that end a phrase: `08:00:`, `ben,`.
  var trimmingEndMarks: String {
    var rest = self[...]
    while let last = rest.last, ":;,.=".contains(last), rest.count > 1 { rest.removeLast() }
    return String(rest)
  }
}

import CivilTime
import ServiceHours

/// Divides a line into its cells, and writes the language's own words as the spec's page does:
/// keywords in small letters, weekdays and regions by their names.
struct TidyCells {
  private let statement: Statement
  private let phrase: String
  private var words: [Word] { statement.words }
  private(set) var cells: [String] = []

  /// - Parameter keywordCount: with how many words the line's keyword is written.
  init(_ statement: Statement, _ kind: TidyRow.Kind, _ phrase: String, keywordCount: Int) {
    self.statement = statement
    self.phrase = phrase
    let ends = (kind == .head ? [] : breaks(after: keywordCount)) + [statement.words.count]
    var start = 0
    for end in ends where end > start {
      cells.append(text(start..<end, keywordCount: keywordCount))
      start = end
    }
  }

  /// At which words a new cell starts.
  private func breaks(after keywordCount: Int) -> [Int] {
    var breaks: [Int] = []
    switch phrase {
    case "after": breaks = [keywordCount + 1]
    case "from": breaks = [keywordCount, keywordCount + 1]
    case "shift": breaks = [keywordCount, words.count - 1]
    case "leave": breaks = [keywordCount + 1]
    case "override":
      breaks = [keywordCount + 1] + (words.firstIndex { $0.isKeyword("by") }.map { [$0] } ?? [])
    default: breaks = [keywordCount]
    }
    let string = words.indices.first { $0 >= keywordCount && words[$0].kind == .string }
    return Set(breaks + (string.map { [$0] } ?? [])).filter { $0 < words.count }.sorted()
  }

  /// One blank between words, none before a comma. What counts as one text keeps its words together
  /// as they stand: a phone number written `021-555,0101` is not to become another.
  private func text(_ range: Range<Int>, keywordCount: Int) -> String {
    let written = range.map { text(of: words[$0], isKeyword: $0 < keywordCount) }
    if phrase == "region", range.lowerBound >= keywordCount,
      words[range].allSatisfy({ $0.kind == .bare })
    {
      return region(statement.text(of: range))
    }
    var joined = ""
    for (index, word) in zip(range, written) {
      let isApart =
        TidyCells.oneText.contains(phrase)
        ? index > 0 && words[index - 1].endColumn < words[index].column
        : words[index].kind != .comma
      joined += (joined.isEmpty || !isApart ? "" : " ") + word
    }
    return joined
  }

  private func text(of word: Word, isKeyword: Bool) -> String {
    guard word.kind == .bare else { return word.shown }
    if isKeyword { return word.text.lowercased() }
    if let keyword = TidyCells.valueWords[phrase]?.first(where: word.isKeyword) { return keyword }
    guard TidyCells.withWeekdays.contains(phrase) else { return word.text }
    for weekday in Weekday.allCases {
      for name in [weekday.name, weekday.abbreviation] where word.isKeyword(name.lowercased()) {
        return name
      }
    }
    return word.text
  }

  /// By its own letters: another spelling of the same region, without its macron say, stays.
  private func region(_ written: String) -> String {
    let known = Region.allCases.flatMap { [$0.name, $0.code] } + ["none"]
    return known.first { $0.lowercased() == written.lowercased() } ?? written
  }

  private static let oneText: Set<String> = [
    "phone", "dial", "after hours dial", "ignore", "email",
  ]
  private static let withWeekdays: Set<String> = ["hours", "hands over", "during"]

  /// The keywords inside a property's value. No name can be one of them (spec: rotas.md, NAME).
  private static let valueWords: [String: [String]] = [
    "hours": ["to"], "closed": ["to"], "open": ["to"], "during": ["to"], "shift": ["to"],
    "leave": ["to"], "override": ["to", "by"], "urgent": ["within"], "normal": ["within"],
    "low": ["within"], "desk": ["within"], "at once": ["else", "everyone"],
    "after": ["else", "everyone"], "overdue": ["else", "everyone"],
    "turn": ["day", "days", "week", "weeks", "each", "public", "holiday"],
  ]
}

/// Reads one line's words from left to right.
///
/// A word that stands where another should is told, and ends the line (``Told``); a word of the right sort
/// in a wrong form (`8am`) is told, and the line is read on, so that all that is wrong with it is known.
package struct WordReader {
  package let statement: Statement
  /// The next word's index.
  package private(set) var index: Int
  private let faults: FaultList

  /// The line's fault has been told; there is nothing more to say of it.
  package struct Told: Error {}

  package init(_ statement: Statement, after count: Int, faults: FaultList) {
    self.statement = statement
    index = count
    self.faults = faults
  }

  package var next: Word? { statement.words.indices.contains(index) ? statement.words[index] : nil }

  package func peek(_ offset: Int) -> Word? {
    let index = index + offset
    return statement.words.indices.contains(index) ? statement.words[index] : nil
  }

  package mutating func skip(_ count: Int = 1) { index += count }

  /// A damaged line has its problem already.
  package func tell(_ fault: some Fault, at place: SourcePlace) {
    if !statement.isDamaged { faults.add(fault, at: place) }
  }

  package func tell(_ fault: some Fault, at word: Word) {
    tell(fault, at: statement.place(of: word))
  }

  /// Tells that something else was wanted here, and gives the line up.
  package func refuse(_ wanted: Wanted) -> Told {
    if let next {
      let slip = self.slip(wanted)
      if case .unquoted = slip {
        let run = unquotedRun
        tell(LineFault.unexpected(run.text, wanted: wanted, slip: slip), at: run.place)
      } else {
        tell(LineFault.unexpected(next.shown, wanted: wanted, slip: slip), at: next)
      }
    } else {
      let last = statement.words[statement.words.count - 1]
      tell(LineFault.endsEarly(after: last.shown, wanted: wanted), at: last)
    }
    return Told()
  }
}

extension WordReader {
  /// Takes the keyword if it comes next.
  package mutating func takes(_ keyword: String) -> Bool {
    guard let next, next.isKeyword(keyword) else { return false }
    index += 1
    return true
  }

  package mutating func keyword(_ keyword: String) throws(Told) {
    guard takes(keyword) else { throw refuse(.keyword(keyword)) }
  }

  package mutating func takesComma() -> Bool {
    guard next?.kind == .comma else { return false }
    index += 1
    return true
  }

  package mutating func bare(_ wanted: Wanted) throws(Told) -> Word {
    guard let next, next.kind == .bare else { throw refuse(wanted) }
    index += 1
    return next
  }

  package mutating func string(_ wanted: Wanted) throws(Told) -> String {
    guard let next, next.kind == .string else { throw refuse(wanted) }
    index += 1
    return next.text
  }

  /// A string at the line's end that may be left out.
  package mutating func optionalString(_ wanted: Wanted) throws(Told) -> String? {
    next == nil ? nil : try string(wanted)
  }

  /// Nothing more may stand on the line.
  package func end() throws(Told) {
    guard let next else { return }
    tell(
      LineFault.surplus(next.shown), at: statement.place(of: index..<statement.words.count))
    throw Told()
  }

  /// All words up to the next string as one text: a phone number, a region.
  package mutating func text(_ wanted: Wanted) throws(Told) -> (text: String, place: SourcePlace) {
    let start = index
    while let next, next.kind != .string { index += 1 }
    guard index > start else { throw refuse(wanted) }
    return (statement.text(of: start..<index), statement.place(of: start..<index))
  }

  /// One or more things with commas between them.
  package mutating func list<Item>(
    _ item: (inout WordReader) throws -> Item
  ) throws -> [Item] {
    var items = [try item(&self)]
    while takesComma() { items.append(try item(&self)) }
    return items
  }
}

extension Word {
  /// As messages show it, with a string's quotes.
  var shown: String { kind == .string ? "\"\(text)\"" : text }
}

/// What a place in a line wants: in words, and how it looks.
package struct Wanted: Sendable {
  package let words: String
  package let example: String
  /// That very word, and no other like it.
  let isKeyword: Bool

  package init(_ words: String, example: String, isKeyword: Bool = false) {
    self.words = words
    self.example = example
    self.isKeyword = isKeyword
  }

  package static func keyword(_ keyword: String) -> Wanted {
    Wanted("the word “\(keyword)”", example: keyword, isKeyword: true)
  }

  func isWord(_ keyword: String) -> Bool { isKeyword && example == keyword }

  var isString: Bool { example.hasPrefix("\"") }

  /// The name of somebody or something in the files.
  var isName: Bool {
    [Wanted.person, .rota, .who, .channel, .name].contains { $0.words == words }
  }

  /// `the date` for `a date`.
  var definite: String { words.hasPrefix("a ") ? "the " + words.dropFirst(2) : words }

  static let date = Wanted("a date", example: "2026-12-24")
  static let time = Wanted("a time", example: "08:00")
  static let duration = Wanted("a length of time", example: "15m")
  static let weekday = Wanted("a weekday", example: "Monday")
  static let days = Wanted("the names of weekdays", example: "Monday to Friday")
  static let person = Wanted("a person’s name", example: "aroha")
  static let rota = Wanted("a rota’s name", example: "primary")
  static let who = Wanted("the name of a person or a rota", example: "primary")
  static let channel = Wanted("a channel’s name", example: "sms")
  static let name = Wanted("a name", example: "aroha")
  static let phone = Wanted("a phone number", example: "021 555 0101")
  static let dial = Wanted(
    "a phone number or a SIP address", example: "sip:desk@pbx.example.nz")
  static let email = Wanted("an email address", example: "aroha@desk.example.nz")
  static let zone = Wanted("a time zone", example: "Pacific/Auckland")
  static let region = Wanted("a region, or “none”", example: "Auckland")
  static let turn = Wanted("a number of days or weeks", example: "1 week")
  static let reason = Wanted("a text in double quotes", example: "\"Summer shutdown\"")
  static let fullName = Wanted("a name in double quotes", example: "\"Aroha Ngata\"")
  static let sentence = Wanted(
    "a text in double quotes", example: "\"After-hours work is charged for.\"")
}

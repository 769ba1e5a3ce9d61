import CivilTime

/// `2026-12-24`, and the many other ways in which people write dates, which are told with the right one.
enum DateForm {
  enum Reading {
    case date(CivilDate)
    /// The right form, but no day of the calendar.
    case notThere(year: Int, month: Int)
    /// Another form, with the date that it means when only one can be meant.
    case otherForm(CivilDate?)
    case notADate
  }

  static func read(_ text: String) -> Reading {
    if let date = CivilDate(text) { return .date(date) }
    let parts = text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }.map(String.init)
    let numbers = parts.compactMap { number($0) }
    if parts.count == 3, numbers.count == 3 {
      if parts.map(\.utf8.count) == [4, 2, 2], !text.contains(where: { "/.".contains($0) }) {
        return .notThere(year: numbers[0], month: numbers[1])
      }
      return .otherForm(date(numbers, yearFirst: parts[0].utf8.count == 4))
    }
    if parts.count == 1, text.utf8.count == 8, let digits = number(text) {
      let date = CivilDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
      return date == nil ? .notADate : .otherForm(date)
    }
    if parts.count == 3, let month = month(parts[1]), let day = number(parts[0]),
      let year = number(parts[2])
    {
      return .otherForm(date([day, month, year], yearFirst: false))
    }
    return parts.count > 1 && !numbers.isEmpty ? .otherForm(nil) : .notADate
  }

  /// `24 Dec`, `24 December 2026`, `Dec 24 2026`: how many of the words belong to the date, and what it
  /// means when its year stands there.
  static func readWords(_ words: [Word]) -> (count: Int, date: CivilDate?)? {
    guard words.count >= 2, words.allSatisfy({ $0.kind == .bare }) else { return nil }
    let first = words[0].text
    let second = words[1].text
    guard
      let (dayText, monthNumber) = month(second).map({ (first, $0) })
        ?? month(first).map({ (second, $0) }),
      let day = number(String(dayText.prefix { $0.isNumber })), (1...31).contains(day)
    else { return nil }
    guard words.count > 2, words[2].text.utf8.count == 4, let year = number(words[2].text) else {
      return (2, nil)
    }
    return (3, CivilDate(year: year, month: monthNumber, day: day))
  }

  /// The number of a month by its name or the first three letters of it.
  private static func month(_ text: String) -> Int? {
    let folded = text.lowercased().filter { $0 != "." && $0 != "," }
    guard folded.count >= 3 else { return nil }
    return monthNames.firstIndex { $0.lowercased().hasPrefix(folded) }.map { $0 + 1 }
  }

  /// New Zealanders write the day before the month.
  private static func date(_ numbers: [Int], yearFirst: Bool) -> CivilDate? {
    let (year, month, day) =
      yearFirst
      ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[1], numbers[0])
    return CivilDate(year: year < 100 ? year + 2000 : year, month: month, day: day)
  }
}

/// The value of a text that is all ASCII digits, at most nine of them.
func number(_ text: String) -> Int? {
  let digits = text.utf8
  guard (1...9).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
    return nil
  }
  return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}

extension WordReader {
  /// Nil for a date that isn't right, which has been told.
  mutating func date() throws(Told) -> CivilDate? {
    guard let word = next, word.kind == .bare else { throw refuse(.date) }
    if let date = CivilDate(word.text) {
      skip()
      return date
    }
    if let spelt = DateForm.readWords(Array(statement.words[index...].prefix(3))) {
      let range = index..<index + spelt.count
      skip(spelt.count)
      tell(
        ValueFault.dateForm(statement.text(of: range), right: spelt.date),
        at: statement.place(of: range))
      return nil
    }
    switch DateForm.read(word.text) {
    case .date, .notADate:
      throw refuse(.date)
    case .notThere(let year, let month):
      tell(ValueFault.noSuchDate(word.text, year: year, month: month), at: word)
    case .otherForm(let date):
      tell(ValueFault.dateForm(word.text, right: date), at: word)
    }
    skip()
    return nil
  }
}

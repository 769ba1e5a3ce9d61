import CivilTime

/// `2026-12-24`, and the many other ways in which people write dates, which are told with the right one.
enum DateForm {
  enum Reading {
    case date(CivilDate)
    /// The right form, but no day of the calendar.
    case notThere(year: Int, month: Int)
    /// Another form, with the date that it means when only one can be meant.
    case otherForm(CivilDate?)
    /// `25/12`.
    case withoutYear(month: Int, day: Int)
    case notADate
  }

  static func read(_ text: String) -> Reading {
    if let date = CivilDate(text) { return .date(date) }
    let trimmed = text.trimmingEndMarks
    if let date = CivilDate(trimmed) { return .otherForm(date) }
    let parts = trimmed.split(omittingEmptySubsequences: false) { "-/.".contains($0) }.map(
      String.init)
    let numbers = parts.compactMap { number($0) }
    if parts.count == 3, numbers.count == 3 {
      if parts.map(\.utf8.count) == [4, 2, 2], !text.contains(where: { "/.".contains($0) }) {
        return .notThere(year: numbers[0], month: numbers[1])
      }
      let date = Self.date(numbers, yearFirst: parts[0].utf8.count == 4)
      // `26-12-24` may be meant in either order.
      let isDoubtful =
        trimmed.contains("-") && parts.allSatisfy { $0.utf8.count <= 2 }
        && Self.date(numbers, yearFirst: true).map { $0 != date } == true
      return .otherForm(isDoubtful ? nil : date)
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
    if parts.count == 2, numbers.count == 2, isDay(numbers[0], ofMonth: numbers[1]) {
      return .withoutYear(month: numbers[1], day: numbers[0])
    }
    return parts.count > 1 && !numbers.isEmpty ? .otherForm(nil) : .notADate
  }

  private static func isDay(_ day: Int, ofMonth month: Int) -> Bool {
    CivilDate(year: 2024, month: month, day: day) != nil
  }

  /// `24 Dec`, `24 December 2026`, `Dec 24 2026`: how many of the words belong to the date, and what it
  /// means.
  static func readWords(_ words: [Word]) -> (count: Int, reading: Reading)? {
    guard words.count >= 2, words.allSatisfy({ $0.kind == .bare }) else { return nil }
    let first = words[0].text
    let second = words[1].text
    guard
      let (dayText, monthNumber) = month(second).map({ (first, $0) })
        ?? month(first).map({ (second, $0) }),
      let day = number(String(dayText.prefix { $0.isNumber })), isDay(day, ofMonth: monthNumber)
    else { return nil }
    let yearText = words.count > 2 ? words[2].text.trimmingEndMarks : ""
    guard yearText.utf8.count == 4, let year = number(yearText) else {
      return (2, .withoutYear(month: monthNumber, day: day))
    }
    return (3, .otherForm(CivilDate(year: year, month: monthNumber, day: day)))
  }

  /// `2026-12-24T08:00` as it should be, `2026-12-24 08:00`.
  static func divided(_ text: String) -> String? {
    guard text.utf8.count > 11, let date = CivilDate(text.prefix(10)),
      "Tt_/".contains(text.dropFirst(10).prefix(1)),
      let time = TimeForm.lenient(String(text.dropFirst(11)))
    else { return nil }
    return "\(date) \(time)"
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
      tellDate(spelt.reading, statement.text(of: range), at: statement.place(of: range))
      return nil
    }
    if let right = DateForm.divided(word.text) {
      tell(ValueFault.dateTimeForm(word.text, right: right), at: word)
      throw Told()
    }
    let reading = DateForm.read(word.text)
    if case .notADate = reading { throw refuse(.date) }
    tellDate(reading, word.text, at: statement.place(of: word))
    skip()
    return nil
  }

  private func tellDate(_ reading: DateForm.Reading, _ text: String, at place: SourcePlace) {
    switch reading {
    case .date, .notADate: break
    case .notThere(let year, let month):
      tell(ValueFault.noSuchDate(text, year: year, month: month), at: place)
    case .otherForm(let date): tell(ValueFault.dateForm(text, right: date), at: place)
    case .withoutYear(let month, let day):
      tell(ValueFault.yearMissing(text, month: month, day: day), at: place)
    }
  }
}

import CivilTime

/// `08:00`, and the other ways in which people write times, which are told with the right one.
enum TimeForm {
  enum Reading {
    case time(TimeOfDay)
    /// The right form, but no time of a day.
    case notThere
    case otherForm(TimeOfDay?)
    /// `08:00-17:00` in one word.
    case range(String)
    case notATime
  }

  static func read(_ text: String) -> Reading {
    if let time = TimeOfDay(text) { return .time(time) }
    if let time = lenient(text.trimmingEndMarks) { return .otherForm(time) }
    let ends = text.split(omittingEmptySubsequences: false) { "-–—".contains($0) }.map(String.init)
    if ends.count == 2, let start = lenient(ends[0]), let end = lenient(ends[1]) {
      // `9-5` ends in the afternoon.
      let later = TimeOfDay(hour: end.hour + 12, minute: end.minute)
      return .range("\(start) to \(end <= start ? later ?? end : end)")
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, parts.allSatisfy({ number($0) != nil }) { return .notThere }
    return text.contains(where: \.isNumber) && !text.contains("-") ? .otherForm(nil) : .notATime
  }

  /// `8:00`, `8am`, `8.30pm`, `0800`, `8`, `08:00:00`, `noon`.
  static func lenient(_ text: String) -> TimeOfDay? {
    var rest = text.lowercased()
    if let named = ["noon": 12, "midday": 12, "midnight": 0][rest] {
      return TimeOfDay(hour: named, minute: 0)
    }
    var afternoon: Bool?
    for (suffix, isAfternoon) in [
      ("am", false), ("pm", true), ("a.m.", false), ("p.m.", true), ("h", nil as Bool?),
    ] where rest.hasSuffix(suffix) && afternoon == nil {
      rest = String(rest.dropLast(suffix.count))
      afternoon = isAfternoon
    }
    let parts = rest.split(omittingEmptySubsequences: false) { ":.".contains($0) }.map(String.init)
    let numbers = parts.compactMap { number($0) }
    guard numbers.count == parts.count, (1...3).contains(parts.count), parts[0].utf8.count <= 4
    else {
      return nil
    }
    var (hour, minute) = (numbers[0], numbers.count > 1 ? numbers[1] : 0)
    if parts.count == 1, parts[0].utf8.count >= 3 { (hour, minute) = (hour / 100, hour % 100) }
    if let afternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (afternoon ? 12 : 0)
    }
    return TimeOfDay(hour: hour, minute: minute)
  }
}

extension WordReader {
  /// Nil for a time that isn't right, which has been told. 24:00 is right only as an end.
  mutating func time(asEnd: Bool = false) throws(Told) -> TimeOfDay? {
    guard let word = next, word.kind == .bare else { throw refuse(.time) }
    // `8 am` in two words.
    if let half = peek(1), ["am", "pm", "a.m.", "p.m."].contains(half.text.lowercased()),
      number(word.text.filter { $0 != ":" && $0 != "." }) != nil
    {
      let right = TimeForm.lenient(word.text + half.text)
      let range = index..<index + 2
      skip(2)
      tell(
        ValueFault.timeForm(statement.text(of: range), right: right),
        at: statement.place(of: range))
      return nil
    }
    switch TimeForm.read(word.text) {
    case .time(.endOfDay) where !asEnd:
      tell(ValueFault.startsAt24, at: word)
    case .time(let time):
      skip()
      return time
    case .notThere:
      tell(ValueFault.noSuchTime(word.text), at: word)
    case .otherForm(let time):
      let isMidnight = asEnd && time == .startOfDay
      tell(ValueFault.timeForm(word.text, right: isMidnight ? .endOfDay : time), at: word)
    case .range(let right):
      tell(ValueFault.timeRangeForm(word.text, right: right), at: word)
      throw Told()
    case .notATime:
      throw refuse(.time)
    }
    skip()
    return nil
  }

  /// A weekday, whole or cut to three letters; nil for one that is misspelt, which has been told.
  mutating func weekday(_ wanted: Wanted = .weekday) throws(Told) -> Weekday? {
    guard let word = next, word.kind == .bare else { throw refuse(wanted) }
    let folded = word.text.lowercased()
    if let day = Weekday(named: folded) {
      skip()
      return day
    }
    let names = Weekday.allCases.map(\.name)
    let begun = names.first { folded.count > 1 && $0.lowercased().hasPrefix(folded) }
    let ends = word.text.split { "-–—/".contains($0) }.map(String.init)
    if ends.count == 2, ends.allSatisfy({ Weekday(named: $0) != nil }) {
      tell(ValueFault.dayRangeForm(word.text, right: "\(ends[0]) to \(ends[1])"), at: word)
      skip()
      return nil
    }
    guard let nearest = begun ?? Spelling.nearest(to: folded, among: names) else {
      throw refuse(wanted)
    }
    tell(ValueFault.unknownWeekday(word.text, nearest: nearest), at: word)
    skip()
    return nil
  }
}

import CivilTime

/// `10s`, `15m`, `1h30m`, `2d`: whole numbers with units, the largest unit first, each unit once.
package enum DurationForm {
  package static let daysMax = 30

  private static let units: [(letter: Character, seconds: Int)] = [
    ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
  ]

  /// In seconds, whatever its size; nil for another form.
  static func seconds(_ text: String) -> Int? {
    var total = 0
    var rank = -1
    var digits = ""
    for character in text {
      if number(String(character)) != nil {
        digits.append(character)
        continue
      }
      guard let unit = units.firstIndex(where: { $0.letter == character }), unit > rank,
        let count = capped(digits)
      else { return nil }
      total += count * units[unit].seconds
      rank = unit
      digits = ""
    }
    return digits.isEmpty && rank >= 0 ? total : nil
  }

  /// A number of any length, held at a size that is past every limit and far from overflow.
  private static func capped(_ digits: String) -> Int? {
    guard !digits.isEmpty else { return nil }
    let significant = digits.drop { $0 == "0" }
    return significant.count > 9 ? 1_000_000_000 : number(String(significant)) ?? 0
  }

  /// What people write for a length of time, in the right form: `15 minutes`, `15min`, `1.5h`, `30m1h`.
  static func likely(_ written: String) -> String? {
    let text = written.trimmingEndMarks
    // A number alone means minutes to most.
    if let minutes = number(text), minutes > 0, minutes < 1_000 {
      return self.written(minutes * 60)
    }
    var seconds = 0.0
    var digits = ""
    var letters = ""
    func add() -> Bool {
      guard let count = Double(digits), count < 1_000_000_000, let unit = unitSeconds(letters)
      else {
        return false
      }
      seconds += count * Double(unit)
      (digits, letters) = ("", "")
      return true
    }
    for character in text.lowercased() where character != " " {
      if character.isASCII, character.isNumber || character == "." {
        if !letters.isEmpty, !add() { return nil }
        digits.append(character)
      } else {
        letters.append(character)
      }
    }
    guard add(), seconds >= 1, seconds == seconds.rounded() else { return nil }
    return self.written(Int(seconds))
  }

  private static func unitSeconds(_ word: String) -> Int? {
    switch word {
    case "s", "sec", "secs", "second", "seconds": 1
    case "m", "min", "mins", "minute", "minutes": 60
    case "h", "hr", "hrs", "hour", "hours": 3_600
    case "d", "day", "days": 86_400
    case "w", "week", "weeks": 604_800
    default: nil
    }
  }

  private static func written(_ seconds: Int) -> String {
    var rest = seconds
    var text = ""
    for unit in units where rest >= unit.seconds {
      text += "\(rest / unit.seconds)\(unit.letter)"
      rest %= unit.seconds
    }
    return text
  }
}

extension WordReader {
  /// Nil for one that isn't right, which has been told.
  package mutating func duration(daysMax: Int = DurationForm.daysMax) throws(Told) -> Duration? {
    guard let word = next, word.kind == .bare, word.text.contains(where: \.isNumber) else {
      throw refuse(.duration)
    }
    guard let seconds = DurationForm.seconds(word.text) else {
      tellDurationForm(word)
      return nil
    }
    skip()
    if seconds == 0 {
      tell(ValueFault.zeroDuration, at: word)
    } else if seconds > daysMax * 86_400 {
      tell(ValueFault.longDuration(word.text, daysMax: daysMax), at: word)
    } else {
      return .seconds(seconds)
    }
    return nil
  }

  /// `15 minutes`: the unit in a word of its own belongs to it.
  private mutating func tellDurationForm(_ word: Word) {
    if number(word.text) != nil, let unit = peek(1), unit.kind == .bare,
      let right = DurationForm.likely(word.text + unit.text)
    {
      let range = index..<index + 2
      skip(2)
      tell(
        ValueFault.durationForm(statement.text(of: range), right: right),
        at: statement.place(of: range))
    } else {
      skip()
      tell(
        ValueFault.durationForm(word.text, right: DurationForm.likely(word.text)), at: word)
    }
  }
}

public import CivilTime

/// The times of mail: `Thu, 24 Dec 2026 10:00:00 +1300` (RFC 5322, section 3.3).
public enum MailDate {
  /// Reads the present form and the old ones (section 4.3: years of two digits, zones by name, no
  /// seconds, comments), the form of C's `asctime`, and RFC 3339.
  ///
  /// Nil for a time that isn't there. A zone that nobody knows counts as UTC, as the RFC has it.
  public static func moment(_ text: String) -> Moment? {
    if let moment = RFC3339.moment(text.trimmed) { return moment }
    guard text.utf8.count <= bytesMax else { return nil }
    var reader = DateReader(text)
    return reader.moment()
  }

  /// The present form, in whole seconds.
  ///
  /// - Parameter offsetMinutes: of the writer's zone from UTC.
  public static func text(_ moment: Moment, offsetMinutes: Int = 0) -> String {
    let local = CivilDateTime(wallSeconds: moment.seconds + Int64(offsetMinutes) * 60)
    let (year, month, day) = local.date.parts
    let time = local.time
    let offset = abs(offsetMinutes)
    return "\(local.date.weekday.abbreviation), \(day) \(monthName(month)) \(digits(year, 4)) "
      + "\(digits(time.hour, 2)):\(digits(time.minute, 2)):\(digits(time.second % 60, 2)) "
      + (offsetMinutes < 0 ? "-" : "+") + digits(offset / 60, 2) + digits(offset % 60, 2)
  }

  static let monthStarts = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static let bytesMax = 200

  private static func monthName(_ month: Int) -> String { monthStarts[month - 1].capitalizedASCII }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let plain = String(number)
    return String(repeating: "0", count: max(0, width - plain.utf8.count)) + plain
  }
}

extension String {
  fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}

/// Takes the words of a date one after the other, whatever stands between them.
private struct DateReader {
  private var day: Int?
  private var month: Int?
  private var year: Int?
  private var second: Int?
  private var offsetSeconds: Int?
  private var words: [String] = []

  init(_ text: String) {
    var lexer = HeaderLexer(text)
    var word = ""
    while let (token, afterBlank) = lexer.next() {
      let part: String
      switch token {
      case .word(let text), .quoted(let text), .literal(let text): part = text
      case .special(UInt8(ascii: ":")): part = ":"
      case .special: part = ""
      }
      // `10 : 00` is one time of day.
      let joins = part == ":" || word.hasSuffix(":") || !afterBlank && !part.isEmpty
      if !joins {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      word += part
    }
    words.append(word)
    // `24-Dec-2026` too.
    words = words.flatMap { word -> [String] in
      let pieces = word.split(separator: "-").map(String.init)
      if pieces.count == 3 { return pieces }
      // `10:00:00+1300`.
      guard let sign = word.dropFirst().firstIndex(where: { $0 == "+" || $0 == "-" }),
        word[..<sign].contains(":")
      else { return [word] }
      return [String(word[..<sign]), String(word[sign...])]
    }
  }

  mutating func moment() -> Moment? {
    for word in words { take(word) }
    guard let day, let month, let year, let second,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let wall = Int64(date.dayNumber) * 86_400 + Int64(second)
    return Moment(seconds: wall - Int64(offsetSeconds ?? 0))
  }

  private mutating func take(_ word: String) {
    let bytes = Array(word.utf8)
    let colon = UInt8(ascii: ":")
    if let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      // `+13:00` too, though no mail program should.
      let digits = bytes.dropFirst().filter { $0 != colon }
      offsetSeconds = DateReader.offset(digits, isEast: sign == UInt8(ascii: "+"))
    } else if bytes.contains(colon) {
      if second == nil { second = DateReader.second(bytes) }
    } else if bytes.allSatisfy(\.isDigit) {
      takeNumber(bytes)
    } else if month == nil,
      let found = MailDate.monthStarts.firstIndex(where: { word.loweredASCII.hasPrefix($0) })
    {
      month = found + 1
    } else if second != nil, offsetSeconds == nil {
      offsetSeconds = DateReader.namedOffsets[word.loweredASCII].map { $0 * 3600 }
    }
  }

  private mutating func takeNumber(_ bytes: [UInt8]) {
    guard let value = number(bytes, countMax: 4) else { return }
    if day == nil, bytes.count <= 2 {
      day = value
    } else if year == nil, bytes.count >= 2 {
      // RFC 5322, section 4.3.
      switch bytes.count {
      case 2: year = value < 50 ? 2000 + value : 1900 + value
      case 3: year = 1900 + value
      default: year = value
      }
    }
  }

  private static func second(_ bytes: [UInt8]) -> Int? {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { number($0, countMax: 2) }
    guard numbers.count == parts.count, (2...3).contains(numbers.count), numbers[0] < 24,
      numbers[1] < 60
    else { return nil }
    let seconds = numbers.count == 3 ? numbers[2] : 0
    // A leap second is the start of the next one.
    return seconds <= 60 ? numbers[0] * 3600 + numbers[1] * 60 + seconds : nil
  }

  private static func offset(_ digits: [UInt8], isEast: Bool) -> Int? {
    guard digits.count == 4, let value = number(digits, countMax: 4), value % 100 < 60,
      value <= 1500
    else { return nil }
    return (value / 100 * 3600 + value % 100 * 60) * (isEast ? 1 : -1)
  }

  /// Hours; the letters of the military mean nothing (RFC 5322, section 4.3).
  private static let namedOffsets = [
    "ut": 0, "gmt": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "nzst": 12, "nzdt": 13,
  ]
}

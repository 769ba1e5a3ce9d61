/// Times as RFC 3339 writes them: `2026-12-25T02:10:00+13:00`.
public enum RFC3339 {
  /// Reads a time with its offset; fractions finer than a microsecond are cut off.
  ///
  /// Nil when the text has another form or names a time that isn't there. A blank or `t` between
  /// date and time, and `z`, are taken as the RFC allows. A leap second, 23:59:60 in UTC, counts as
  /// the start of the next day; a second 60 anywhere else is refused.
  public static func moment(_ text: some StringProtocol) -> Moment? {
    var scanner = TimestampScanner(text)
    guard let date = scanner.date(), scanner.take(["T", "t", " "]),
      let second = scanner.timeOfDay(), let fraction = scanner.fraction(),
      let offset = scanner.offset(), scanner.isAtEnd
    else { return nil }
    let seconds = Int64(date.dayNumber) * 86_400 + Int64(second.sinceMidnight) - Int64(offset)
    guard !second.isLeap || seconds.floorRemainder(by: 86_400) == 0 else { return nil }
    return Moment(microseconds: seconds * Moment.microsecondsPerSecond + fraction)
  }

  /// Whole seconds and the zone's offset at that moment, as everything that goes out bears them.
  public static func text(_ moment: Moment, in zone: TimeZoneRules) -> String {
    // RFC 3339 has no seconds in an offset; zones had some long ago. The time is then told as a
    // clock shows it that is set to whole minutes, so that what is written still means this moment.
    let offset = zone.offsetSeconds(at: moment) / 60 * 60
    let local = CivilDateTime(wallSeconds: moment.seconds + Int64(offset))
    // In one piece: a list of a hundred callbacks has a thousand times.
    return String(unsafeUninitializedCapacity: writtenBytes) { buffer in
      var writer = DigitWriter(buffer: buffer)
      let (year, month, day) = local.date.parts
      writer.write(year / 100)
      writer.write(year % 100)
      writer.write(month, after: "-")
      writer.write(day, after: "-")
      writer.write(local.time.hour, after: "T")
      writer.write(local.time.minute, after: ":")
      writer.write(local.time.second % 60, after: ":")
      writer.write(abs(offset) / 3600, after: offset < 0 ? "-" : "+")
      writer.write(abs(offset) / 60 % 60, after: ":")
      return writer.count
    }
  }

  /// `2026-12-25T02:10:00+13:00`.
  private static let writtenBytes = 25
}

/// Numbers of two digits, each after its mark.
private struct DigitWriter {
  let buffer: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

  mutating func write(_ number: Int, after mark: Unicode.Scalar? = nil) {
    if let mark { append(UInt8(ascii: mark)) }
    append(UInt8(ascii: "0") + UInt8(number / 10))
    append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private mutating func append(_ byte: UInt8) {
    buffer[count] = byte
    count += 1
  }
}

/// `2026-12-24`; nil for any other form, or a day that isn't there.
extension CivilDate {
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 10 else { return nil }
    self.init(String(text))
  }

  /// Nothing is copied: a rota file has tens of thousands of words that may be dates.
  public init?(_ text: String) {
    guard let parts = FixedNumbers.read(text, digits: [4, 2, 2], mark: "-") else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }
}

extension TimeOfDay {
  /// `08:00`, two digits each, 24:00 included; nil for any other form.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 5 else { return nil }
    self.init(String(text))
  }

  public init?(_ text: String) {
    guard let parts = FixedNumbers.read(text, digits: [2, 2, 0], mark: ":") else { return nil }
    self.init(hour: parts[0], minute: parts[1])
  }
}

/// Whole numbers of so many digits each, with one mark between two.
private enum FixedNumbers {
  /// - Parameter digits: 0 for a number that isn't there.
  static func read(
    _ text: String, digits: SIMD3<Int>, mark: Unicode.Scalar
  ) -> SIMD3<Int>? {
    let count = digits.wrappedSum() + (digits[2] == 0 ? 1 : 2)
    guard text.utf8.count == count else { return nil }
    var numbers = SIMD3<Int>.zero
    var (part, left) = (0, digits[0])
    for byte in text.utf8 {
      if left > 0 {
        guard (0x30...0x39).contains(byte) else { return nil }
        numbers[part] = numbers[part] * 10 + Int(byte - 0x30)
        left -= 1
      } else {
        guard byte == UInt8(ascii: mark) else { return nil }
        part += 1
        left = digits[part]
      }
    }
    return numbers
  }
}

private struct TimestampScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: some StringProtocol) {
    // What is longer than any time is none, and is not worth copying.
    let start = Array(text.utf8.prefix(TimestampScanner.bytesMax + 1))
    bytes = start.count > TimestampScanner.bytesMax ? [] : start
  }

  private static let bytesMax = 64

  var isAtEnd: Bool { index == bytes.count }

  mutating func take(_ choices: [Unicode.Scalar]) -> Bool {
    guard index < bytes.count, choices.contains(where: { UInt8(ascii: $0) == bytes[index] }) else {
      return false
    }
    index += 1
    return true
  }

  mutating func number(digits count: Int) -> Int? {
    guard index + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[index..<index + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    index += count
    return value
  }

  mutating func date() -> CivilDate? {
    guard let year = number(digits: 4), take(["-"]), let month = number(digits: 2), take(["-"]),
      let day = number(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Seconds since 00:00, up to 86,400 for the leap second at a day's end.
  mutating func timeOfDay() -> (sinceMidnight: Int, isLeap: Bool)? {
    guard let hour = number(digits: 2), hour <= 23, take([":"]), let minute = number(digits: 2),
      minute <= 59, take([":"]), let second = number(digits: 2), second <= 60
    else { return nil }
    return (hour * 3600 + minute * 60 + second, second == 60)
  }

  /// Microseconds: `.25` is 250,000; none when there is no point.
  mutating func fraction() -> Int64? {
    guard take(["."]) else { return 0 }
    var value: Int64 = 0
    var count = 0
    while let digit = number(digits: 1) {
      if count < 6 { value = value * 10 + Int64(digit) }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in 0..<max(0, 6 - count) { value *= 10 }
    return value
  }

  mutating func offset() -> Int? {
    if take(["Z", "z"]) { return 0 }
    let sign = take(["-"]) ? -1 : 1
    guard sign < 0 || take(["+"]), let hours = number(digits: 2), hours <= 23, take([":"]),
      let minutes = number(digits: 2), minutes <= 59
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}

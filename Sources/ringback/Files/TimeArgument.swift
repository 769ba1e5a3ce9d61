import CivilTime
import Live
import ServiceHours

/// Times and dates as they are given to a command.
enum TimeArgument {
  /// The time of an option, or now.
  ///
  /// - Throws: for a text that is no time, and for one outside the calendar of public holidays,
  ///   where there is no answer (spec: service-hours.md).
  static func moment(
    _ option: CommandOption, of invocation: Invocation, in zone: TimeZoneRules
  ) throws(CommandFault) -> Moment {
    guard let text = invocation[option] else { return RealTime.now() }
    return try moment(text, called: option.name, in: zone)
  }

  /// The time that a text means, under the same conditions.
  static func moment(
    _ text: String, called name: String, in zone: TimeZoneRules
  ) throws(CommandFault) -> Moment {
    guard let moment = moment(text, in: zone) else { throw notATime(text, called: name) }
    try check(zone.local(at: moment).date.year)
    return moment
  }

  /// The years of the calendar that an answer for the time of an option takes, looked for before the
  /// desk's time zone is known: to make the other 90 would take a command longer than all the rest.
  static func years(_ option: CommandOption, of invocation: Invocation) -> ClosedRange<Int> {
    let today = CivilDate(dayNumber: Int(RealTime.now().seconds / 86_400))
    let year = (invocation[option].flatMap { CivilDate($0.prefix(10)) } ?? today).year
    guard PublicHolidays.years.contains(year) else { return PublicHolidays.years }
    // Where the desk is it may be another year already, or still; and a change of the desk's state is
    // looked for up to 2 years ahead.
    return (year - 2...year + 4).clamped(to: PublicHolidays.years)
  }

  /// The date of an option, or today's by the desk's clock.
  static func date(
    _ option: CommandOption, of invocation: Invocation, in zone: TimeZoneRules
  ) throws(CommandFault) -> CivilDate {
    guard let text = invocation[option] else { return zone.local(at: RealTime.now()).date }
    guard let date = CivilDate(text) else {
      throw .usage("\(option.name) wants a date such as 2026-12-25, not “\(text)”.")
    }
    try check(date.year)
    return date
  }

  static func check(_ year: Int) throws(CommandFault) {
    guard !PublicHolidays.years.contains(year) else { return }
    throw .failed("\(OutsideCalendar()); ask for a time within those years.")
  }

  static func notATime(_ text: String, called name: String) -> CommandFault {
    .usage(
      "\(name) wants a time such as \"2026-12-25 01:10\" or 2026-12-25T01:10:00+13:00,"
        + " not “\(text)”.")
  }

  /// A local time means what it means in a rota file: in a gap the first instant after it, in a
  /// fold the first of the two.
  private static func moment(_ text: String, in zone: TimeZoneRules) -> Moment? {
    if let local = local(text) { return zone.moment(of: local) }
    return withOffset(text)
  }

  /// `2026-12-25 01:10`, with seconds or without, with a blank or a T.
  static func local(_ text: String) -> CivilDateTime? {
    guard text.utf8.count == 16 || text.utf8.count == 19, let date = CivilDate(text.prefix(10)),
      text.dropFirst(10).first.map({ " Tt".contains($0) }) == true,
      let time = TimeOfDay(text.dropFirst(11).prefix(5))
    else { return nil }
    let seconds = text.dropFirst(16)
    if seconds.isEmpty { return CivilDateTime(date, time) }
    guard seconds.first == ":", seconds.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
      let second = Int(seconds.dropFirst()),
      let exact = TimeOfDay(hour: time.hour, minute: time.minute, second: second)
    else { return nil }
    return CivilDateTime(date, exact)
  }

  /// RFC 3339, and the same without its seconds.
  static func withOffset(_ text: String) -> Moment? {
    RFC3339.moment(text) ?? RFC3339.moment(text.prefix(16) + ":00" + text.dropFirst(16))
  }
}

extension Invocation {
  /// The whole number of an option; nil when it isn't given.
  func number(_ option: CommandOption, in range: ClosedRange<Int>) throws(CommandFault) -> Int? {
    guard let text = self[option] else { return nil }
    return try Invocation.number(text, called: option.name, in: range)
  }

  static func number(
    _ text: String, called name: String, in range: ClosedRange<Int>
  ) throws(CommandFault) -> Int {
    // Digits alone: Int would take a sign.
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else {
      throw .usage(
        "\(name) wants a whole number from \(range.lowerBound) to \(range.upperBound),"
          + " not “\(text)”.")
    }
    return number
  }
}

package import CivilTime

/// What can be wrong with a single value: a date, a time, a name, a number.
package enum ValueFault: Fault {
  /// `right` is the form that was probably meant, when that can be told.
  case dateForm(String, right: CivilDate?)
  case dateTimeForm(String, right: String)
  case yearMissing(String, month: Int, day: Int)
  case noSuchDate(String, year: Int, month: Int)
  case timeForm(String, right: TimeOfDay?)
  case timeRangeForm(String, right: String)
  case noSuchTime(String)
  case startsAt24
  case durationForm(String, right: String?)
  case zeroDuration
  case longDuration(String, daysMax: Int)
  case count(String)
  case turnForm(String, right: String)
  case dayRangeForm(String, right: String)
  case unknownWeekday(String, nearest: String)
  case unknownZone(String, nearest: String?)
  case zoneTrouble(String)
  case unknownRegion(String, nearest: String?)
  case nameStart(String)
  case nameCharacter(Character, in: String)
  case nameLength(String)
  case reservedName(String)
  case dial(String)
  case email(String)
  case phoneNotUnderstood(String)
  case premiumRate(String)

  package var words: FaultWords {
    switch self {
    case .dateTimeForm(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a date and a time are written here.",
        advice: "Write a blank between them: \(right)")
    case .yearMissing(let found, let month, let day):
      FaultWords(
        "“\(brief(found))” has no year.",
        advice: "Write dates as year-month-day, such as 2026-\(Self.twoDigits(month))-"
          + Self.twoDigits(day))
    case .dateForm(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a date is written here.",
        advice: "Write dates as year-month-day: \(right?.description ?? "2026-12-24")")
    case .noSuchDate(let found, let year, let month):
      FaultWords(
        "There is no \(found): " + Self.monthLength(year: year, month: month) + ".",
        advice: "Write a date that is in the calendar.")
    case .timeForm(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a time is written here.",
        advice: "Write times on the 24-hour clock, two digits each: "
          + (right?.description ?? "08:00"))
    case .timeRangeForm(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a range of times is written here.",
        advice: "Write “to” between the times: \(right)")
    case .noSuchTime(let found):
      FaultWords(
        "There is no time \(found): a day’s times run from 00:00 to 23:59.",
        advice: "Write a time of the 24-hour clock, such as 20:30; 24:00 stands for midnight at a"
          + " range’s end.")
    case .startsAt24:
      FaultWords(
        "24:00 is only an end: nothing starts at that time.",
        advice: "Write 00:00 of the next day.")
    case .durationForm(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a length of time is written here.",
        advice: "Write whole numbers with d, h, m or s, the largest unit first, each once, and no"
          + " blanks: \(right ?? "1h30m")")
    case .zeroDuration:
      FaultWords(
        "A length of time must be more than nothing.", advice: "Write one such as 15m.")
    case .longDuration(let found, let daysMax):
      FaultWords(
        "\(brief(found)) is longer than \(daysMax) days, which is the limit.",
        advice: "Write \(daysMax)d or less.")
    case .count(let found):
      FaultWords(
        "A turn lasts from \(TurnForm.countMin) to \(TurnForm.countMax) days or weeks, not"
          + " “\(brief(found))”.",
        advice: "Write a whole number, as in: turn 1 week")
    case .turnForm(let found, let right):
      FaultWords(
        "“\(brief(found))” wants a blank after its number.",
        advice: "Write “\(right)” in its place.")
    case .dayRangeForm(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a range of days is written here.",
        advice: "Write “to” between the days: \(right)")
    case .unknownWeekday(let found, let nearest):
      FaultWords("“\(brief(found))” is no weekday.", advice: "Did you mean “\(nearest)”?")
    default: referenceWords
    }
  }

  private var referenceWords: FaultWords {
    switch self {
    case .unknownZone(let found, let nearest):
      FaultWords(
        "The system knows no time zone “\(brief(found))”.",
        advice: nearest.map { "Did you mean “\($0)”?" }
          ?? "Write a zone of the IANA database, such as Pacific/Auckland.")
    case .zoneTrouble(let cause):
      FaultWords(
        "The time zone can’t be read: \(cause).",
        advice: "This is a fault of the server, not of this file: tell whoever looks after it.")
    case .unknownRegion(let found, let nearest):
      FaultWords(
        "“\(brief(found))” is no region of New Zealand with an anniversary day.",
        advice: nearest.map { "Did you mean “\($0)”?" }
          ?? "Write a region such as Auckland, Waikato or Canterbury, or “none”.")
    case .nameStart(let found):
      FaultWords(
        "“\(brief(found))” can’t be a name, because a name begins with a letter.",
        advice: "Write a short name of letters, digits and hyphens, such as aroha.")
    case .nameCharacter(let character, let found):
      FaultWords(
        "“\(brief(found))” can’t be a name, because of “\(character)” in it.",
        advice: "Write a short name of letters, digits and hyphens, such as aroha.")
    case .nameLength(let found):
      FaultWords(
        "“\(brief(found))” is too long for a name: it has \(found.count) characters, and the"
          + " limit is \(NameForm.charactersMax).",
        advice: "Write a short name, such as aroha; the full one goes on the line “name”.")
    case .reservedName(let found):
      FaultWords(
        "“\(brief(found))” is a word of the language, so it can’t be a name.",
        advice: "Choose another name, such as my-\(found.lowercased()).")
    case .dial(let found):
      FaultWords(
        "“\(brief(found))” is neither a phone number nor a whole SIP address.",
        advice: "Write one such as 09 555 0100 or sip:desk@pbx.example.nz")
    case .email(let found):
      FaultWords(
        "“\(brief(found))” is no email address.",
        advice: "Write one such as aroha@desk.example.nz")
    case .phoneNotUnderstood(let found):
      FaultWords(
        "“\(brief(found))” is not understood as a phone number.",
        advice: "Write it as 021 555 0101, 09 555 0100 or +64 21 555 0101.", severity: .warning)
    case .premiumRate(let found):
      FaultWords(
        "\(brief(found)) is a premium-rate number, which costs whoever rings it.",
        advice: "Check that it is the number you mean.", severity: .warning)
    default:
      FaultWords("This value is not understood.", advice: "Write it again.")
    }
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  private static func monthLength(year: Int, month: Int) -> String {
    guard (1...12).contains(month) else { return "a year has twelve months" }
    guard CivilDate.years.contains(year) else { return "years run from 0001 to 9999" }
    let days = CivilDate.daysInMonth(month, ofYear: year)
    return "\(monthNames[month - 1]) \(year) has \(days) days"
  }
}

let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
]

import CivilTime

/// What can be wrong with what the rota files mean, though every line of them is well formed.
enum RotaFault: Fault {
  // Ranges
  case endBeforeStart(end: String, start: String, right: String?)
  case timeOnOneSide
  case timesWanted
  case sprungOver
  // Names
  case unknownName(String, wanted: NameSort?, nearest: String?)
  case wrongSort(String, is: NameSort)
  case nameTaken(String, by: NameSort, at: SourcePlace)
  case namedNowhere(String)
  case personLacks(String, person: String, example: String, namedAt: SourcePlace)
  case emailChannelLacksAddress(example: String, at: SourcePlace)
  // The desk's hours
  case dayTwice(String)
  case hoursOverlap(String, at: SourcePlace)
  case openOverClosed(isOpening: Bool, at: SourcePlace)
  // Rotas
  case neitherTurnsNorShifts
  case turnsAndShifts(String, at: SourcePlace)
  case handoverWantsWeekday
  case handoverHasWeekday(String)
  case fromOffHandover(CivilDate, Weekday)
  case sameFrom(CivilDate, at: SourcePlace)
  case shiftsOverlap(at: SourcePlace)
  case overridesOverlap(String, at: SourcePlace)
  case overrideOnLeave(String, leaveIsLater: Bool, at: SourcePlace)
  // Escalation
  case unreachable(String, after: String)
  case everyoneBesideOthers
  case stepNotLater(String, than: String, at: SourcePlace)

  var words: FaultWords {
    switch self {
    case .endBeforeStart, .timeOnOneSide, .timesWanted, .sprungOver: rangeWords
    case .unknownName, .wrongSort, .nameTaken, .namedNowhere, .personLacks,
      .emailChannelLacksAddress:
      nameWords
    case .dayTwice, .hoursOverlap, .openOverClosed, .shiftsOverlap, .overridesOverlap,
      .overrideOnLeave:
      clashWords
    default: orderWords
    }
  }

  private var rangeWords: FaultWords {
    switch self {
    case .endBeforeStart(let end, let start, let right):
      FaultWords(
        end == start
          ? "This range ends when it starts, at \(start)."
          : "This range ends at \(end), before it starts at \(start).",
        advice: right.map { "If it ends on the next day, write: \($0)" }
          ?? "Write an end that is later than the start.")
    case .timeOnOneSide:
      FaultWords(
        "One end of this range has a time and the other has none.",
        advice: "Write both times, as in 2026-12-24 08:00 to 2026-12-25 08:00, or neither.")
    case .timesWanted:
      FaultWords(
        "This range has no times, and here it wants them.",
        advice: "Write it as 2026-12-24 08:00 to 17:00 or 2026-12-24 08:00 to 2026-12-25 08:00.")
    default:
      FaultWords(
        "This range comes to nothing: the clock springs over it on that day.",
        advice: "Choose times that the clock shows on that day.")
    }
  }

  private var nameWords: FaultWords {
    switch self {
    case .unknownName(let found, let wanted, let nearest):
      FaultWords(
        "No \(wanted?.rawValue ?? "person or rota") is called “\(brief(found))”.",
        advice: nearest.map { "Did you mean “\($0)”?" }
          ?? "Correct the name, or add a stanza: \((wanted ?? .person).rawValue) \(brief(found))")
    case .wrongSort(let found, .person):
      FaultWords(
        "“\(brief(found))” is a person, and this wants a rota.", advice: "Write the name of a rota."
      )
    case .wrongSort(let found, .rota):
      FaultWords(
        "“\(brief(found))” is a rota, and this wants a person.",
        advice: "Write the name of a person.")
    case .nameTaken(let found, let sort, let place):
      FaultWords(
        "There is a \(sort.rawValue) called “\(brief(found))” already (\(place.lineText)).",
        advice: "Give one of them another name.", related: place)
    case .namedNowhere(let name):
      FaultWords(
        "“\(brief(name))” stands in no rota, no override, no leave and no step of the escalation.",
        advice: "Put “\(brief(name))” into a rota, or take the stanza out.", severity: .warning)
    case .personLacks(let phrase, let person, let example, let place):
      FaultWords(
        "“\(brief(person))” is to be told of callbacks (\(place.lineText)) but has no line"
          + " “\(phrase)”.",
        advice: "Add a line, such as: \(example)", related: place)
    case .emailChannelLacksAddress(let example, let place):
      FaultWords(
        "Notices are to go by email (\(place.lineText)), but there is no line “email” here.",
        advice: "Add a line, such as: \(example)", related: place)
    default: FaultWords("This name is not understood.", advice: "Correct it.")
    }
  }

  private var clashWords: FaultWords {
    switch self {
    case .dayTwice(let day):
      FaultWords(
        "This line names \(day) twice.", advice: "Name each day once, as in: Monday to Friday")
    case .hoursOverlap(let day, let place):
      FaultWords(
        "These hours overlap those of the same day, \(day), at \(place.lineText).",
        advice: "Let one end before the other starts.", related: place)
    case .openOverClosed(let isOpening, let place):
      FaultWords(
        isOpening
          ? "The desk can’t be open here: it is closed by \(place.lineText)."
          : "The desk can’t be closed here: it is open by \(place.lineText).",
        advice: "Shorten one of the two, so that they don’t overlap.", related: place)
    case .shiftsOverlap(let place):
      FaultWords(
        "This shift overlaps the one at \(place.lineText).",
        advice: "Let one end when the other starts.", related: place)
    case .overridesOverlap(let rota, let place):
      FaultWords(
        "This override of “\(brief(rota))” overlaps the one at \(place.lineText).",
        advice: "Let one end when the other starts.", related: place)
    case .overrideOnLeave(let person, let leaveIsLater, let place):
      FaultWords(
        leaveIsLater
          ? "“\(brief(person))” is to be on leave here, but takes over by the override at"
            + " \(place.lineText)."
          : "“\(brief(person))” can’t take over here, being on leave by \(place.lineText).",
        advice: "Name somebody else in the override, or shorten the leave.", related: place)
    default: FaultWords("Two lines clash here.", advice: "Change one of them.")
    }
  }

  private var orderWords: FaultWords {
    switch self {
    case .neitherTurnsNorShifts:
      FaultWords(
        "This rota has neither turns nor shifts.",
        advice: "Add “turn”, “hands over” and “from” lines, or “shift” lines.")
    case .turnsAndShifts(let phrase, let place):
      FaultWords(
        "“\(phrase)” can’t stand beside the line at \(place.lineText): a rota has turns or"
          + " shifts, not both.",
        advice: "Move it to a rota of its own, and join the two with “else” in the escalation.",
        related: place)
    case .handoverWantsWeekday:
      FaultWords(
        "Turns of weeks hand over on a weekday, which stands before the time.",
        advice: "Write the weekday before the time: hands over Monday 08:00")
    case .handoverHasWeekday(let day):
      FaultWords(
        "Only turns of weeks hand over on a weekday, and this rota has other turns.",
        advice: "Take “\(day)” out: hands over 08:00")
    case .fromOffHandover(let date, let weekday):
      FaultWords(
        "\(date) is a \(date.weekday.name), but this rota hands over on \(weekday.name).",
        advice: "Write a \(weekday.name), such as \(date.firstOnOrAfter(weekday)).")
    case .sameFrom(let date, let place):
      FaultWords(
        "Another order of this rota starts on \(date) too (\(place.lineText)).",
        advice: "Keep one of them, or give one another date.", related: place)
    case .unreachable(let name, let person):
      FaultWords(
        "“\(brief(name))” can never be reached: “\(brief(person))” before it is a person, who always"
          + " answers.",
        advice: "Put the person last, or a comma in place of “else” to tell both.")
    case .everyoneBesideOthers:
      FaultWords(
        "“everyone” already means all, so it stands alone in its step.",
        advice: "Write “everyone” and nothing else, or the names without it.")
    case .stepNotLater(let found, let before, let place):
      FaultWords(
        "This step, after \(found), is not later than the one before it, after \(before)"
          + " (\(place.lineText)).",
        advice: "Put the steps in order of time, each later than the last.", related: place)
    default: FaultWords("This line is not understood.", advice: "Write it again.")
    }
  }
}

/// What a name in the files may be the name of.
enum NameSort: String, Sendable {
  case person, rota
}

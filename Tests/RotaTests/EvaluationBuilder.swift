import CivilTime
import PhoneNumbers
import ServiceHours
import Testing

@testable import Rota

/// Configurations made by hand, for tests that need no parser.
struct Draft {
  var zone = Draft.zone("Pacific/Auckland")
  var hours = [
    WeeklyHours(
      days: [.monday, .tuesday, .wednesday, .thursday, .friday], opens: time("08:00"),
      closes: time("17:00"))
  ]
  var closures: [SpecialRange] = []
  var proclaimed: [ProclaimedHoliday] = []
  var people: [String] = ["aroha", "ben", "chen", "dana", "kiri"]
  var rotas: [OnCallRota] = []
  var leave: [Leave] = []
  var overrides: [Override] = []
  var steps: [EscalationStep] = []
  var overdue: Who?
  var lastResort = "kiri"

  func configuration() throws -> Configuration {
    let dial = try #require(DialTarget("sip:desk@pbx.example.nz"))
    let definition = DeskHours(
      zone: zone, region: .auckland, weekly: hours, proclaimed: proclaimed, closures: closures)
    return Configuration(
      desk: Desk(
        name: "Service Desk", dial: dial, afterHoursDial: nil, afterHoursWords: nil, notify: [],
        email: nil, definition: definition),
      hours: ServiceHours(definition), targets: CallbackTargets(), ignored: [],
      people: people.sorted().map {
        Person(
          name: Name($0), fullName: $0, phone: nil, email: nil, notify: [], place: place(1))
      },
      rotas: rotas.sorted { $0.name < $1.name }, leave: leave, overrides: overrides,
      escalation: Escalation(
        steps: steps, repeats: .minutes(15), acknowledgementLasts: .minutes(20),
        overdue: overdue, lastResort: Name(lastResort), place: place(900)))
  }

  static func zone(_ name: String) -> TimeZoneRules {
    guard let zone = try? TimeZoneDatabase().zone(name) else {
      fatalError("this host has no time zone \(name): install tzdata")
    }
    return zone
  }
}

extension Draft {
  mutating func turns(
    _ name: String, _ length: TurnLength, at handover: String, on weekday: Weekday? = nil,
    during: [String] = [], _ orders: (String, String)...
  ) {
    rotas.append(
      OnCallRota(
        name: Name(name),
        sort: .turns(
          Turns(
            length: length, handoverWeekday: weekday, handoverTime: time(handover),
            orders: orders.map {
              TurnOrder(from: date($0.0), names: names($0.1), place: place(1))
            }, during: during.map(weekly))), place: place(1)))
  }

  mutating func shifts(_ name: String, _ shifts: (String, String)...) {
    rotas.append(
      OnCallRota(
        name: Name(name),
        sort: .shifts(
          shifts.enumerated().map { index, shift in
            Shift(range: range(shift.0), person: Name(shift.1), place: place(100 + index))
          }), place: place(1)))
  }

  mutating func leave(_ person: String, _ text: String) {
    leave.append(
      Leave(
        person: Name(person), range: range(text), words: nil, place: place(200 + leave.count)))
  }

  mutating func override(_ rota: String, _ text: String, by person: String) {
    overrides.append(
      Override(
        rota: Name(rota), range: range(text), person: Name(person), words: nil,
        place: place(300 + overrides.count)))
  }

  /// `primary else kiri, ben`, or `everyone`.
  mutating func step(after minutes: Int = 0, _ text: String) {
    steps.append(
      EscalationStep(after: .minutes(minutes), who: who(text), place: place(901 + steps.count)))
  }
}

func place(_ line: Int) -> SourcePlace {
  SourcePlace(file: "test.rota", line: line, column: 1, length: 1)
}

func who(_ text: String) -> Who {
  text == "everyone"
    ? .everyone
    : .chains(
      text.split(separator: ",").map { chain in
        chain.split(separator: " ").filter { $0 != "else" }.map { Name(String($0)) }
      })
}

func names(_ text: String) -> [Name] { text.split(separator: " ").map { Name(String($0)) } }

func time(_ text: String) -> TimeOfDay {
  guard let time = TimeOfDay(text) else { fatalError("no time: \(text)") }
  return time
}

func date(_ text: String) -> CivilDate {
  guard let date = CivilDate(text) else { fatalError("no date: \(text)") }
  return date
}

/// `2026-12-25 08:00`, or a date alone: its start.
func local(_ text: String) -> CivilDateTime {
  let words = text.split(separator: " ").map(String.init)
  return CivilDateTime(date(words[0]), words.count > 1 ? time(words[1]) : .startOfDay)
}

func at(_ text: String, _ zone: String = "Pacific/Auckland") -> Moment {
  Draft.zone(zone).moment(of: local(text))
}

/// `2026-12-25 08:00 to 2026-12-26 08:00`, or dates, both whole.
func range(_ text: String) -> LocalRange {
  let words = text.split(separator: " ").map(String.init)
  switch words.count {
  case 1: return LocalRange(start: local(text), end: CivilDateTime(date(text), .endOfDay))
  case 3:
    return LocalRange(start: local(words[0]), end: CivilDateTime(date(words[2]), .endOfDay))
  default:
    return LocalRange(
      start: local(words[0] + " " + words[1]), end: local(words[3] + " " + words[4]))
  }
}

/// `Fri 17:00 to Mon 08:00`.
func weekly(_ text: String) -> WeeklyRange {
  let words = text.split(separator: " ").map(String.init)
  func day(_ text: String) -> Weekday {
    Weekday.allCases.first { $0.abbreviation == text } ?? .monday
  }
  return WeeklyRange(
    startDay: day(words[0]), startTime: time(words[1]), endDay: day(words[3]),
    endTime: time(words[4]))
}

extension OnCall {
  /// `ben for chen (stand-in)`, `nobody`.
  var summary: String {
    guard let person else { return "nobody" }
    return person.text + (insteadOf.map { " for \($0)" } ?? "")
      + (because == .turn ? "" : " (\(because.rawValue))")
  }
}

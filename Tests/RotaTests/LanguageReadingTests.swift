import CivilTime
import PhoneNumbers
import ServiceHours
import Testing

@testable import Rota

@Suite struct LanguageReadingTests {
  private let example: Configuration? =
    Configuration.read(
      TestFolder.rotaFiles(in: TestFolder.golden + "/set-example"), zones: .system
    ).configuration

  @Test func `the desk of the example is read`() throws {
    let desk = try #require(example).desk
    #expect(desk.name == "Service Desk")
    #expect(desk.dial.asWritten == "sip:desk@pbx.example.nz")
    #expect(desk.afterHoursDial?.asWritten == "sip:message@pbx.example.nz")
    #expect(desk.afterHoursWords == "After-hours work is charged for.")
    let hours = desk.definition
    #expect(hours.zone.name == "Pacific/Auckland")
    #expect(hours.region == .auckland)
    #expect(hours.weekly.count == 1)
    #expect(hours.weekly.first?.days == [.monday, .tuesday, .wednesday, .thursday, .friday])
    #expect(hours.weekly.first?.opens == TimeOfDay("08:00"))
    #expect(
      hours.closures.map(\.words) == ["Summer shutdown", "Christmas Eve"])
    #expect(
      hours.closures.first.map { "\($0.start)–\($0.end)" } == "2026-12-29 00:00–2027-01-01 00:00")
    #expect(
      hours.closures.last.map { "\($0.start)–\($0.end)" } == "2026-12-24 12:00–2026-12-24 17:00")
    #expect(hours.openings.map(\.words) == ["Migration Saturday"])
  }

  @Test func `the people and rotas of the example are read`() throws {
    let configuration = try #require(example)
    #expect(configuration.people.map(\.name.text) == ["aroha", "ben", "chen", "dana", "kiri"])
    let aroha = configuration.people[0]
    #expect(aroha.phone?.number?.e164 == "+64215550101")
    #expect(aroha.email == "aroha@desk.example.nz")
    #expect(aroha.notify.map(\.text) == ["sms", "email"])
    #expect(aroha.place == place("people.rota", 2, 8, length: 5))

    #expect(configuration.rotas.map(\.name.text) == ["holidays", "primary", "shutdown", "weekend"])
    guard case .turns(let holidays) = configuration.rotas[0].sort,
      case .turns(let primary) = configuration.rotas[1].sort,
      case .shifts(let shutdown) = configuration.rotas[2].sort,
      case .turns(let weekend) = configuration.rotas[3].sort
    else { throw Unexpected() }
    #expect(holidays.length == .eachPublicHoliday && holidays.handoverWeekday == nil)
    #expect(primary.length == .weeks(1) && primary.handoverWeekday == .monday)
    #expect(primary.orders.map { "\($0.from)" } == ["2026-11-02", "2027-02-01"])
    #expect(primary.orders.last?.names.map(\.text) == ["aroha", "ben", "chen", "dana"])
    #expect(
      shutdown.map { "\($0.range.start)–\($0.range.end) \($0.person)" } == [
        "2026-12-29 08:00–2026-12-30 08:00 aroha", "2026-12-30 08:00–2026-12-31 08:00 dana",
      ])
    #expect(weekend.during.count == 1)
    #expect(weekend.during.first?.endDay == .monday)
    #expect(configuration.leave.first?.words == "Family holiday")
    #expect(configuration.overrides.first?.rota == Name("holidays"))
    #expect(configuration.overrides.first?.person.text == "dana")
  }

  @Test func `the escalation and the callback targets of the example are read`() throws {
    let configuration = try #require(example)
    let escalation = configuration.escalation
    #expect(escalation.steps.map(\.after) == [.zero, .minutes(10), .minutes(25)])
    guard case .chains(let first) = escalation.steps[0].who,
      case .chains(let second) = escalation.steps[1].who, case .everyone = escalation.steps[2].who
    else { throw Unexpected() }
    #expect(first.map { $0.map(\.text) } == [["shutdown", "holidays", "weekend", "primary"]])
    #expect(second.map { $0.map(\.text) } == [["primary"], ["kiri"]])
    #expect(escalation.repeats == .minutes(15) && escalation.acknowledgementLasts == .minutes(20))
    #expect(escalation.lastResort.text == "kiri")
    #expect(configuration.targets == CallbackTargets())
  }

  @Test func `what is left out of callbacks and escalation has the values of the spec`() throws {
    let configuration = try #require(Base.read(with: "").configuration)
    #expect(configuration.targets.urgent == .minutes(15) && configuration.targets.low == .hours(4))
    #expect(configuration.escalation.repeats == .minutes(15))
    #expect(configuration.escalation.acknowledgementLasts == .minutes(20))
    #expect(configuration.escalation.overdue == nil)
  }

  @Test func `a name means what it was defined as, in any case and in either Unicode form`() throws
  {
    let text = """
      person Kāhu
        name "Kāhu"
      leave KA\u{304}HU 2026-12-24
      """
    let configuration = try #require(Base.read(with: text).configuration)
    #expect(configuration.leave.first?.person.text == "Kāhu")
  }

  @Test(arguments: [
    ("straße", "STRASSE", true), ("ΣΟΦΟΣ", "σοφος", true), ("σοφος", "σοφοσ", true),
    ("ı", "i", false), ("kāhu", "kahu", false), ("Ātea", "a\u{304}tea", true),
  ])
  func `names are compared after NFC and case folding`(
    _ left: String, _ right: String, _ same: Bool
  ) {
    #expect((Name(left) == Name(right)) == same)
    #expect((Name(left).hashValue == Name(right).hashValue) == same)
  }

  @Test func `a name has 40 characters at most`() {
    func read(_ name: String) -> ReadResult {
      Base.read(with: "person \(name)\n name \"N\"\nleave \(name) 2026-12-24\n")
    }
    #expect(read(String(repeating: "ā", count: NameForm.charactersMax)).problems == [])
    #expect(read(String(repeating: "a\u{304}", count: NameForm.charactersMax)).problems == [])
    #expect(read(String(repeating: "ā", count: NameForm.charactersMax + 1)).problems.count == 1)
  }

  @Test(arguments: [
    "desk", "callbacks", "escalation", "person", "rota", "leave", "override", "name", "time",
    "zone",
    "region", "hours", "dial", "after", "words", "notify", "email", "holiday", "closed", "open",
    "phone", "turn", "day", "days", "week", "weeks", "each", "public", "hands", "over", "from",
    "during", "shift", "to", "by", "at", "once", "else", "everyone", "repeat", "acknowledgement",
    "lasts", "overdue", "last", "resort", "urgent", "normal", "low", "within", "ignore", "nobody",
    "none", "me", "Monday", "SUN", "wed",
  ])
  func `a word of the language is no name`(_ word: String) {
    let problems = Base.read(with: "person \(word)\n name \"N\"\n").problems
    #expect(problems.map(\.place) == [place("case.rota", 1, 8, length: word.count)])
  }

  @Test(arguments: [
    "holidays", "weekend", "primary", "shutdown", "auckland", "sms", "log", "turns",
  ])
  func `any other word is a name`(_ word: String) {
    #expect(
      Base.read(with: "person \(word)\n name \"N\"\nleave \(word) 2026-12-24\n", without: [])
        .problems.filter { !$0.message.contains("already") } == [])
  }

  @Test(arguments: [
    ("10s", 10), ("15m", 900), ("90m", 5400), ("1h", 3600), ("1h30m", 5400), ("2d", 172_800),
    ("1d2h3m4s", 93_784), ("30d", 2_592_000), ("0d1s", 1), ("007m", 420),
  ])
  func `a length of time is whole numbers with units`(_ text: String, _ seconds: Int) {
    let result = Base.read(with: "callbacks\n low within \(text)\n")
    #expect(result.configuration?.targets.low == .seconds(seconds))
  }

  @Test(arguments: [
    "0s", "0h0m", "31d", "30d1s", "1", "m", "1h1h", "30m1h", "1.5h", "-5m", "+5m", "1w", "1H",
    "5 m",
    "",
  ])
  func `any other length of time is one problem`(_ text: String) {
    #expect(Base.read(with: "callbacks\n low within \(text)\n").problems.count == 1)
  }

  @Test(arguments: [
    ("2026-12-24", "2026-12-24 00:00–2026-12-25 00:00"),
    ("2026-12-24 to 2026-12-24", "2026-12-24 00:00–2026-12-25 00:00"),
    ("2026-12-29 to 2026-12-31", "2026-12-29 00:00–2027-01-01 00:00"),
    ("2026-12-24 08:00 to 17:00", "2026-12-24 08:00–2026-12-24 17:00"),
    ("2026-12-24 08:00 to 24:00", "2026-12-24 08:00–2026-12-25 00:00"),
    ("2026-12-24 22:00 to 2026-12-25 06:00", "2026-12-24 22:00–2026-12-25 06:00"),
    ("2026-09-27 02:00 to 03:00", "2026-09-27 02:00–2026-09-27 03:00"),
  ])
  func `leave takes each form of range`(_ text: String, _ range: String) {
    let leave = Base.read(with: "leave ben \(text)\n").configuration?.leave.first
    #expect(leave.map { "\($0.range.start)–\($0.range.end)" } == range)
  }

  private struct Unexpected: Error {}
}

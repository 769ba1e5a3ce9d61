import CivilTime
import Foundation
import Rota

/// "Who is on call?", of one rota and of the escalation's first step, against Foundation's
/// `Calendar`.
enum OnCallRows {
  static func measure() throws -> [Measurement] {
    let (configuration, table) = try table()
    guard let plain = PlainTeam() else { throw TimeZoneFault.unknown(zoneName) }
    let name = Name("primary")
    guard let primary = table.schedule(of: name) else { preconditionFailure("a rota is missing") }
    let moments = moments(in: table.range)
    let dates = moments.map { Date(timeIntervalSince1970: Double($0.seconds)) }
    for (moment, date) in zip(moments, dates) {
      let person = plain.primary.person(at: date)
      precondition(primary.person(at: moment)?.text == person, "the two sides differ")
      precondition(
        table.onCall(in: name, at: moment)?.person?.text == person, "the two sides differ")
      precondition(
        table.firstStep(at: moment).map(\.name.text) == plain.firstStep(at: date),
        "the two sides differ")
    }
    let mask = moments.count - 1
    return [
      Measurement.compare(
        "who is on call in a rota", ratio: 200, ourCount: 1_000_000, theirCount: 5000,
        ours: { primary.person(at: moments[$0 & mask]) == nil ? 0 : 1 },
        theirs: { plain.primary.person(at: dates[$0 & mask]) == nil ? 0 : 1 }),
      Measurement.compare(
        "whom the first step reaches", ratio: nil, ourCount: 1_000_000, theirCount: 5000,
        ours: { Int64(table.firstStep(at: moments[$0 & mask]).count) },
        theirs: { Int64(plain.firstStep(at: dates[$0 & mask]).count) }),
      Measurement.time("who is on call in a rota, why, until when", target: 400, count: 1_000_000) {
        table.onCall(in: name, at: moments[$0 & mask])?.until == nil ? 0 : 1
      },
    ] + PageRows.measure(configuration, table)
  }

  /// As the server makes it: 60 days to either side of a now.
  private static func table() throws -> (Configuration, OnCallTable) {
    let zones = TimeZoneDatabase()
    let source = ZoneSource(rules: { name throws(TimeZoneFault) in try zones.zone(name) })
    let file = RotaFile(name: "bench.rota", bytes: Array(text.utf8))
    let result = Configuration.read([file], zones: source)
    guard let configuration = result.configuration else {
      preconditionFailure("the benchmark's own rota file has faults: \(result.problems)")
    }
    let now = Moment(seconds: 1_795_478_400)
    return (configuration, OnCallTable(configuration, in: now - .days(60)..<now + .days(60)))
  }

  /// Spread over the table by a fixed step of the golden ratio, so that no cache learns them.
  private static func moments(in range: Range<Moment>) -> [Moment] {
    let (first, span) = (
      range.lowerBound.seconds, (range.upperBound - range.lowerBound).wholeSeconds
    )
    return (0..<4096).map { Moment(seconds: first + Int64($0) * 6_407_612 % span) }
  }

  private static let text = """
    desk
        name       "Service Desk"
        time zone  Pacific/Auckland
        region     Auckland
        hours      Monday to Friday 08:00 to 17:00
        dial       sip:desk@pbx.example.nz
    person aroha
        name    "Aroha Ngata"
        phone   021 555 0101
        notify  log
    person ben
        name    "Ben Carter"
        phone   021 555 0102
        notify  log
    person chen
        name    "Chen Wei"
        phone   021 555 0103
        notify  log
    rota primary
        turn        1 week
        hands over  Monday 08:00
        from        2026-01-05  aroha, ben, chen
    rota secondary
        turn        1 week
        hands over  Monday 08:00
        from        2026-06-01  chen, aroha
    override primary 2026-11-28 08:00 to 2026-11-29 08:00 by chen
    override primary 2026-12-24 17:00 to 2026-12-26 08:00 by ben
    escalation
        at once    primary, secondary
        repeat     15m
        acknowledgement lasts 20m
        last resort chen

    """
}

private let zoneName = "Pacific/Auckland"

/// The plain way, of the same two rotas.
private struct PlainTeam {
  let primary: PlainRota
  private let secondary: PlainRota

  init?() {
    guard
      let primary = PlainRota(
        from: (1, 5), names: ["aroha", "ben", "chen"],
        overrides: [((11, 28, 8), (11, 29, 8), "chen"), ((12, 24, 17), (12, 26, 8), "ben")]),
      let secondary = PlainRota(from: (6, 1), names: ["chen", "aroha"], overrides: [])
    else { return nil }
    self.primary = primary
    self.secondary = secondary
  }

  /// Each once.
  func firstStep(at date: Date) -> [String] {
    var people: [String] = []
    for rota in [primary, secondary] {
      if let person = rota.person(at: date), !people.contains(person) { people.append(person) }
    }
    return people
  }
}

/// The weeks between two dates in the zone, by the count of the names; overrides first.
private struct PlainRota {
  typealias DateAndHour = (month: Int, day: Int, hour: Int)

  private let calendar: Calendar
  private let names: [String]
  private let firstHandover: Date
  private let overrides: [(range: Range<Date>, person: String)]

  init?(
    from first: (month: Int, day: Int), names: [String],
    overrides lines: [(start: DateAndHour, end: DateAndHour, person: String)]
  ) {
    guard let zone = TimeZone(identifier: zoneName) else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    func date(_ written: DateAndHour) -> Date? {
      calendar.date(
        from: DateComponents(
          year: 2026, month: written.month, day: written.day, hour: written.hour))
    }
    guard let handover = date((first.month, first.day, 8)) else { return nil }
    var overrides: [(range: Range<Date>, person: String)] = []
    for line in lines {
      guard let start = date(line.start), let end = date(line.end) else { return nil }
      overrides.append((start..<end, line.person))
    }
    self.calendar = calendar
    self.names = names
    self.overrides = overrides
    firstHandover = handover
  }

  func person(at date: Date) -> String? {
    if let override = overrides.first(where: { $0.range.contains(date) }) {
      return override.person
    }
    let parts = calendar.dateComponents([.weekOfYear], from: firstHandover, to: date)
    return parts.weekOfYear.map { names[$0 % names.count] }
  }
}

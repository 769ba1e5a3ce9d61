import CivilTime
import Documents
import HTTPServer
import Rota
import Service
import ServiceHours
import Callbacks

/// The desk's hours and the public holidays (spec: http-api.md, "Hours, holidays, rotas").
enum HoursRoutes {
  static let routes = [
    Route(
      "GET", "/v1/service-hours", "Whether the desk is open, why, and until when.",
      roles: readers, query: [at], answers: [.json(200, "Open or closed.", "ServiceHours")],
      .now(state)),
    Route(
      "GET", "/v1/service-hours/windows",
      "When the desk is open within a range, at most \(rangeYearsMax) years of it.",
      roles: readers, query: [from, to],
      answers: [.json(200, "The windows, cut to the range.", "Windows")], .now(windows)),
    Route(
      "GET", "/v1/service-hours/deadline",
      "The earliest time at which so many minutes of service time have passed.", roles: readers,
      query: [from, serviceMinutes],
      answers: [.json(200, "The deadline.", "Deadline")], .now(deadline)),
    Route(
      "GET", "/v1/service-hours/split", "How a range divides between service hours and the rest.",
      roles: readers, query: [from, to],
      answers: [.json(200, "Both parts.", "Split")], .now(split)),
    Route(
      "GET", "/v1/public-holidays", "A year's public holidays, and when they are kept.",
      roles: readers, query: [year, region],
      answers: [.json(200, "The holidays in the order of their dates.", "PublicHolidays")],
      .now(holidays)),
  ]

  static let readers: Set<Role> = [.engineer, .manager, .viewer]
  static let rangeYearsMax = 20

  static let at = Field("at", .calendarMoment, "When; without it, now.")
  static let from = Field("from", .calendarMoment, "The start of the range.", isRequired: true)
  static let to = Field(
    "to", .calendarMoment, "The end of the range, not before `from`, and not in it.",
    isRequired: true)
  private static let serviceMinutes = Field(
    "service_minutes", .integer(in: 0...minutesMax), "How many minutes of service time.",
    isRequired: true)
  private static let year = Field(
    "year", .integer(in: PublicHolidays.years), "Without it, this year by the desk's date.")
  private static let region = Field(
    "region", .regionIfAny,
    "Whose anniversary day stands among them, in any case; without it, the desk's.")

  private static func state(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let inForce = exchange.service.inForce
    let at = query.calendarMoment(of: at, in: inForce.zone) ?? exchange.service.now
    try query.finish()
    let state = try exchange.service.timeline().state(at: at)
    let closing = try exchange.service.closing(at: at)
    return .json(
      JSON.serviceHours(state, at: at, in: inForce.zone, closedByHand: closing))
  }

  private static func windows(_ exchange: Exchange) throws -> HTTPResponse {
    let inForce = exchange.service.inForce
    var query = exchange.query
    let range = try query.range(yearsMax: rangeYearsMax, in: inForce.zone)
    let windows = try exchange.service.timeline().windows(in: range)
    return .json([
      "windows": .array(
        windows.map { window in
          [
            "open": JSON.time(window.lowerBound, in: inForce.zone),
            "close": JSON.time(window.upperBound, in: inForce.zone),
          ]
        })
    ])
  }

  private static func deadline(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let inForce = exchange.service.inForce
    let start = query.calendarMoment(of: from, in: inForce.zone)
    let minutes = query.value(of: serviceMinutes)
    let deadline = try exchange.service.timeline().deadline(
      after: .minutes(try query.finish(with: minutes)), from: try query.finish(with: start))
    if deadline == nil {
      query.refuse(serviceMinutes, "so much service time does not pass within 20 years")
    }
    return .json(["deadline": JSON.time(try query.finish(with: deadline), in: inForce.zone)])
  }

  /// More than there are minutes in 20 years: whatever fits is answered, or there is no such deadline.
  private static let minutesMax = 1_000_000_000

  private static func split(_ exchange: Exchange) throws -> HTTPResponse {
    let inForce = exchange.service.inForce
    var query = exchange.query
    let range = try query.range(yearsMax: PublicHolidays.years.count, in: inForce.zone)
    let split = try exchange.service.timeline().split(range)
    return .json([
      "service_seconds": .integer(split.service.wholeSeconds),
      "after_hours_seconds": .integer(split.afterHours.wholeSeconds),
    ])
  }

  private static func holidays(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let desk = exchange.service.inForce.configuration.desk.definition
    let thisYear = desk.zone.local(at: exchange.service.now).date.year
    let year = query.value(of: year) ?? thisYear
    let region = query.value(of: region) ?? desk.region
    try query.finish()
    let holidays = PublicHolidays.of(year: year, region: region, proclaimed: desk.proclaimed)
    return .json(JSON.publicHolidays(holidays, ofYear: year, region: region))
  }
}

extension Kind<Region?> {
  /// A region by its name or its code; `none`: no region's day.
  static let regionIfAny = Kind(
    schema: ["enum": JSON(Region.allCases.flatMap { [$0.name, $0.code] } + ["none"])],
    words: "a region of New Zealand, such as Auckland or Hawke's Bay, or none"
  ) { written in
    if let region = Region(written) { return .some(region) }
    return written.lowercased() == "none" ? .some(nil) : nil
  }
}

extension InputReader {
  /// `from` and `to`, the end not before the start; finishes the reading.
  ///
  /// - Throws: 422.
  mutating func range(yearsMax: Int, in zone: TimeZoneRules) throws(WebProblem) -> Range<Moment> {
    let start = calendarMoment(of: HoursRoutes.from, in: zone)
    let end = calendarMoment(of: HoursRoutes.to, in: zone)
    return try range(start, end, of: HoursRoutes.to, yearsMax: yearsMax, in: zone)
  }

  /// The same of two ends that have been read; `to` is the field of the second.
  func range(
    _ start: Moment?, _ end: Moment?, of to: any DeclaredField, yearsMax: Int,
    in zone: TimeZoneRules
  ) throws(WebProblem) -> Range<Moment> {
    var reader = self
    if let start, let end {
      let first = zone.local(at: start)
      let last = CivilDate(
        uncheckedYear: first.date.year + yearsMax, month: first.date.month, day: first.date.day)
      if end < start {
        reader.refuse(to, "this must not be before from")
      } else if zone.moment(of: CivilDateTime(last, first.time)) < end {
        reader.refuse(to, "this must be at most \(yearsMax) years after from")
      }
    }
    return try reader.finish(with: start)..<(try reader.finish(with: end))
  }
}

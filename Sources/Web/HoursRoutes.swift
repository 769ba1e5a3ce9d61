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
    Route("GET", "/v1/service-hours", roles: readers, .now(state)),
    Route("GET", "/v1/service-hours/windows", roles: readers, .now(windows)),
    Route("GET", "/v1/service-hours/deadline", roles: readers, .now(deadline)),
    Route("GET", "/v1/service-hours/split", roles: readers, .now(split)),
    Route("GET", "/v1/public-holidays", roles: readers, .now(holidays)),
  ]

  static let readers: Set<Role> = [.engineer, .manager, .viewer]
  static let rangeYearsMax = 20

  private static func state(_ exchange: Exchange) throws -> HTTPResponse {
    var query = QueryReader(of: exchange.request)
    let inForce = exchange.service.inForce
    let at = query.calendarMoment("at", inForce.zone) ?? exchange.service.now
    try query.finish()
    let state = try inForce.configuration.hours.state(at: at)
    return .json(JSON.serviceHours(state, at: at, in: inForce.zone))
  }

  private static func windows(_ exchange: Exchange) throws -> HTTPResponse {
    let inForce = exchange.service.inForce
    let range = try exchange.range(yearsMax: rangeYearsMax, in: inForce.zone)
    let windows = inForce.configuration.hours.windows(in: range)
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
    var query = QueryReader(of: exchange.request)
    let inForce = exchange.service.inForce
    if query.text("from") == nil { query.refuse("from", "this is missing") }
    let from = query.calendarMoment("from", inForce.zone) ?? Moment(seconds: 0)
    let minutes = query.integer("service_minutes", in: 0...minutesMax, default: nil)
    try query.finish()
    guard
      let deadline = inForce.configuration.hours.deadline(after: .minutes(minutes), from: from)
    else {
      throw WebProblem(
        422, "so much service time does not pass within 20 years",
        errors: [
          WebProblem.FieldError(
            place: .parameter("service_minutes"),
            detail: "so much service time does not pass within 20 years")
        ])
    }
    return .json(["deadline": JSON.time(deadline, in: inForce.zone)])
  }

  /// More than there are minutes in 20 years: whatever fits is answered, or there is no such deadline.
  private static let minutesMax = 1_000_000_000

  private static func split(_ exchange: Exchange) throws -> HTTPResponse {
    let inForce = exchange.service.inForce
    let range = try exchange.range(yearsMax: PublicHolidays.years.count, in: inForce.zone)
    let split = inForce.configuration.hours.split(range)
    return .json([
      "service_seconds": .integer(split.service.wholeSeconds),
      "after_hours_seconds": .integer(split.afterHours.wholeSeconds),
    ])
  }

  private static func holidays(_ exchange: Exchange) throws -> HTTPResponse {
    var query = QueryReader(of: exchange.request)
    let desk = exchange.service.inForce.configuration.desk.definition
    let thisYear = desk.zone.local(at: exchange.service.now).date.year
    let year = query.integer("year", in: PublicHolidays.years, default: thisYear)
    var region = desk.region
    if let written = query.text("region") {
      region = Region(written)
      if region == nil, written.lowercased() != "none" {
        query.refuse(
          "region",
          "this names no region of New Zealand; such as \(Region.nearest(to: written)?.name ?? "Auckland")"
        )
      }
    }
    try query.finish()
    let holidays = PublicHolidays.of(year: year, region: region, proclaimed: desk.proclaimed)
    return .json(JSON.publicHolidays(holidays, ofYear: year, region: region))
  }
}

extension QueryReader {
  /// A time within the calendar, by the desk's date.
  mutating func calendarMoment(_ name: String, _ zone: TimeZoneRules) -> Moment? {
    guard let moment = moment(name) else { return nil }
    guard PublicHolidays.years.contains(zone.local(at: moment).date.year) else {
      refuse(name, "\(OutsideCalendar())")
      return nil
    }
    return moment
  }
}

extension Exchange {
  /// `from` and `to`, the end not before the start.
  ///
  /// - Throws: 422.
  func range(yearsMax: Int, in zone: TimeZoneRules) throws(WebProblem) -> Range<Moment> {
    var query = QueryReader(of: request)
    for name in ["from", "to"] where query.text(name) == nil {
      query.refuse(name, "this is missing")
    }
    let from = query.calendarMoment("from", zone)
    let to = query.calendarMoment("to", zone)
    try query.finish()
    guard let from, let to else { throw WebProblem(422, "from and to are missing") }
    if to < from { query.refuse("to", "this must not be before from") }
    let start = zone.local(at: from).date
    let last = CivilDate(
      uncheckedYear: start.year + yearsMax, month: start.month, day: start.day)
    if zone.moment(of: CivilDateTime(last, zone.local(at: from).time)) < to {
      query.refuse("to", "this must be at most \(yearsMax) years after from")
    }
    try query.finish()
    return from..<to
  }
}

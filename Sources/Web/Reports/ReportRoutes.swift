import Callbacks
import CivilTime
import Documents
import HTTPServer
import Reports
import Service

/// What managers ask of the work done (spec: http-api.md, "Reports").
enum ReportRoutes {
  static let routes = [
    Route(
      "GET", "/v1/reports/billing", "What the work of a period comes to.", roles: [.manager],
      query: [from, to],
      answers: [
        answer("Bill", "A row for each ticket, date and group; in cents, as CSV in dollars.")
      ],
      .now(billing)),
    Route(
      "GET", "/v1/reports/callbacks",
      "Of the callbacks made in a period: were they rung in time, and how soon after `created_at`?",
      roles: [.manager], query: [from, to],
      answers: [
        answer(
          "CallbacksReport",
          "Over all, and by urgency, owner and person; in seconds, as CSV in minutes.")
      ], .now(callbacks)),
    Route(
      "GET", "/v1/reports/on-call",
      "Whose the hours out of service hours were up to now, and whose they are planned to be.",
      roles: [.manager], query: [from, to],
      answers: [answer("OnCallReport", "A row for each person; in seconds, as CSV in hours.")],
      .now(onCall)),
    Route(
      "GET", "/v1/reports/handover",
      "What is open, and what happened since the desk closed, or while it was last closed.",
      roles: [.manager], query: [at],
      answers: [answer("Handover", "What is open first; as CSV a row for each thing.")],
      .now(handover)),
  ]

  private static let from = Field(
    "from", .timeOrDate, "The first date, or the time from which on it counts.", isRequired: true)
  private static let to = Field(
    "to", .timeOrDate, "The first date after the period, or a time.", isRequired: true)
  private static let at = Field("at", .calendarMoment, "When; without it, now.")

  private static func answer(_ schema: String, _ words: String) -> Route.Answer {
    Route.Answer(
      status: 200, words: words,
      media: [
        Route.Media(MediaType.json, Schema.named(schema), example: Examples.all[schema]),
        Route.Media(MediaType.csv, Schema.text),
      ])
  }

  private static func billing(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let zone = exchange.service.inForce.zone
    let first = query.value(of: from).map { $0.firstDate(in: zone) }
    let last = query.value(of: to).map { $0.firstDate(in: zone) }
    if let first, let last, last < first { query.refuse(to, "this must not be before from") }
    let dates = try query.finish(with: first)..<(try query.finish(with: last))
    let document = BillDocument(
      report: try exchange.service.bill(of: dates), currency: exchange.service.currency)
    return exchange.report(document.json, csv: document.csv)
  }

  private static func callbacks(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let zone = exchange.service.inForce.zone
    let range = try query.range(of: from, to, yearsMax: yearsMax, in: zone)
    let document = CallbacksReportDocument(
      report: try exchange.service.callbacksReport(of: range), range: range, zone: zone)
    return exchange.report(document.json, csv: document.csv)
  }

  private static func onCall(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let zone = exchange.service.inForce.zone
    let range = try query.range(of: from, to, yearsMax: yearsMax, in: zone)
    let document = OnCallReportDocument(
      report: try exchange.service.onCallReport(of: range), zone: zone)
    return exchange.report(document.json, csv: document.csv)
  }

  private static func handover(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let zone = exchange.service.inForce.zone
    let moment = query.calendarMoment(of: at, in: zone) ?? exchange.service.now
    try query.finish()
    let document = HandoverDocument(
      handover: try exchange.service.handover(at: moment), documents: exchange.documents,
      zone: zone)
    return exchange.report(document.json, csv: document.csv)
  }

  static let yearsMax = HoursRoutes.rangeYearsMax

  static let schemas = [
    JSON.Member("CallbacksReport", CallbacksReportDocument.schema),
    JSON.Member("OnCallReport", OnCallReportDocument.schema),
    JSON.Member("Handover", HandoverDocument.schema),
  ]
}

extension Exchange {
  /// In the form that is asked for.
  fileprivate func report(_ json: JSON, csv: @autoclosure () -> String) -> HTTPResponse {
    switch MediaType.preferred(of: [MediaType.json, MediaType.csv], by: request) {
    case MediaType.csv: .text(csv(), type: MediaType.csv + "; charset=utf-8")
    default: .json(json)
    }
  }
}

extension InputReader {
  /// A period between two times or dates of the desk, the end not before the start; finishes the reading.
  ///
  /// - Throws: 422.
  fileprivate mutating func range(
    of from: Field<TimeOrDate>, _ to: Field<TimeOrDate>, yearsMax: Int, in zone: TimeZoneRules
  ) throws(WebProblem) -> Range<Moment> {
    let start = calendarMoment(of: from, in: zone) { $0.moment(in: zone) }
    let end = calendarMoment(of: to, in: zone) { $0.moment(in: zone) }
    return try range(start, end, of: to, yearsMax: yearsMax, in: zone)
  }
}

/// An end of a period: a date of the desk's, or a time.
enum TimeOrDate: Equatable, Sendable {
  case date(CivilDate)
  case time(Moment)

  /// The first date that lies wholly from here on.
  func firstDate(in zone: TimeZoneRules) -> CivilDate {
    switch self {
    case .date(let date): return date
    case .time(let moment):
      let date = zone.local(at: moment).date
      return zone.start(of: date) < moment ? date.adding(days: 1) : date
    }
  }

  /// A date begins where it begins at the desk.
  func moment(in zone: TimeZoneRules) -> Moment {
    switch self {
    case .date(let date): zone.start(of: date)
    case .time(let moment): moment
    }
  }
}

extension Kind<TimeOrDate> {
  static let timeOrDate = Kind(
    schema: ["type": "string", "anyOf": [["format": "date"], ["format": "date-time"]]],
    words: "a date such as 2026-12-25, or a time with its offset"
  ) { text in
    if let date = Kind<CivilDate>.date.ofText(text) { return .date(date) }
    return Kind<Moment>.moment.ofText(text).map { .time($0) }
  }
}

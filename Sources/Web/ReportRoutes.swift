import Bill
import Callbacks
import CivilTime
import Documents
import HTTPServer
import Service

/// What managers ask of the work done (spec: http-api.md, "Reports").
enum ReportRoutes {
  static let routes = [
    Route(
      "GET", "/v1/reports/billing", "What the work of a period comes to.", roles: [.manager],
      query: [from, to],
      answers: [
        Route.Answer(
          status: 200, words: "A row for each ticket, date and group; in cents, as CSV in dollars.",
          media: [
            Route.Media(MediaType.json, Schema.named("Bill")),
            Route.Media(MediaType.csv, Schema.text),
          ])
      ], .now(billing))
  ]

  private static let from = Field(
    "from", .timeOrDate, "The first date, or the time from which dates begin.", isRequired: true)
  private static let to = Field(
    "to", .timeOrDate, "The first date after the period, or a time.", isRequired: true)

  private static func billing(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    let zone = exchange.service.inForce.zone
    let first = query.value(of: from).map { $0.firstDate(in: zone) }
    let last = query.value(of: to).map { $0.firstDate(in: zone) }
    if let first, let last, last < first { query.refuse(to, "this must not be before from") }
    let dates = try query.finish(with: first)..<(try query.finish(with: last))
    let document = BillDocument(
      report: try exchange.service.bill(of: dates), currency: exchange.service.currency)
    switch MediaType.preferred(of: [MediaType.json, MediaType.csv], by: exchange.request) {
    case MediaType.csv: return .text(document.csv, type: MediaType.csv + "; charset=utf-8")
    default: return .json(document.json)
    }
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
}

extension Kind<TimeOrDate> {
  static let timeOrDate = Kind(
    schema: ["type": "string"], words: "a date such as 2026-12-25, or a time with its offset"
  ) { text in
    if let date = Kind<CivilDate>.date.ofText(text) { return .date(date) }
    return Kind<Moment>.moment.ofText(text).map { .time($0) }
  }
}

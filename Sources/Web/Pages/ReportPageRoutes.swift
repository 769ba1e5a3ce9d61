import Bill
import Callbacks
import CivilTime
import HTTPServer
import Pages
import Reports
import Service

/// The reports as pages, and as files to download (spec: board.md, "Reports").
enum ReportPageRoutes {
  static let routes = [
    PageRoutes.page("/reports", "What the work of a period comes to.", managersOnly: true) {
      visit in
      let dates = try visit.reportDates()
      return PageAnswer.page(
        BillPage(
          try visit.service.bill(of: dates), period: ReportPeriod(dates),
          currency: visit.service.currency, words: visit.words, reader: visit.reader
        ).document())
    },
    PageRoutes.page(
      "/reports/callbacks", "Callbacks kept and late in a period.", managersOnly: true
    ) { visit in
      let dates = try visit.reportDates()
      return PageAnswer.page(
        CallbacksReportPage(
          try visit.service.callbacksReport(of: visit.moments(of: dates)),
          period: ReportPeriod(dates), words: visit.words, reader: visit.reader
        ).document())
    },
    PageRoutes.page(
      "/reports/on-call", "Hours on call and how fair they are.", managersOnly: true
    ) { visit in
      let dates = try visit.reportDates()
      return PageAnswer.page(
        OnCallReportPage(
          try visit.service.onCallReport(of: visit.moments(of: dates)),
          period: ReportPeriod(dates), words: visit.words, reader: visit.reader
        ).document())
    },
    PageRoutes.page(
      "/reports/handover", "What the desk finds when it opens.", managersOnly: true
    ) { visit in
      let handover = try visit.service.handover(at: try visit.reportMoment())
      return PageAnswer.page(
        HandoverPage(handover, words: visit.words, reader: visit.reader).document())
    },
    file("billing", "The same for accounting programs.") { visit in
      let dates = try visit.reportDates()
      let document = BillDocument(
        report: try visit.service.bill(of: dates), currency: visit.service.currency)
      return (document.csv, "\(dates.lowerBound)-to-\(dates.upperBound)")
    },
    file("callbacks", "The same for spreadsheets.") { visit in
      let dates = try visit.reportDates()
      let range = visit.moments(of: dates)
      let document = CallbacksReportDocument(
        report: try visit.service.callbacksReport(of: range), range: range, zone: visit.zone)
      return (document.csv, "\(dates.lowerBound)-to-\(dates.upperBound)")
    },
    file("on-call", "The same for spreadsheets.") { visit in
      let dates = try visit.reportDates()
      let report = try visit.service.onCallReport(of: visit.moments(of: dates))
      return (
        OnCallReportDocument(report: report, zone: visit.zone).csv,
        "\(dates.lowerBound)-to-\(dates.upperBound)"
      )
    },
    file("handover", "The same for spreadsheets.") { visit in
      let moment = try visit.reportMoment()
      let document = HandoverDocument(
        handover: try visit.service.handover(at: moment), documents: visit.exchange.documents,
        zone: visit.zone)
      return (document.csv, "\(visit.zone.local(at: moment).date)")
    },
  ]

  /// - Parameter make: the table, and what of the name of its file tells it from others of the kind.
  private static func file(
    _ kind: String, _ summary: String,
    _ make: @escaping @Sendable (PageVisit) throws -> (csv: String, name: String)
  ) -> Route {
    Route(
      "GET", "/reports/\(kind).csv", summary, roles: nil, isPage: true,
      answers: [
        Route.Answer(
          status: 200, words: "A table.", media: [Route.Media(MediaType.csv, Schema.text)])
      ],
      .now { exchange in
        guard let visit = try PageVisit(exchange), visit.isManager else {
          throw WebProblem(403, "sign in as a manager first")
        }
        let (csv, name) = try make(visit)
        var response = HTTPResponse.text(csv, type: MediaType.csv + "; charset=utf-8")
        response.fields.add(
          "Content-Disposition", "attachment; filename=\"\(kind)-\(name).csv\"")
        PageAnswer.secure(&response)
        return response
      })
  }
}

extension PageVisit {
  fileprivate var zone: TimeZoneRules { service.inForce.zone }

  fileprivate func moments(of dates: Range<CivilDate>) -> Range<Moment> {
    zone.start(of: dates.lowerBound)..<zone.start(of: dates.upperBound)
  }

  private func value(_ name: String) -> String? {
    exchange.request.query.last { $0.name == name }?.value
  }

  /// The dates asked for; without any, the month that runs.
  ///
  /// - Throws: 422.
  fileprivate func reportDates() throws(WebProblem) -> Range<CivilDate> {
    func date(_ name: String) -> CivilDate? {
      value(name).flatMap { Kind<CivilDate>.date.ofText($0) }
    }
    let (year, month, _) = zone.local(at: service.now).date.parts
    let first = date("from") ?? CivilDate(uncheckedYear: year, month: month, day: 1)
    let end =
      date("to") ?? date("last").map { $0.adding(days: 1) }
      ?? first.adding(days: CivilDate.daysInMonth(first.month, ofYear: first.year) - first.day + 1)
    guard first <= end, first.days(to: end) <= ReportPageRoutes.daysMax else {
      throw WebProblem(422, "the period begins before it ends, and has two years at most")
    }
    return first..<end
  }

  /// The time asked for, by the desk's clock; without one, now.
  ///
  /// - Throws: 422.
  fileprivate func reportMoment() throws(WebProblem) -> Moment {
    guard let text = value("at"), !text.isEmpty else { return service.now }
    guard let moment = FormTime.moment(text, in: zone) else {
      throw WebProblem(422, "write the time as 2026-12-25 08:00, on the desk's clock")
    }
    return moment
  }
}

extension ReportPageRoutes {
  static let daysMax = 731
}

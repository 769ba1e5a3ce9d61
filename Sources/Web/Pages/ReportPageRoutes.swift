import Bill
import Callbacks
import CivilTime
import HTTPServer
import Pages
import Service

/// The reports as pages, and as files to download (spec: board.md, "Reports").
enum ReportPageRoutes {
  static let routes = [
    PageRoutes.page("/reports", "What the work of a period comes to.", managersOnly: true) {
      visit in
      let period = try Period(visit)
      let page = BillPage(
        try visit.service.bill(of: period.dates), from: period.dates.lowerBound,
        to: period.dates.upperBound, currency: visit.service.currency, words: visit.words,
        reader: visit.reader)
      return PageAnswer.page(page.document())
    },
    Route(
      "GET", "/reports/billing.csv", "The same for accounting programs.", roles: nil, isPage: true,
      answers: [
        Route.Answer(
          status: 200, words: "A row for each ticket, date and group.",
          media: [Route.Media(MediaType.csv, Schema.text)])
      ],
      .now { exchange in
        guard let visit = try PageVisit(exchange), visit.isManager else {
          throw WebProblem(403, "sign in as a manager first")
        }
        let period = try Period(visit)
        let document = BillDocument(
          report: try visit.service.bill(of: period.dates), currency: visit.service.currency)
        var response = HTTPResponse.text(document.csv, type: MediaType.csv + "; charset=utf-8")
        let name = "billing-\(period.dates.lowerBound)-to-\(period.dates.upperBound).csv"
        response.fields.add("Content-Disposition", "attachment; filename=\"\(name)\"")
        PageAnswer.secure(&response)
        return response
      }),
  ]

  /// The dates asked for; without any, the month that runs.
  private struct Period {
    let dates: Range<CivilDate>

    init(_ visit: PageVisit) throws(WebProblem) {
      let query = visit.exchange.request.query
      func date(_ name: String) -> CivilDate? {
        query.last { $0.name == name }.flatMap { Kind<CivilDate>.date.ofText($0.value) }
      }
      let today = visit.service.inForce.zone.local(at: visit.service.now).date
      let (year, month, _) = today.parts
      let first = date("from") ?? CivilDate(uncheckedYear: year, month: month, day: 1)
      let end =
        date("to") ?? date("last").map { $0.adding(days: 1) }
        ?? first.adding(
          days: CivilDate.daysInMonth(first.month, ofYear: first.year) - first.day + 1)
      guard first <= end, first.days(to: end) <= Period.daysMax else {
        throw WebProblem(422, "the period begins before it ends, and has two years at most")
      }
      dates = first..<end
    }

    static let daysMax = 731
  }
}

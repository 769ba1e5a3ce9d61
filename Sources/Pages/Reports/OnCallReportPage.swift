import CivilTime
public import Reports
import Rota

/// Who bears the nights, the weekends and the holidays, as they were and as they are planned (spec: board.md,
/// "Reports").
public struct OnCallReportPage: Sendable {
  let report: OnCallReport
  let period: ReportPeriod
  let words: PageWords
  let reader: PageReader

  public init(_ report: OnCallReport, period: ReportPeriod, words: PageWords, reader: PageReader) {
    self.report = report
    self.period = period
    self.words = words
    self.reader = reader
  }

  public func document() -> [UInt8] {
    let frame = ReportFrame(kind: .onCall, reader: reader)
    return frame.document {
      frame.choice(period)
      Tag.p {
        Tag.b(text: period.text(words))
        ". On call is whom the first step reaches out of service hours, in hours."
      }
      if report.people.isEmpty {
        Tag.p(.class("note")) { "Nobody is on call in this period." }
      } else {
        shares
        hours("Done", \.done)
        hours("Planned", \.planned)
      }
      let gap = report.nobodyDone.total + report.nobodyPlanned.total
      if gap > .zero {
        Tag.p(.class("note soon")) {
          "The first step reaches nobody for \(PageWords.hours(gap.wholeSeconds)) hours of it."
        }
      }
    }
  }

  private static let sorts: [(DutyHours.Sort, String)] = [
    (.publicHoliday, "Public holidays"), (.weekend, "Weekends"), (.night, "Nights"),
    (.other, "Other hours"),
  ]

  /// All that each has, beside an even share of it.
  private var shares: HTML {
    let most = report.people.map(\.total).max() ?? .zero
    return HTML {
      ReportTable(
        caption: "Shares",
        heads: ["Person", "Hours", "To an even share", "Done, then (lighter) planned"],
        numbers: ["Hours"]
      ).html(
        report.people.map { row in
          HTML {
            Tag.th(.scope("row"), text: words.name(row.person))
            Tag.td(.class("n"), text: PageWords.hours(row.total.wholeSeconds))
            Tag.td(text: report.aboveEven(row).map(OnCallReportPage.share) ?? "–")
            Tag.td {
              ReportBar.html(
                parts(row.done, "") + parts(row.planned, " soft"), of: Int(most.wholeSeconds))
            }
          }
        })
      Tag.ul(.class("key"), .hiddenFromReaders) {
        OnCallReportPage.sorts.enumerated().map { index, sort in
          Tag.li {
            Tag.b(.class("s\(index)"))
            sort.1
          }
        }
      }
    }
  }

  private func parts(_ hours: DutyHours, _ look: String) -> [(value: Int, look: String?)] {
    OnCallReportPage.sorts.enumerated().map { index, sort in
      (Int(hours[sort.0].wholeSeconds), "s\(index)\(look)")
    }
  }

  private func hours(_ caption: String, _ part: KeyPath<OnCallReport.Row, DutyHours>) -> HTML {
    let isDone = caption == "Done"
    let heads =
      OnCallReportPage.sorts.map(\.1) + ["In all"]
      + (isDone ? ["Hours woken", "Worked"] : [])
    return ReportTable(caption: caption, heads: ["Person"] + heads, numbers: Set(heads)).html(
      report.people.map { row in
        HTML {
          Tag.th(.scope("row"), text: words.name(row.person))
          (OnCallReportPage.sorts.map { row[keyPath: part][$0.0] } + [row[keyPath: part].total])
            .map { Tag.td(.class("n"), text: PageWords.hours($0.wholeSeconds)) }
          if isDone {
            Tag.td(.class("n"), text: "\(row.hoursWoken)")
            Tag.td(.class("n"), text: PageWords.hours(row.worked.wholeSeconds))
          }
        }
      })
  }

  private static func share(_ above: Duration) -> String {
    let seconds = above.wholeSeconds
    if abs(seconds) < 18 { return "even" }
    return PageWords.hours(abs(seconds)) + (seconds > 0 ? " more" : " less")
  }
}

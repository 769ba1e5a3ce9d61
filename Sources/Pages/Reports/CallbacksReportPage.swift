import Callbacks
import CivilTime
public import Reports
import Rota

/// Whether callers were rung in time, and how soon (spec: board.md, "Reports").
public struct CallbacksReportPage: Sendable {
  let report: CallbacksReport
  let period: ReportPeriod
  let words: PageWords
  let reader: PageReader

  public init(
    _ report: CallbacksReport, period: ReportPeriod, words: PageWords, reader: PageReader
  ) {
    self.report = report
    self.period = period
    self.words = words
    self.reader = reader
  }

  public func document() -> [UInt8] {
    let frame = ReportFrame(kind: .callbacks, reader: reader)
    return frame.document {
      frame.choice(period)
      Tag.p { Tag.b(text: period.text(words)) }
      if report.all.made == 0 {
        Tag.p(.class("note")) { "No callback was made in this period." }
      } else {
        summary
        counts
        waits
      }
    }
  }

  private var summary: HTML {
    Tag.dl(.class("now")) {
      Tag.div {
        Tag.dt(text: "Kept: rung in time")
        Tag.dd(text: "\(report.all.kept) of \(report.all.made)")
      }
      Tag.div {
        Tag.dt(text: "Late")
        Tag.dd(text: "\(report.all.late)")
      }
    }
  }

  private typealias Row = (name: String, figures: CallbacksReport.Figures)

  private var rows: [Row] {
    let urgencies = report.byUrgency.map { (CallbacksReportPage.heading($0.key), $0.figures) }
    let owners = report.byOwner.map {
      ($0.key == .desk ? "The desk’s" : "The on-call people’s", $0.figures)
    }
    let people = report.byPerson.map { part in
      (part.key.map { words.name($0) } ?? "Nobody’s yet", part.figures)
    }
    let parts = (urgencies + owners + people).filter { $0.1.made > 0 }
    return [("All", report.all)] + parts.map { (name: $0.0, figures: $0.1) }
  }

  private static func heading(_ urgency: Urgency) -> String {
    switch urgency {
    case .urgent: "Urgent"
    case .normal: "Normal"
    case .low: "Low"
    }
  }

  private var counts: HTML {
    ReportTable(
      caption: "Kept and late",
      heads: ["Whose", "Made", "Kept", "Reached in time", "Late", "Cancelled", "Kept, then late"],
      numbers: ["Made", "Kept", "Reached in time", "Late", "Cancelled"]
    ).html(
      rows.map { row in
        let figures = row.figures
        return HTML {
          Tag.th(.scope("row"), text: row.name)
          [figures.made, figures.kept, figures.reachedInTime, figures.late, figures.cancelled]
            .map { Tag.td(.class("n"), text: "\($0)") }
          Tag.td {
            ReportBar.html([(figures.kept, "kept"), (figures.late, "late")], of: figures.made)
          }
        }
      })
  }

  private var waits: HTML {
    let most = report.all.toFirstAttempt.worst?.wholeSeconds ?? 0
    return ReportTable(
      caption: "How soon",
      heads: [
        "Whose", "Taken on: median", "Taken on: 9 of 10", "Taken on: worst", "Rung: median",
        "Rung: 9 of 10", "Rung: worst", "Rung: median beside the worst",
      ]
    ).html(
      rows.map { row in
        let (had, rung) = (row.figures.toAcknowledge, row.figures.toFirstAttempt)
        return HTML {
          Tag.th(.scope("row"), text: row.name)
          [had.median, had.percentile90, had.worst, rung.median, rung.percentile90, rung.worst]
            .map { span in Tag.td(text: span.map { PageWords.span($0) } ?? "–") }
          Tag.td { ReportBar.html(Int(rung.median?.wholeSeconds ?? 0), of: Int(most)) }
        }
      })
  }
}

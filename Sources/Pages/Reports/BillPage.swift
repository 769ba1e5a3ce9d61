public import Bill
import Callbacks
import CivilTime
import Rota

/// What the work of a period comes to, for managers (spec: board.md, "Reports").
public struct BillPage: Sendable {
  let report: BillingReport
  let period: ReportPeriod
  let currency: String
  let words: PageWords
  let reader: PageReader

  public init(
    _ report: BillingReport, period: ReportPeriod, currency: String, words: PageWords,
    reader: PageReader
  ) {
    self.report = report
    self.period = period
    self.currency = currency
    self.words = words
    self.reader = reader
  }

  private var frame: ReportFrame { ReportFrame(kind: .bill, reader: reader) }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    frame.document(note) {
      frame.choice(period)
      Tag.p { Tag.b(text: period.text(words)) }
      if report.rows.isEmpty {
        Tag.p(.class("note")) { "No work is written down in this period." }
      } else {
        totals
        Tag.div(.class("two")) {
          organisations
          groups
        }
        rows
      }
      if !report.warnings.isEmpty {
        Tag.section(.class("note soon")) {
          Tag.h2(text: "Look at these")
          Tag.ul { report.warnings.map { Tag.li(text: $0.text) } }
        }
      }
    }
  }

  private var totals: HTML {
    Tag.dl(.class("now")) {
      Tag.div {
        Tag.dt(text: "Before tax, \(currency)")
        Tag.dd(text: Money.text(report.netCents))
      }
      Tag.div {
        Tag.dt(text: "With tax of \(Money.text(report.taxCents))")
        Tag.dd(text: Money.text(report.totalCents))
      }
    }
  }

  private var organisations: HTML {
    let most = report.organisations.map(\.netCents).max() ?? 0
    return table(
      "By organisation", ["Organisation", "Before tax", "Share"],
      report.organisations.map { sum in
        HTML {
          Tag.td { PageWords.said(sum.organisation ?? "No organisation") }
          Tag.td(.class("n"), text: Money.text(sum.netCents))
          Tag.td { ReportBar.html(sum.netCents, of: most) }
        }
      })
  }

  private var groups: HTML {
    let most = report.groups.map { Int($0.billedSeconds) }.max() ?? 0
    return table(
      "By group", ["Group", "Hours", "Share"],
      report.groups.map { sum in
        HTML {
          Tag.td(text: PageWords.group(sum.group))
          Tag.td(.class("n"), text: PageWords.hours(sum.billedSeconds))
          Tag.td { ReportBar.html(Int(sum.billedSeconds), of: most) }
        }
      })
  }

  private var rows: HTML {
    table(
      "Every row",
      ["Ticket", "Organisation", "Date", "Group", "Hours billed", "Amount", "Why"],
      report.rows.map { row in
        HTML {
          Tag.td {
            Tag.a(.href(.path("/tickets/\(row.ticket.value)"))) { "\(row.ticket.value)" }
          }
          Tag.td { PageWords.said(row.organisation ?? "") }
          Tag.td(text: words.day(row.date))
          Tag.td(text: PageWords.group(row.group))
          Tag.td(.class("n"), text: PageWords.hours(row.billedSeconds))
          Tag.td(.class("n"), text: row.amountCents.map { Money.text($0) } ?? "no rate")
          Tag.td(text: row.rule)
        }
      })
  }

  private func table(_ caption: String, _ heads: [String], _ rows: [HTML]) -> HTML {
    ReportTable(caption: caption, heads: heads, numbers: BillPage.numbers).html(rows)
  }

  private static let numbers: Set = ["Before tax", "Hours", "Hours billed", "Amount"]
}

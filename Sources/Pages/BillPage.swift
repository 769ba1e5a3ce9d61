public import Bill
import Callbacks
public import CivilTime
import Rota

/// What the work of a period comes to, for managers (spec: board.md, "Reports").
public struct BillPage: Sendable {
  let report: BillingReport
  let from: CivilDate
  /// The first date after the period.
  let to: CivilDate
  let currency: String
  let words: PageWords
  let reader: PageReader

  public init(
    _ report: BillingReport, from: CivilDate, to: CivilDate, currency: String, words: PageWords,
    reader: PageReader
  ) {
    self.report = report
    self.from = from
    self.to = to
    self.currency = currency
    self.words = words
    self.reader = reader
  }

  private var period: String {
    "\(words.day(from)) to \(words.day(to.adding(days: -1)))"
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    Frame(title: "Reports", reader: reader, current: .report, isWide: true).document {
      Tag.h1(text: "The bill")
      note?.html
      choice
      Tag.p { Tag.b(text: period) }
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

  private var choice: HTML {
    Tag.form(.class("sheet"), .get, .action(.path("/reports"))) {
      Tag.div(.class("row")) {
        date("From", "from", from)
        date("Up to and including", "last", to.adding(days: -1))
      }
      Tag.div(.class("acts")) {
        Tag.button(.class("do")) { "Show" }
        Tag.a(.href(.path("/reports/billing.csv?from=\(from)&to=\(to)"))) { "Download as CSV" }
      }
    }
  }

  private func date(_ label: String, _ name: String, _ value: CivilDate) -> HTML {
    Tag.div {
      Tag.label(.for(name)) { label }
      Tag.input(.id(name), .name(name), .type("date"), .required, .value(value.description))
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
          Tag.td { bar(sum.netCents, of: most) }
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
          Tag.td(.class("n"), text: BillPage.hours(sum.billedSeconds))
          Tag.td { bar(Int(sum.billedSeconds), of: most) }
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
          Tag.td(.class("n"), text: BillPage.hours(row.billedSeconds))
          Tag.td(.class("n"), text: row.amountCents.map { Money.text($0) } ?? "no rate")
          Tag.td(text: row.rule)
        }
      })
  }

  private func table(_ caption: String, _ heads: [String], _ rows: [HTML]) -> HTML {
    Tag.div(.class("wrap panel"), .tabindex(0), .role("region"), .label(caption)) {
      Tag.table {
        Tag.caption(text: caption)
        Tag.thead {
          Tag.tr {
            heads.map { head in
              Tag.th(.scope("col"), BillPage.numbers.contains(head) ? .class("n") : nil, text: head)
            }
          }
        }
        Tag.tbody { rows.map { row in Tag.tr { row } } }
      }
    }
  }

  /// Columns that stand at the right.
  private static let numbers: Set = ["Before tax", "Hours", "Hours billed", "Amount"]

  /// Beside its number, which says the same.
  private func bar(_ value: Int, of most: Int) -> HTML {
    Tag.svg(.class("bars"), .viewBox("0 0 1000 60"), .stretched, .hiddenFromReaders) {
      Tag.rect(.class("bed"), .width(1000), .height(60), .rx(12))
      Tag.rect(.width(most > 0 ? max(value, 0) * 1000 / most : 0), .height(60), .rx(12))
    }
  }

  /// `1.25`.
  private static func hours(_ seconds: Int64) -> String {
    let hundredths = (seconds * 100 + 1800) / 3600
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

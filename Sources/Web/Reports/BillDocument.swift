import Bill
import Callbacks
import CivilTime
import Documents
import Rota

/// The bill as JSON, in cents, and as CSV, in dollars (spec: billing.md, "The billing report").
struct BillDocument {
  let report: BillingReport
  let currency: String

  static let schema = Schema.object([
    "currency": Schema.text,
    "rows": Schema.list(
      of: Schema.object([
        "ticket": Schema.integer, "organisation": Schema.orNull(Schema.text),
        "requester": Schema.orNull(Schema.text), "date": Schema.date,
        "billing_group": Schema.word(BillingGroup.self), "worked_seconds": Schema.integer,
        "billed_seconds": Schema.integer, "rate_cents": Schema.orNull(Schema.integer),
        "materials_cents": Schema.integer, "amount_cents": Schema.orNull(Schema.integer),
        "people": Schema.texts, "rule": Schema.text,
      ])),
    "organisations": Schema.list(
      of: Schema.object([
        "organisation": Schema.orNull(Schema.text), "net_cents": Schema.integer,
        "tax_cents": Schema.integer, "total_cents": Schema.integer,
      ])),
    "groups": Schema.list(
      of: Schema.object([
        "billing_group": Schema.word(BillingGroup.self), "billed_seconds": Schema.integer,
        "net_cents": Schema.integer,
      ])), "net_cents": Schema.integer, "tax_cents": Schema.integer,
    "total_cents": Schema.integer, "warnings": Schema.texts,
  ])

  var json: JSON {
    [
      "currency": .string(currency), "rows": .array(report.rows.map(row)),
      "organisations": .array(
        report.organisations.map { sum in
          [
            "organisation": JSON(sum.organisation), "net_cents": JSON(sum.netCents),
            "tax_cents": JSON(sum.taxCents), "total_cents": JSON(sum.totalCents),
          ]
        }),
      "groups": .array(
        report.groups.map { sum in
          [
            "billing_group": .string(sum.group.rawValue),
            "billed_seconds": .integer(sum.billedSeconds), "net_cents": JSON(sum.netCents),
          ]
        }), "net_cents": JSON(report.netCents), "tax_cents": JSON(report.taxCents),
      "total_cents": JSON(report.totalCents), "warnings": JSON(report.warnings.map(\.text)),
    ]
  }

  private func row(_ row: BillRow) -> JSON {
    [
      "ticket": .integer(row.ticket.value), "organisation": JSON(row.organisation),
      "requester": JSON(row.requester), "date": .string(row.date.description),
      "billing_group": .string(row.group.rawValue), "worked_seconds": .integer(row.workedSeconds),
      "billed_seconds": .integer(row.billedSeconds), "rate_cents": JSON(row.rateCents),
      "materials_cents": JSON(row.materialsCents), "amount_cents": JSON(row.amountCents),
      "people": JSON(row.people.map(\.text)), "rule": .string(row.rule),
    ]
  }

  /// A row without a rate has an empty amount.
  var csv: String {
    var table = CSV([
      "ticket", "organisation", "requester", "date", "billing_group", "minutes_worked",
      "minutes_billed", "rate", "amount", "materials", "people", "rule",
    ])
    for row in report.rows {
      table.add([
        .number(Int(row.ticket.value)), .text(row.organisation), .text(row.requester),
        .text(row.date.description), .text(row.group.rawValue),
        .minutes(seconds: row.workedSeconds), .minutes(seconds: row.billedSeconds),
        .dollars(row.rateCents), .dollars(row.amountCents), .dollars(row.materialsCents),
        .text(row.people.map(\.text).joined(separator: " ")), .text(row.rule),
      ])
    }
    return table.text
  }
}

extension CSV.Cell {
  fileprivate static func dollars(_ cents: Int?) -> CSV.Cell {
    .hundredths(cents.map { Int64($0) })
  }
}

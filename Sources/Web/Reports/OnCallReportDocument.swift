import CivilTime
import Documents
import Reports
import Rota

/// Whose the nights, weekends and holidays were and will be, as JSON, in seconds, and as CSV, in hours
/// (spec: billing.md, "The on-call report").
struct OnCallReportDocument {
  let report: OnCallReport
  let zone: TimeZoneRules

  static let schema = Schema.object([
    "from": Schema.time, "now": Schema.time, "to": Schema.time,
    "people": Schema.list(
      of: Schema.object([
        "person": Schema.text, "done": hours, "planned": hours, "hours_woken": Schema.integer,
        "worked_seconds": Schema.integer, "total_seconds": Schema.integer,
        "above_even_share_seconds": Schema.orNull(Schema.integer),
      ])), "nobody": Schema.object(["done": hours, "planned": hours]),
    "even_share_seconds": Schema.orNull(Schema.integer),
  ])

  private static let hours = Schema.object(
    DutyHours.Sort.allCases.map { JSON.Member($0.rawValue + "_seconds", Schema.integer) }
      + [JSON.Member("total_seconds", Schema.integer)])

  var json: JSON {
    [
      "from": JSON.time(report.done.lowerBound, in: zone),
      "now": JSON.time(report.planned.lowerBound, in: zone),
      "to": JSON.time(report.planned.upperBound, in: zone),
      "people": .array(
        report.people.map { row in
          [
            "person": .string(row.person.text), "done": hours(row.done),
            "planned": hours(row.planned), "hours_woken": JSON(row.hoursWoken),
            "worked_seconds": JSON(seconds: row.worked), "total_seconds": JSON(seconds: row.total),
            "above_even_share_seconds": JSON(seconds: report.aboveEven(row)),
          ]
        }),
      "nobody": ["done": hours(report.nobodyDone), "planned": hours(report.nobodyPlanned)],
      "even_share_seconds": JSON(seconds: report.evenShare),
    ]
  }

  private func hours(_ hours: DutyHours) -> JSON {
    .object(
      DutyHours.Sort.allCases.map {
        JSON.Member($0.rawValue + "_seconds", JSON(seconds: hours[$0]))
      } + [JSON.Member("total_seconds", JSON(seconds: hours.total))])
  }

  /// A row for each person's hours done and one for the planned ones; an empty name is nobody's.
  var csv: String {
    var table = CSV(
      ["person", "when"] + DutyHours.Sort.allCases.map { "\($0.rawValue)_hours" }
        + ["total_hours", "hours_woken", "worked_hours"])
    for row in report.people {
      table.add(
        cells(row.person.text, "done", row.done)
          + [.number(row.hoursWoken), .hours(seconds: row.worked.wholeSeconds)])
      table.add(cells(row.person.text, "planned", row.planned) + [.number(nil), .number(nil)])
    }
    for (when, hours) in [("done", report.nobodyDone), ("planned", report.nobodyPlanned)] {
      table.add(cells("", when, hours) + [.number(nil), .number(nil)])
    }
    return table.text
  }

  private func cells(_ person: String, _ when: String, _ hours: DutyHours) -> [CSV.Cell] {
    [.text(person), .text(when)]
      + (DutyHours.Sort.allCases.map { hours[$0] } + [hours.total]).map {
        .hours(seconds: $0.wholeSeconds)
      }
  }
}

import Callbacks
import CivilTime
import Documents
import Reports
import Rota

/// How callbacks were kept, as JSON, in seconds, and as CSV, in minutes (spec: billing.md, "The callbacks
/// report").
struct CallbacksReportDocument {
  let report: CallbacksReport
  /// As asked for, cut to the desk's zone.
  let range: Range<Moment>
  let zone: TimeZoneRules

  private typealias Figures = CallbacksReport.Figures

  static let schema = Schema.object(
    [JSON.Member("from", Schema.time), JSON.Member("to", Schema.time)] + figures
      + [
        part("by_urgency", "urgency", Schema.word(Urgency.self)),
        part("by_owner", "owner", Schema.word(Owner.self)),
        part("by_person", "person", Schema.orNull(Schema.text)),
      ])

  private static let figures =
    ["made", "kept", "reached_in_time", "late", "cancelled"].map {
      JSON.Member($0, Schema.integer)
    }
    + ["to_acknowledge", "to_first_attempt"].map { JSON.Member($0, waits) }

  private static let waits = Schema.object([
    "count": Schema.integer, "median_seconds": Schema.orNull(Schema.integer),
    "p90_seconds": Schema.orNull(Schema.integer),
    "worst_seconds": Schema.orNull(Schema.integer),
  ])

  private static func part(_ name: String, _ key: String, _ schema: JSON) -> JSON.Member {
    JSON.Member(name, Schema.list(of: Schema.object([JSON.Member(key, schema)] + figures)))
  }

  var json: JSON {
    .object(
      [
        JSON.Member("from", JSON.time(range.lowerBound, in: zone)),
        JSON.Member("to", JSON.time(range.upperBound, in: zone)),
      ] + members(report.all)
        + [
          list("by_urgency", "urgency", report.byUrgency) { .string($0.rawValue) },
          list("by_owner", "owner", report.byOwner) { .string($0.rawValue) },
          list("by_person", "person", report.byPerson) { JSON($0?.text) },
        ])
  }

  private func list<Key>(
    _ name: String, _ key: String, _ parts: [CallbacksReport.Part<Key>], _ word: (Key) -> JSON
  ) -> JSON.Member {
    JSON.Member(
      name,
      .array(parts.map { .object([JSON.Member(key, word($0.key))] + members($0.figures)) }))
  }

  private func members(_ figures: Figures) -> [JSON.Member] {
    [
      JSON.Member("made", JSON(figures.made)), JSON.Member("kept", JSON(figures.kept)),
      JSON.Member("reached_in_time", JSON(figures.reachedInTime)),
      JSON.Member("late", JSON(figures.late)), JSON.Member("cancelled", JSON(figures.cancelled)),
      JSON.Member("to_acknowledge", waits(figures.toAcknowledge)),
      JSON.Member("to_first_attempt", waits(figures.toFirstAttempt)),
    ]
  }

  private func waits(_ waits: Waits) -> JSON {
    [
      "count": JSON(waits.count), "median_seconds": JSON(seconds: waits.median),
      "p90_seconds": JSON(seconds: waits.percentile90),
      "worst_seconds": JSON(seconds: waits.worst),
    ]
  }

  /// A row for all, and one for each urgency, owner and person.
  var csv: String {
    var table = CSV(
      ["by", "value", "made", "kept", "reached_in_time", "late", "cancelled"]
        + ["acknowledge", "first_attempt"].flatMap { wait in
          ["median", "p90", "worst"].map { "minutes_to_\(wait)_\($0)" }
        })
    table.add(row("all", "", report.all))
    for part in report.byUrgency { table.add(row("urgency", part.key.rawValue, part.figures)) }
    for part in report.byOwner { table.add(row("owner", part.key.rawValue, part.figures)) }
    for part in report.byPerson { table.add(row("person", part.key?.text ?? "", part.figures)) }
    return table.text
  }

  private func row(_ by: String, _ value: String, _ figures: Figures) -> [CSV.Cell] {
    let counts = [
      figures.made, figures.kept, figures.reachedInTime, figures.late, figures.cancelled,
    ]
    let waits = [figures.toAcknowledge, figures.toFirstAttempt].flatMap {
      [$0.median, $0.percentile90, $0.worst]
    }
    return [.text(by), .text(value)] + counts.map { .number($0) }
      + waits.map { .minutes(seconds: $0?.wholeSeconds) }
  }
}

extension JSON {
  /// Whole seconds, or null for none.
  init(seconds span: Duration?) { self = span.map { .integer($0.wholeSeconds) } ?? .null }
}

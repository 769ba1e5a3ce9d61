import Callbacks
import CivilTime
import Documents
import PhoneNumbers
import Reports
import Rota

/// What the desk finds, as JSON and as CSV (spec: billing.md, "The handover").
struct HandoverDocument {
  let handover: Handover
  let documents: RequestDocuments
  let zone: TimeZoneRules

  static let schema = Schema.object([
    "at": Schema.time, "closed_at": Schema.orNull(Schema.time),
    "opened_at": Schema.orNull(Schema.time),
    "open": Schema.list(of: Schema.named("Callback")),
    "promises": Schema.list(
      of: Schema.object([
        "ticket": Schema.integer, "holder": Schema.orNull(Schema.text), "at": Schema.time,
      ])),
    "tickets": Schema.list(of: Schema.named("TicketInList")),
    "ended": Schema.list(of: Schema.named("Callback")),
    "calls": Schema.list(of: Schema.named("CallWithoutEnd")),
    "time": Schema.list(
      of: Schema.object([
        "ticket": Schema.integer, "person": Schema.text, "start": Schema.time, "end": Schema.time,
        "note": Schema.orNull(Schema.text),
      ])), "worked_seconds": Schema.integer,
  ])

  var json: JSON {
    let closed = handover.closed
    return [
      "at": JSON.time(handover.at, in: zone),
      "closed_at": JSON.time(closed?.range.lowerBound, in: zone),
      "opened_at": JSON.time(
        closed.flatMap { $0.hasEnded ? $0.range.upperBound : nil }, in: zone),
      "open": .array(handover.open.map { documents.callback($0) }),
      "promises": .array(
        handover.promises.map { record in
          [
            "ticket": .integer(record.ticket.number.value),
            "holder": JSON(record.callback.holder?.text),
            "at": JSON.time(record.callback.dueAt, in: zone),
          ]
        }),
      "tickets": .array(handover.waiting.map { documents.ticket($0) }),
      "ended": .array(handover.ended.map { documents.callback($0) }),
      "calls": documents.calls(handover.calls),
      "time": .array(
        handover.time.map { entry in
          [
            "ticket": .integer(entry.ticket.value), "person": .string(entry.person.text),
            "start": JSON.time(entry.start, in: zone), "end": JSON.time(entry.end, in: zone),
            "note": JSON(entry.note),
          ]
        }), "worked_seconds": JSON(seconds: handover.worked),
    ]
  }

  /// A row for each thing, what is open first.
  var csv: String {
    var table = CSV([
      "what", "at", "ticket", "person", "status", "urgency", "caller", "organisation", "phone",
      "minutes", "words",
    ])
    for record in handover.open { add("open", record, record.callback.dueAt, to: &table) }
    for ticket in handover.waiting {
      table.add(
        cells("ticket", ticket.createdAt, ticket.number) + [
          .text(nil), .text(ticket.status.rawValue), .text(ticket.urgency.rawValue),
        ] + caller(ticket.requester) + [.number(nil), .text(ticket.subject)])
    }
    for record in handover.ended { add("ended", record, record.callback.completedAt, to: &table) }
    for call in handover.calls {
      table.add(
        cells("call", call.arrival, call.ticket) + [
          .text(nil), .text(call.outcome?.value.rawValue), .text(call.urgency.rawValue),
        ] + caller(call.caller) + [.number(nil), .text(call.summary?.value)])
    }
    for entry in handover.time {
      table.add(
        cells("time", entry.start, entry.ticket) + [
          .text(entry.person.text), .text(nil), .text(nil), .text(nil), .text(nil), .text(nil),
          .minutes(seconds: (entry.end - entry.start).wholeSeconds), .text(entry.note),
        ])
    }
    return table.text
  }

  private func add(_ what: String, _ record: CallbackRecord, _ at: Moment?, to table: inout CSV) {
    let callback = record.callback
    table.add(
      cells(what, at, record.ticket.number) + [
        .text(callback.holder?.text), .text(callback.outcome?.rawValue ?? callback.status.rawValue),
        .text(callback.urgency.rawValue),
      ] + caller(record.call?.caller ?? record.ticket.requester)
        + [.number(nil), .text(record.call?.summary?.value ?? record.ticket.summary)])
  }

  private func cells(_ what: String, _ at: Moment?, _ ticket: TicketNumber?) -> [CSV.Cell] {
    [
      .text(what), .text(at.map { RFC3339.text($0, in: zone) }),
      .number(ticket.map { Int($0.value) }),
    ]
  }

  private func caller(_ caller: CallerDetails) -> [CSV.Cell] {
    [.text(caller.name), .text(caller.organisation), .text(caller.phone?.asGiven)]
  }
}

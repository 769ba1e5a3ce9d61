public import Callbacks
public import CivilTime
import PhoneNumbers
public import Rota

/// Callbacks, tickets and calls as the interface shows them (spec: http-api.md, "Callbacks", "Tickets").
public struct RequestDocuments {
  private let zone: TimeZoneRules
  private let firstStep: [Person]
  private let now: Moment

  /// - Parameters:
  ///   - zone: the desk's, in whose offset times are told.
  ///   - firstStep: whom the escalation's first step reaches now.
  ///   - now: the moment at which things are shown.
  public init(zone: TimeZoneRules, firstStep: [Person], now: Moment) {
    self.zone = zone
    self.firstStep = firstStep
    self.now = now
  }

  /// One of a list.
  public func callback(_ record: CallbackRecord) -> JSON {
    let callback = record.callback
    let caller = record.ticket.caller(of: record.call)
    return [
      "id": .integer(callback.id.value), "ticket": .integer(callback.ticket.value),
      "status": .string(callback.status.rawValue), "holder": JSON(callback.holder?.text),
      "owner": .string(callback.owner.rawValue), "due_at": time(callback.dueAt),
      "first_due_at": time(callback.firstDueAt),
      "overdue": .bool(callback.isOverdue(at: now)), "created_at": time(callback.createdAt),
      "ready_at": time(callback.readyAt),
      "acknowledged_by": JSON(callback.acknowledgedBy?.text),
      "acknowledged_at": time(callback.acknowledgedAt),
      "completed_at": time(callback.completedAt), "outcome": JSON(callback.outcome?.rawValue),
      "attempts": .array(record.attempts.map(attempt)), "calls": .integer(Int64(callback.calls)),
      "urgency": .string(callback.urgency.rawValue),
      "caller": self.caller(caller, partner: record.ticket.partner),
      "summary": JSON(record.call?.summary?.value ?? record.ticket.summary),
      "recording_url": JSON(record.call?.recordingURL?.value),
      "billing_group": .string(record.ticket.billing.group.rawValue),
      "warnings": JSON(warnings(of: record)),
      "on_call": JSON(firstStep.map(\.name.text)),
      "next_step_at": time(callback.escalation?.nextAt),
    ]
  }

  /// One alone, with its history.
  public func callback(_ record: CallbackRecord, history: [HistoryEntry]) -> JSON {
    callback(record).adding("history", self.history(history))
  }

  /// One of a list.
  public func ticket(_ ticket: Ticket) -> JSON {
    [
      "number": .integer(ticket.number.value), "status": .string(ticket.status.rawValue),
      "subject": .string(ticket.subject), "summary": JSON(ticket.summary),
      "caller": caller(ticket.requester, partner: ticket.partner),
      "urgency": .string(ticket.urgency.rawValue),
      "billing_group": .string(ticket.billing.group.rawValue),
      "billing_reason": .string(ticket.billing.reason),
      "source": .string(ticket.source.rawValue), "created_at": time(ticket.createdAt),
      "solved_at": time(ticket.solvedAt), "partner": JSON(ticket.partner),
      "client_by": JSON(ticket.client?.rawValue),
      "warnings": JSON(ticket.warnings.map(\.code)),
      "perhaps_same_as": ticket.alike.map { .integer($0.value) } ?? .null,
      "refers_to": ticket.refersTo.map { .integer($0.value) } ?? .null,
    ]
  }

  /// With the tickets that they are on, if any.
  public func calls(_ calls: [Call]) -> JSON {
    .array(
      calls.map { found in
        call(found).adding("ticket", found.ticket.map { .integer($0.value) } ?? .null)
      })
  }

  /// One alone, with all that belongs to it.
  public func ticket(_ whole: WholeTicket) -> JSON {
    let lists: [(String, JSON)] = [
      ("calls", .array(whole.calls.map(call))),
      ("callbacks", .array(whole.callbacks.map(callback))),
      ("updates", .array(whole.updates.map(update))),
      ("attachments", .array(whole.attachments.map(attachment))),
      ("time", .array(whole.time.map(timeEntry))),
      ("materials", .array(whole.materials.map(material))), ("history", history(whole.history)),
    ]
    return lists.reduce(ticket(whole.ticket)) { $0.adding($1.0, $1.1) }
  }

  private func call(_ call: Call) -> JSON {
    [
      "call_id": .string(call.callID), "arrival": time(call.arrival),
      "route": .string(call.route.rawValue), "from": JSON(call.from?.value.asGiven),
      "caller": caller(call.caller, partner: nil), "summary": JSON(call.summary?.value),
      "recording_url": JSON(call.recordingURL?.value), "urgency": .string(call.urgency.rawValue),
      "outcome": JSON(call.outcome?.value.rawValue), "sent_to": JSON(call.sentTo?.value.rawValue),
    ]
  }

  private func caller(_ caller: CallerDetails, partner: String?) -> JSON {
    [
      "name": JSON(caller.name), "organisation": JSON(caller.organisation),
      "email": JSON(caller.email), "phone": JSON(caller.phone?.number?.e164),
      "phone_as_given": JSON(caller.phone?.asGiven), "partner": JSON(partner),
    ]
  }

  private func attempt(_ attempt: Attempt) -> JSON {
    [
      "at": time(attempt.at), "person": .string(attempt.person.text),
      "outcome": .string(attempt.outcome(at: now).rawValue), "note": JSON(attempt.note),
    ]
  }

  private func update(_ update: TicketUpdate) -> JSON {
    [
      "at": time(update.at), "by": .string(update.by), "door": .string(update.door.rawValue),
      "public": .bool(update.isPublic), "text": .string(update.text),
    ]
  }

  private func attachment(_ attachment: TicketAttachment) -> JSON {
    [
      "id": .integer(attachment.id), "at": time(attachment.at), "name": .string(attachment.name),
      "bytes": .integer(Int64(attachment.byteCount)), "kept": .bool(attachment.isKept),
    ]
  }

  private func timeEntry(_ entry: TimeEntry) -> JSON {
    [
      "person": .string(entry.person.text), "start": time(entry.start), "end": time(entry.end),
      "note": JSON(entry.note), "service_seconds": seconds(entry.pieces, isInServiceHours: true),
      "after_hours_seconds": seconds(entry.pieces, isInServiceHours: false),
    ]
  }

  private func seconds(_ pieces: [TimePiece], isInServiceHours: Bool) -> JSON {
    let spans = pieces.filter { $0.isInServiceHours == isInServiceHours }.map {
      $0.range.upperBound - $0.range.lowerBound
    }
    return .integer(spans.reduce(.zero, +).wholeSeconds)
  }

  private func material(_ material: Material) -> JSON {
    [
      "date": .string(material.date.description), "description": .string(material.description),
      "quantity": JSON(material.quantity), "unit_price_cents": JSON(material.unitPriceCents),
      "by": .string(material.by),
    ]
  }

  private func history(_ entries: [HistoryEntry]) -> JSON {
    .array(
      entries.map { entry in
        [
          "at": time(entry.at), "by": .string(entry.by), "door": .string(entry.door.rawValue),
          "what": .string(entry.what), "note": JSON(entry.note),
        ]
      })
  }

  private func warnings(of record: CallbackRecord) -> [String] {
    var warnings = record.callback.warnings + (record.call?.numberWarnings ?? [])
    if record.call?.isEndUnknown(at: now) == true { warnings.append(.endNotKnown) }
    if record.ticket.alike != nil { warnings.append(.perhapsSameCaller) }
    warnings += record.ticket.warnings
    return warnings.map(\.code)
  }

  private func time(_ moment: Moment?) -> JSON { JSON.time(moment, in: zone) }
}

import Callbacks
import Documents

extension Schemas {
  static let tickets = [
    JSON.Member("TicketInList", Schema.object(ticketMembers)),
    JSON.Member("Ticket", Schema.object(ticketMembers + ticketLists)),
    JSON.Member(
      "TicketPage",
      Schema.object([
        "tickets": Schema.list(of: Schema.named("TicketInList")),
        "next": Schema.orNull(Schema.text),
      ])),
  ]

  private static let ticketMembers = [
    JSON.Member("number", Schema.integer), JSON.Member("status", Schema.word(TicketStatus.self)),
    JSON.Member("subject", Schema.text), JSON.Member("summary", Schema.orNull(Schema.text)),
    JSON.Member("caller", Schema.named("Caller")),
    JSON.Member("urgency", Schema.word(Urgency.self)),
    JSON.Member("billing_group", Schema.word(BillingGroup.self)),
    JSON.Member("billing_reason", Schema.text),
    JSON.Member("source", Schema.word(TicketSource.self)), JSON.Member("created_at", Schema.time),
    JSON.Member("solved_at", Schema.orNull(Schema.time)),
    JSON.Member("partner", Schema.orNull(Schema.text)),
    JSON.Member("client_by", Schema.orNull(Schema.word(ClientMark.self))),
    JSON.Member("warnings", Schema.texts),
    JSON.Member("perhaps_same_as", Schema.orNull(Schema.integer)),
    JSON.Member("refers_to", Schema.orNull(Schema.integer)),
  ]

  private static let ticketLists = [
    JSON.Member("calls", Schema.list(of: call)),
    JSON.Member("callbacks", Schema.list(of: Schema.named("Callback"))),
    JSON.Member("updates", Schema.list(of: UpdateRoutes.schema)),
    JSON.Member("attachments", Schema.list(of: UpdateRoutes.attachment)),
    JSON.Member(
      "time",
      Schema.list(
        of: Schema.object([
          "person": Schema.text, "start": Schema.time, "end": Schema.time,
          "note": Schema.orNull(Schema.text), "service_seconds": Schema.integer,
          "after_hours_seconds": Schema.integer,
        ]))),
    JSON.Member(
      "materials",
      Schema.list(
        of: Schema.object([
          "date": Schema.date, "description": Schema.text, "quantity": Schema.integer,
          "unit_price_cents": Schema.integer, "by": Schema.text,
        ]))), JSON.Member("history", history),
  ]
}

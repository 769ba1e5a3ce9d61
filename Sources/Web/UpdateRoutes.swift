import Callbacks
import Documents
import HTTPServer
import Service

/// What is written on a ticket (spec: http-api.md, "Tickets").
enum UpdateRoutes {
  static let routes = [
    Route(
      "POST", "/v1/tickets/{ticket}/updates",
      "Writes an update; the requester is sent a public one.",
      roles: CallbackRoutes.staff, body: .members([text, isPublic, CallbackRoutes.asPerson]),
      takesKey: true,
      answers: [
        .json(201, "The ticket as it is now.", "Ticket"),
        .problem(409, "It is closed."),
      ], .later(add))
  ]

  static let schema = Schema.object([
    "at": Schema.time, "by": Schema.text, "door": Schema.word(Door.self), "public": Schema.truth,
    "text": Schema.text,
  ])

  static let attachment = Schema.object([
    "id": Schema.integer, "at": Schema.time, "name": Schema.text, "bytes": Schema.integer,
    "kept": Schema.truth,
  ])

  private static let text = Field(
    "text", .text(scalars: 1...TicketUpdate.textScalarsMax), "What is to be written.",
    isRequired: true)
  private static let isPublic = Field(
    "public", .truth, "Whether the requester is to read it; without it, a note among the staff.")

  static let status = Field(
    "status", .word(StatusWish.self), "It becomes closed by itself, 28 days after it was solved.")

  private static func add(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    let number = try exchange.ticketNumber()
    var body = try exchange.body()
    let (text, isPublic) = (body.value(of: text), body.value(of: isPublic) ?? false)
    let actor = try exchange.actor(&body)
    let (words, person) = (try body.finish(with: text), try body.finish(with: actor))
    try exchange.change(status: 201, reply) { core in
      try core.addUpdate(words, isPublic: isPublic, to: number, by: person)
    }
  }
}

extension Exchange {
  /// Changes a ticket once for its `Idempotency-Key`, and answers with it.
  func change(
    status: Int, _ reply: @escaping @Sendable (HTTPResponse) -> Void,
    _ change: @escaping @Sendable (ServiceCore) throws -> TicketReceipt
  ) throws(WebProblem) {
    let key = try idempotencyKey()
    service.write { core in
      try core.once(key) {
        switch try change(core) {
        case .done(let whole):
          let documents = RequestDocuments(inForce: core.inForce, now: core.freezeNow())
          return PostReply(status: status, body: documents.ticket(whole).text)
        case .refused(let refusal): return PostReply(WebProblem(409, refusal.detail))
        case .noTicket: return PostReply(WebProblem.noTicket)
        }
      }
    } then: { result in
      switch result {
      case .success(let made): reply(made.response)
      case .failure(let fault): reply(WebProblem(fault: fault).response)
      }
    }
  }
}

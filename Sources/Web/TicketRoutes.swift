import Callbacks
import Documents
import HTTPServer
import Service

/// Tickets (spec: http-api.md, "Tickets").
enum TicketRoutes {
  static let routes = [
    Route(
      "GET", "/v1/tickets/{ticket}", "One ticket, with all that belongs to it.",
      roles: CallbackRoutes.staff, answers: [.json(200, "The ticket.", "Ticket")], .now(one)),
    Route(
      "PATCH", "/v1/tickets/{ticket}", "Solves a ticket or opens it again, or puts right what it says; what is left out stays.",
      roles: CallbackRoutes.staff,
      body: .members([
        UpdateRoutes.status, subject, callerChange, billingGroup, billingReason,
        CallbackRoutes.asPerson,
      ]), takesKey: true,
      answers: [
        .json(200, "The ticket as it is now.", "Ticket"),
        .problem(409, "It is closed, or somebody is still owed a call."),
      ], .later(change)),
  ]

  private static let subject = Field(
    "subject", .text(scalars: 1...Ticket.subjectScalarsMax), "One line; no event changes it then.")
  private static let callerChange = Field(
    "caller", .callerChange, "Who asked: the members that are given; null takes one away.")
  static let billingGroup = Field(
    "billing_group", .word(BillingGroup.self), "The rates that hold; no event changes it then.")
  private static let billingReason = Field(
    "billing_reason", .text(scalars: 1...TicketChange.reasonScalarsMax),
    "Why; required with `billing_group`, and kept in the history.")

  private static func one(_ exchange: Exchange) throws -> HTTPResponse {
    let number = try exchange.ticketNumber()
    guard let whole = try exchange.service.ticket(number) else { throw WebProblem.noTicket }
    return .json(exchange.documents.ticket(whole))
  }

  private static func change(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    let number = try exchange.ticketNumber()
    var body = try exchange.body()
    let actor = try exchange.actor(&body)
    let status = body.value(of: UpdateRoutes.status)
    var change = TicketChange(
      subject: body.value(of: subject), caller: body.value(of: callerChange))
    let (group, reason) = (body.value(of: billingGroup), body.value(of: billingReason))
    if let group, let reason {
      change.billing = TicketChange.BillingMove(group: group, reason: reason)
    } else if body.isGiven(billingGroup), !body.isGiven(billingReason) {
      body.refuse(billingReason, "this is missing: say why the group is another")
    } else if body.isGiven(billingReason), !body.isGiven(billingGroup) {
      body.refuse(billingGroup, "this is missing: a reason goes with a group")
    }
    let by = try body.finish(with: actor)
    let wanted = change
    try exchange.write(reply) { core, documents in
      if let status {
        switch try core.set(status, of: number, by: by) {
        case .done: break
        case .refused(let refusal): return PostReply(WebProblem(409, refusal.detail))
        case .noTicket: return PostReply(WebProblem.noTicket)
        }
      }
      guard let whole = try core.change(number, wanted, by: by) else {
        return PostReply(WebProblem.noTicket)
      }
      return PostReply(status: 200, body: documents.ticket(whole).text)
    }
  }
}

extension Exchange {
  /// Does a piece of work on the writer's thread, once for its `Idempotency-Key`, and answers once it is on
  /// disk.
  func write(
    _ reply: @escaping @Sendable (HTTPResponse) -> Void,
    _ work: @escaping @Sendable (ServiceCore, RequestDocuments) throws -> PostReply
  ) throws(WebProblem) {
    let key = try idempotencyKey()
    service.write { core in
      try core.once(key) {
        try work(core, RequestDocuments(inForce: core.inForce, now: core.freezeNow()))
      }
    } then: { result in
      switch result {
      case .success(let made): reply(made.response)
      case .failure(let fault): reply(WebProblem(fault: fault).response)
      }
    }
  }
}

import Callbacks
import Documents
import HTTPServer
import Rota
import Service

/// Tickets (spec: http-api.md, "Tickets").
enum TicketRoutes {
  static let routes = [
    Route(
      "GET", "/v1/tickets", "The tickets, the newest first.", roles: CallbackRoutes.staff,
      query: [status, organisation, group, from, to, words, limit, after],
      answers: [.json(200, "A page of them.", "TicketPage")], .now(list)),
    Route(
      "POST", "/v1/tickets", "Logs a request by hand, as if its call arrived now.",
      roles: CallbackRoutes.staff,
      body: .members([
        caller, summary, urgency, billingGroup, billingReason, callback, callbackAt,
        CallbackRoutes.asPerson,
      ]), takesKey: true, answers: [.json(201, "The ticket.", "Ticket")], .later(log)),
    Route(
      "GET", "/v1/tickets/{ticket}", "One ticket, with all that belongs to it.",
      roles: CallbackRoutes.staff, answers: [.json(200, "The ticket.", "Ticket")], .now(one)),
    Route(
      "PATCH", "/v1/tickets/{ticket}",
      "Puts right what a ticket says, solves it, or opens it again; what is left out stays.",
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

  private static let status = Field("status", .ticketStatuses, "One or more, with commas.")
  private static let organisation = Field(
    "organisation", .anyText, "The requester's, in any case.")
  private static let group = Field("billing_group", .word(BillingGroup.self), "The group.")
  private static let from = Field("from", .moment, "Made then or later.")
  private static let to = Field("to", .moment, "Made before then.")
  private static let words = Field(
    "q", .text(scalars: 0...TicketWords.scalarsMax),
    "Words that all stand in the ticket, or begin one that does; a ticket's or a caller's number.")
  private static let limit = Field(
    "limit", .integer(in: CallbackFilter.limits, standard: CallbackFilter.limitDefault),
    "How many at the most.")
  private static let after = Field("after", .ticketCursor, "The `next` of the last page.")

  private static let caller = Field(
    "caller", .caller, "Who asks: a name, organisation, email or phone at least.",
    isRequired: true)
  private static let summary = Field(
    "summary", .text(scalars: 1...CallEventLimits.summaryScalarsMax), "What they said.",
    isRequired: true)
  private static let urgency = Field("urgency", .word(Urgency.self), "Without it: normal.")
  private static let callback = Field("callback", .truth, "Whether somebody is to ring back.")
  private static let callbackAt = Field(
    "callback_at", .moment,
    "A time agreed on, later than now and at most 30 days ahead; a callback is owed then.")

  private static func list(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    var filter = TicketFilter()
    if let statuses = query.value(of: status) { filter.statuses = statuses }
    filter.organisation = query.value(of: organisation)
    filter.billingGroup = query.value(of: group)
    filter.from = query.value(of: from)
    filter.to = query.value(of: to)
    filter.words = query.value(of: words).flatMap { $0.isEmpty ? nil : TicketWords($0) }
    if let limit = query.value(of: limit) { filter.limit = limit }
    filter.after = query.value(of: after)
    try query.finish()
    let page = try exchange.service.tickets(filter)
    return .json([
      "tickets": .array(page.tickets.map { exchange.documents.ticket($0) }),
      "next": JSON(page.next.map { String($0.value) }),
    ])
  }

  private static func log(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let actor = try exchange.actor(&body)
    let (caller, summary) = (body.value(of: caller), body.value(of: summary))
    let (group, reason) = (body.value(of: billingGroup), body.value(of: billingReason))
    let (urgency, owes) = (body.value(of: urgency), body.value(of: callback))
    let agreed = body.value(of: callbackAt)
    if owes == false, agreed != nil {
      body.refuse(callback, "this is false, but callback_at promises one")
    }
    let by = try body.finish(with: actor)
    var request = LoggedRequest(
      caller: try body.finish(with: caller), summary: try body.finish(with: summary))
    request.urgency = urgency ?? .normal
    request.billing = group.map {
      TicketChange.BillingMove(group: $0, reason: reason ?? "Set by \(by.person.text) when logged")
    }
    request.owesCallback = owes ?? false
    request.callbackAt = agreed
    let logged = request
    try exchange.write(reply) { core, documents in
      do {
        guard let whole = try core.log(logged, by: by) else {
          return PostReply(WebProblem.noTicket)
        }
        return PostReply(status: 201, body: documents.ticket(whole).text)
      } catch let refusal as CallbackRefusal {
        return PostReply(
          WebProblem(
            422, refusal.detail,
            errors: [.init(place: .pointer("/callback_at"), detail: refusal.detail)]))
      }
    }
  }

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

extension Kind<Set<TicketStatus>> {
  /// Several with commas between.
  static let ticketStatuses = Kind(
    schema: ["type": "array", "minItems": 1, "items": Schema.word(TicketStatus.self)],
    words: "one or more of open, solved, closed"
  ) { text in
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    let statuses = words.compactMap { TicketStatus(rawValue: String($0)) }
    return statuses.count == words.count ? Set(statuses) : nil
  }
}

extension Kind<TicketNumber> {
  static let ticketCursor = Kind(
    schema: ["type": "string", "pattern": "^[0-9]{1,18}$"], words: "the next of the last page"
  ) { text in
    guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(text).map { TicketNumber($0) }
  }
}

import Callbacks
import CivilTime
import Documents
import HTTPServer
import Rota
import Service

/// What is owed, and what people do about it (spec: http-api.md, "Callbacks").
enum CallbackRoutes {
  static let routes = [
    Route("GET", "/v1/callbacks", roles: staff, .now(list)),
    Route("GET", "/v1/callbacks/{ticket}", roles: staff, .now(one)),
    Route(
      "POST", "/v1/callbacks/{ticket}/acknowledge", roles: staff, body: .optional,
      .later(acknowledge)),
    Route(
      "POST", "/v1/callbacks/{ticket}/attempts", roles: staff, body: .required, .later(attempt)),
  ]

  static let staff: Set<Role> = [.engineer, .manager]

  private static func list(_ exchange: Exchange) throws -> HTTPResponse {
    let filter = try filter(of: exchange.request)
    let page = try exchange.service.callbacks(filter)
    return .json([
      "callbacks": .array(page.records.map(exchange.documents.callback)),
      "next": JSON(page.next?.text),
    ])
  }

  private static func filter(of request: HTTPRequest) throws(WebProblem) -> CallbackFilter {
    var query = QueryReader(of: request)
    var filter = CallbackFilter()
    if let text = query.text("status") {
      filter.statuses = []
      for word in text.split(separator: ",", omittingEmptySubsequences: false) {
        if word == "open" {
          filter.statuses.formUnion([.pending, .acknowledged])
        } else if let status = CallbackStatus(rawValue: String(word)) {
          filter.statuses.insert(status)
        } else {
          query.refuse(
            "status",
            "this must be one or more of pending, acknowledged, completed, cancelled, open")
        }
      }
    }
    filter.owner = query.word("owner", Owner.self)
    filter.person = query.text("person").map { Name($0) }
    filter.isOverdue = query.bool("overdue")
    filter.limit = query.integer(
      "limit", in: CallbackFilter.limits, default: CallbackFilter.limitDefault)
    if let text = query.text("after") {
      filter.after = CallbackCursor(text: text)
      if filter.after == nil { query.refuse("after", "this must be the next of the last page") }
    }
    try query.finish()
    return filter
  }

  private static func one(_ exchange: Exchange) throws -> HTTPResponse {
    let number = try exchange.ticketNumber()
    guard let found = try exchange.service.callback(of: number) else {
      throw WebProblem.noCallback
    }
    return .json(exchange.documents.callback(found.record, history: found.history))
  }

  private static func acknowledge(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try BodyReader(of: exchange.request)
    let actor = try exchange.actor(&body)
    try body.finish()
    try exchange.act(.acknowledge, by: actor, reply)
  }

  private static func attempt(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try BodyReader(of: exchange.request)
    let actor = try exchange.actor(&body)
    let outcome = body.word("outcome", AttemptOutcome.self)
    if outcome == nil, !body.errors.contains(where: { $0.place == .pointer("/outcome") }) {
      body.refuse("outcome", "this is missing")
    }
    let report = CallbackAction.AttemptReport(
      outcome: outcome ?? .ringing, at: body.moment("at"),
      minutes: body.integer("minutes", in: 0...CallbackAction.minutesMax),
      note: body.text("note", scalarsMax: CallbackAction.noteScalarsMax))
    try body.finish()
    try exchange.act(.attempt(report), by: actor, reply)
  }
}

extension Exchange {
  /// What things look like now.
  var documents: RequestDocuments {
    RequestDocuments(inForce: service.inForce, now: service.now)
  }

  /// - Throws: 404 for what can't be a ticket's number.
  func ticketNumber() throws(WebProblem) -> TicketNumber {
    guard let text = values["ticket"], text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(text)
    else { throw .noTicket }
    return TicketNumber(number)
  }

  /// As whom the visitor acts: an engineer as their own person; a manager as the person named, else as
  /// their own.
  fileprivate func actor(_ body: inout BodyReader) throws(WebProblem) -> Actor {
    let named = body.text("as", scalarsMax: 200)
    guard let visitor, visitor.role == .manager else {
      if named != nil { throw WebProblem(403, "only a manager may act as somebody else") }
      guard let person = visitor?.person else {
        throw WebProblem(403, "the token names no person")
      }
      return Actor(person: person, door: .api)
    }
    if let named {
      if let person = service.inForce.person(named) {
        return Actor(person: person.name, door: .api)
      }
      body.refuse("as", "this names nobody in the rota files")
    } else if let person = visitor.person {
      return Actor(person: person, door: .api)
    } else if body.errors.isEmpty {
      body.refuse("as", "this is missing: the manager's token names no person to act as")
    }
    return Actor(person: Name(""), door: .api)
  }

  /// Does the action once for its `Idempotency-Key`, and answers with the callback.
  fileprivate func act(
    _ action: CallbackAction, by actor: Actor,
    _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws(WebProblem) {
    let number = try ticketNumber()
    let key = try idempotencyKey()
    let service = service
    service.write { core in
      try core.once(key) {
        let receipt = try core.act(action, on: number, by: actor)
        let documents = RequestDocuments(inForce: core.inForce, now: core.freezeNow())
        switch receipt {
        case .done(let record):
          let history = try core.history(of: number)
          return PostReply(
            status: 200, body: documents.callback(record, history: history).text)
        case .refused(let refusal):
          return PostReply(WebProblem(refusal))
        case .noCallback:
          return PostReply(WebProblem.noCallback)
        }
      }
    } then: { result in
      switch result {
      case .success(let made): reply(made.response)
      case .failure(let fault): reply(WebProblem(fault: fault).response)
      }
    }
  }

  /// - Throws: 422 for a key that is too long or empty.
  fileprivate func idempotencyKey() throws(WebProblem) -> IdempotencyKey? {
    guard let key = request.fields["Idempotency-Key"] else { return nil }
    guard IdempotencyKey.characters.contains(key.unicodeScalars.count) else {
      throw WebProblem(
        422, "an Idempotency-Key has 1 to \(IdempotencyKey.characters.upperBound) characters")
    }
    let content = request.path + "\n" + String(decoding: request.body, as: UTF8.self)
    return IdempotencyKey(token: visitor?.name ?? "", key: key, content: content)
  }
}

extension WebProblem {
  static let noTicket = WebProblem(404, "there is no ticket of this number")
  static let noCallback = WebProblem(404, "this ticket has no callback")

  fileprivate init(_ refusal: CallbackRefusal) {
    switch refusal {
    case .over, .triedTooSeldom: self.init(409, refusal.detail)
    case .attemptBeforeArrival, .attemptAheadOfNow, .promiseNotAhead, .promiseTooFarAhead:
      self.init(
        422, refusal.detail,
        errors: [FieldError(place: .pointer("/at"), detail: refusal.detail)])
    }
  }
}

extension PostReply {
  fileprivate init(_ problem: WebProblem) {
    self.init(status: problem.status, body: problem.document.text)
  }

  fileprivate var response: HTTPResponse {
    .text(
      body, type: status < 400 ? "application/json" : "application/problem+json", status: status)
  }
}

extension CallbackCursor {
  var text: String { "\(dueAt.microseconds)-\(id.value)" }

  init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let due = Int64(parts[0]), let id = Int64(parts[1]) else { return nil }
    self.init(dueAt: Moment(microseconds: due), id: CallbackID(id))
  }
}

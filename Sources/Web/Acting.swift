import Callbacks
import CivilTime
import Documents
import HTTPServer
import Rota
import Service

// A person's deed on a callback: as whom, on which ticket, and once for its key (spec: http-api.md,
// "Callbacks").

extension Exchange {
  /// What things look like now.
  var documents: RequestDocuments {
    RequestDocuments(inForce: service.inForce, now: service.now)
  }

  /// - Throws: 404 for what can't be a ticket's number.
  func ticketNumber() throws(WebProblem) -> TicketNumber {
    guard let text = values["ticket"], text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(text), number > 0
    else { throw .noTicket }
    return TicketNumber(number)
  }

  /// As whom the visitor acts: an engineer as their own person; a manager as the person named, else as
  /// their own.
  func actor(_ body: inout InputReader) throws(WebProblem) -> Actor? {
    guard let visitor, visitor.role == .manager else {
      if body.isGiven(CallbackRoutes.asPerson) {
        throw WebProblem(403, "only a manager may act as somebody else")
      }
      return visitor?.person.map { Actor(person: $0, door: .api) }
    }
    if body.isGiven(CallbackRoutes.asPerson) {
      guard let named = body.value(of: CallbackRoutes.asPerson) else { return nil }
      if let person = service.inForce.person(named) {
        return Actor(person: person.name, door: .api)
      }
      body.refuse(CallbackRoutes.asPerson, "this names nobody in the rota files")
    } else if let person = visitor.person {
      return Actor(person: person, door: .api)
    } else {
      body.refuse(
        CallbackRoutes.asPerson, "this is missing: the manager's token names no person to act as")
    }
    return nil
  }

  /// Does the action once for its `Idempotency-Key`, and answers with the callback.
  func act(
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
  func idempotencyKey() throws(WebProblem) -> IdempotencyKey? {
    guard let key = request.fields["Idempotency-Key"] else { return nil }
    guard IdempotencyKey.characters.contains(key.unicodeScalars.count) else {
      throw WebProblem(
        422, "an Idempotency-Key has 1 to \(IdempotencyKey.characters.upperBound) characters")
    }
    let content = request.path + "\n" + String(decoding: request.body, as: UTF8.self)
    return IdempotencyKey(token: visitor?.name ?? "", key: key, content: content)
  }
}

extension RequestDocuments {
  init(inForce: InForce, now: Moment) {
    self.init(zone: inForce.zone, firstStep: inForce.firstStep(at: now), now: now)
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
  init(_ problem: WebProblem) {
    self.init(status: problem.status, body: problem.document.text)
  }

  var response: HTTPResponse {
    .text(
      body, type: status < 400 ? MediaType.json : MediaType.problem, status: status)
  }
}

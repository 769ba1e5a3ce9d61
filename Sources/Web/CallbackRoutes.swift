import Callbacks
import CivilTime
import Documents
import HTTPServer
import Rota
import Service

/// What is owed, and what people do about it (spec: http-api.md, "Callbacks").
enum CallbackRoutes {
  static let routes = [
    Route(
      "GET", "/v1/callbacks", "The callbacks, by their deadline.", roles: staff,
      query: [status, owner, person, overdue, limit, after],
      answers: [.json(200, "A page of them.", "CallbackPage")], .now(list)),
    Route(
      "GET", "/v1/callbacks/{ticket}",
      "The ticket's open callback, else its latest, with its history.", roles: staff,
      answers: [.json(200, "The callback.", "CallbackAlone")], .now(one)),
    action("acknowledge", "Takes a callback on: it is yours.", [], acknowledge),
    action(
      "attempts", "Writes down that a person rang.", [outcome, rangAt, minutes, note], attempt),
    action(
      "promise", "Writes down the time that caller and engineer agreed on.", [promisedAt, note],
      promise),
    action(
      "hand-over", "Hands it to a person, to who is on call, or to the desk.", [handTo, note],
      handOver),
    action("cancel", "Nobody need ring any more.", [reason], cancel),
    action("urgency", "Raises or lowers the urgency.", [urgency, note], setUrgency),
  ]

  static let staff: Set<Role> = [.engineer, .manager]

  private static let status = Field(
    "status", .statuses, "One or more, with commas; `open` is the first two.")
  private static let owner = Field("owner", .word(Owner.self), "Who owes them.")
  private static let person = Field("person", .anyText, "Those held by that person.")
  private static let overdue = Field("overdue", .truth, "Late, or not late.")
  private static let limit = Field(
    "limit", .integer(in: CallbackFilter.limits, standard: CallbackFilter.limitDefault),
    "How many at the most.")
  private static let after = Field("after", .cursor, "The `next` of the last page.")

  static let asPerson = Field(
    "as", .text(scalars: 1...200),
    "For managers alone: the person for whom it is done. A token without a person must name one.")
  private static let outcome = Field(
    "outcome", .word(AttemptOutcome.self), "How it went.", isRequired: true)
  private static let rangAt = Field(
    "at", .moment, "When they rang; without it, now less `minutes`.")
  private static let minutes = Field(
    "minutes", .integer(in: 0...CallbackAction.minutesMax), "How long it took.")
  private static let note = Field(
    "note", .text(scalars: 0...CallbackAction.noteScalarsMax), "In words.")

  private static let promisedAt = Field(
    "at", .moment, "The agreed time: later than now, at most 30 days ahead.", isRequired: true)
  private static let handTo = Field(
    "to", .text(scalars: 1...200), "A person of the rota files, `rota`, or `desk`.",
    isRequired: true)
  private static let reason = Field(
    "reason", .text(scalars: 1...CallbackAction.noteScalarsMax), "Why.", isRequired: true)
  private static let urgency = Field(
    "urgency", .word(Urgency.self), "How soon the caller needs somebody.", isRequired: true)

  /// A person's deed on a callback: they answer alike.
  private static func action(
    _ name: String, _ summary: String, _ fields: [any DeclaredField],
    _ handler:
      @escaping @Sendable (Exchange, @escaping @Sendable (HTTPResponse) -> Void) throws -> Void
  ) -> Route {
    Route(
      "POST", "/v1/callbacks/{ticket}/" + name, summary, roles: staff,
      body: .members(fields + [asPerson]), takesKey: true,
      answers: [
        .json(200, "The callback as it is now.", "CallbackAlone"),
        .problem(409, "Its state does not allow it."),
      ], .later(handler))
  }

  /// The same for all who may ask: their wall boards ask it again and again.
  private static func list(_ exchange: Exchange) throws -> HTTPResponse {
    let question = "callbacks?" + (exchange.request.rawQuery ?? "")
    return try exchange.kept.answer(to: question, of: exchange.service) { try listNow(exchange) }
  }

  private static func listNow(_ exchange: Exchange) throws -> HTTPResponse {
    var query = exchange.query
    var filter = CallbackFilter()
    if let statuses = query.value(of: status) { filter.statuses = statuses }
    filter.owner = query.value(of: owner)
    // As the files write it, however it was asked for; somebody who has left is still found.
    filter.person = query.value(of: person).map {
      exchange.service.inForce.person(Name($0))?.name ?? Name($0)
    }
    filter.isOverdue = query.value(of: overdue)
    if let limit = query.value(of: limit) { filter.limit = limit }
    filter.after = query.value(of: after)
    try query.finish()
    let page = try exchange.service.callbacks(filter)
    return .json([
      "callbacks": .array(page.records.map(exchange.documents.callback)),
      "next": JSON(page.next?.text),
      "calls_without_end": exchange.documents.calls(
        try exchange.service.callsWithoutEnd()),
    ])
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
    var body = try exchange.body()
    let actor = try exchange.actor(&body)
    try exchange.act(.acknowledge, by: try body.finish(with: actor), reply)
  }

  private static func attempt(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let actor = try exchange.actor(&body)
    let (outcome, at) = (body.value(of: outcome), body.value(of: rangAt))
    let (minutes, note) = (body.value(of: minutes), body.value(of: note))
    let report = CallbackAction.AttemptReport(
      outcome: try body.finish(with: outcome), at: at, minutes: minutes, note: note)
    try exchange.act(.attempt(report), by: try body.finish(with: actor), reply)
  }

  private static func promise(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let actor = try exchange.actor(&body)
    let (at, note) = (body.value(of: promisedAt), body.value(of: note))
    let action = CallbackAction.promise(try body.finish(with: at), note: note)
    try exchange.act(action, by: try body.finish(with: actor), reply)
  }

  private static func handOver(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let actor = try exchange.actor(&body)
    let (to, note) = (body.value(of: handTo), body.value(of: note))
    var target: CallbackAction.HandOverTarget?
    switch to {
    case "rota": target = .rota
    case "desk": target = .desk
    case let name?:
      target = exchange.service.inForce.person(Name(name)).map { .person($0.name) }
      if target == nil {
        body.refuse(handTo, "this names nobody in the rota files, nor is it rota or desk")
      }
    case nil: break
    }
    let action = CallbackAction.handOver(try body.finish(with: target), note: note)
    try exchange.act(action, by: try body.finish(with: actor), reply)
  }

  private static func cancel(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let actor = try exchange.actor(&body)
    let reason = body.value(of: reason)
    let action = CallbackAction.cancel(reason: try body.finish(with: reason))
    try exchange.act(action, by: try body.finish(with: actor), reply)
  }

  private static func setUrgency(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let actor = try exchange.actor(&body)
    let (urgency, note) = (body.value(of: urgency), body.value(of: note))
    let action = CallbackAction.urgency(try body.finish(with: urgency), note: note)
    try exchange.act(action, by: try body.finish(with: actor), reply)
  }
}

extension Kind<Set<CallbackStatus>> {
  /// Several with commas between.
  static let statuses = Kind(
    schema: [
      "type": "array", "minItems": 1,
      "items": ["enum": JSON(CallbackStatus.allCases.map(\.rawValue) + ["open"])],
      "default": ["open"],
    ],
    words: "one or more of pending, acknowledged, completed, cancelled, open"
  ) { text in
    var statuses: Set<CallbackStatus> = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      if word == "open" {
        statuses.formUnion([.pending, .acknowledged])
      } else if let status = CallbackStatus(rawValue: String(word)) {
        statuses.insert(status)
      } else {
        return nil
      }
    }
    return statuses
  }
}

extension Kind<CallbackCursor> {
  static let cursor = Kind(
    schema: ["type": "string", "pattern": "^[0-9]{1,18}-[0-9]{1,18}$"],
    words: "the next of the last page"
  ) { CallbackCursor(text: $0) }
}

extension CallbackCursor {
  var text: String { "\(dueAt.microseconds)-\(id.value)" }

  init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard areDigits, parts.count == 2, let due = Int64(parts[0]), let id = Int64(parts[1]) else {
      return nil
    }
    self.init(dueAt: Moment(microseconds: due), id: CallbackID(id))
  }
}

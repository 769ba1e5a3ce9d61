import Callbacks
import CivilTime
import Documents
import HTTPServer
import Service

/// The manager's hand on the switch (spec: http-api.md, `/v1/desk/closed`).
enum DeskRoutes {
  static let routes = [
    Route(
      "POST", "/v1/desk/closed", "Closes the desk by hand until a time: a fire drill.",
      roles: [.manager], body: .members([until, reason]), takesKey: true,
      answers: [.json(201, "The closing.", "DeskClosed")], .later(close)),
    Route(
      "DELETE", "/v1/desk/closed", "Opens it again.", roles: [.manager],
      answers: [Route.Answer(status: 204, words: "It is open again, by its hours.", media: [])],
      .later(reopen)),
  ]

  private static let until = Field(
    "until", .moment, "Later than now, at most 7 days ahead.", isRequired: true)
  private static let reason = Field(
    "reason", .text(scalars: 1...ClosingByHand.reasonScalarsMax), "Why, as callers hear it.",
    isRequired: true)

  private static func close(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let (until, reason) = (body.value(of: until), body.value(of: reason))
    let now = exchange.service.now
    if let until, until <= now || until > now + ClosingByHand.aheadMax {
      body.refuse(DeskRoutes.until, "this must be later than now, and at most 7 days ahead")
    }
    let end = try body.finish(with: until)
    let closing = ClosingByHand(
      range: min(now, end)..<end, reason: try body.finish(with: reason),
      by: exchange.visitor?.name ?? "")
    let (key, zone) = (try exchange.idempotencyKey(), exchange.service.inForce.zone)
    exchange.service.write { core in
      try core.once(key) {
        try core.close(closing)
        let document: JSON = [
          "until": JSON.time(end, in: zone), "reason": .string(closing.reason),
        ]
        return PostReply(status: 201, body: document.text)
      }
    } then: { result in
      switch result {
      case .success(let made): reply(made.response)
      case .failure(let fault): reply(WebProblem(fault: fault).response)
      }
    }
  }

  private static func reopen(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) {
    exchange.service.write { core in
      try core.reopen()
    } then: { result in
      switch result {
      case .success: reply(HTTPResponse(status: 204))
      case .failure(let fault): reply(WebProblem(fault: fault).response)
      }
    }
  }
}

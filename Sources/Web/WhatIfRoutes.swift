import Callbacks
import CivilTime
import Documents
import HTTPServer
import Rota
import Service

/// What would happen to a call that came at some time (spec: http-api.md, `/v1/what-if`).
enum WhatIfRoutes {
  static let routes = [
    Route(
      "POST", "/v1/what-if",
      "What would happen to a call that came then, if nobody acted on it. Nothing of it is kept.",
      roles: HoursRoutes.readers, body: .members([at, urgency, from]), takesKey: true,
      answers: [.json(200, "What happens, in time order.", "WhatIf")], .later(whatIf))
  ]

  private static let at = Field(
    "at", .calendarMoment, "When the call comes; what has passed goes by the files of then.",
    isRequired: true)
  private static let urgency = Field("urgency", .word(Urgency.self), "Without it: normal.")
  private static let from = Field(
    "from", .text(scalars: 0...CallEventLimits.numberScalarsMax),
    "The caller's number as a call event has it; without it, an ordinary one.")

  static let schema = Schema.object([
    "events": Schema.list(
      of: Schema.object([
        "at": Schema.time, "what": Schema.word(WhatIf.What.self), "people": Schema.texts,
        "text": Schema.text,
      ]))
  ])

  /// Nothing need be written but for the answer to a POST that bears a key.
  private static func whatIf(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let inForce = exchange.service.inForce
    let at = body.calendarMoment(of: at, in: inForce.zone)
    let (urgency, from) = (body.value(of: urgency), body.value(of: from))
    let moment = try body.finish(with: at)
    let isPast = moment < inForce.since
    let configuration =
      isPast
      ? try exchange.service.timeline().configuration(at: moment) : inForce.configuration
    let whatIf = WhatIf(
      callAt: moment, urgency: urgency, from: from, configuration: configuration,
      closing: inForce.closing,
      onCall: isPast ? OnCallTable(configuration, in: moment..<moment) : inForce.onCall,
      client: inForce.client)
    let answer = PostReply(status: 200, body: JSON.whatIf(whatIf, in: inForce.zone).text)
    guard let key = try exchange.idempotencyKey() else { return reply(answer.response) }
    exchange.service.write { core in
      try core.once(key) { answer }
    } then: { result in
      switch result {
      case .success(let kept): reply(kept.response)
      case .failure(let fault): reply(WebProblem(fault: fault).response)
      }
    }
  }
}

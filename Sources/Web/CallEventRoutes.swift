import Callbacks
import CivilTime
import Documents
import HTTPServer
import Service

/// The telephony system's door (spec: http-api.md, "Call events").
enum CallEventRoutes {
  static let routes = [
    Route(
      "POST", "/v1/call-events", "The telephony system tells what happens to a call.",
      roles: [.telephony], query: [CallAnswerForm.parameter],
      body: .media([
        Route.Media(MediaType.json, Schema.named("CallEvent"), example: Examples.all["CallEvent"]),
        Route.Media(MediaType.form, Schema.named("CallEventForm")),
      ]),
      answers: [
        CallAnswerForm.answer(201, "A new event, on disk now."),
        CallAnswerForm.answer(200, "An event seen before: its first answer again."),
        .problem(409, "The `event_id` is known with other content."),
      ], .later(post)),
    Route(
      "GET", "/v1/refused", "The bodies of call events that were refused, kept aside whole.",
      roles: [.manager], answers: [.json(200, "The newest first.", "Refused")], .now(refused)),
  ]

  private static func post(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) {
    let post: CallPost
    do {
      let body = try CallEventBody(of: exchange.request)
      post = CallPost(
        event: try CallEvent(fields: body.fields), content: body.content,
        poster: exchange.visitor?.name ?? "")
    } catch let refusal as CallEventRefusal {
      return refuse(problem(of: refusal), exchange, reply)
    } catch {
      return refuse(WebProblem(fault: error), exchange, reply)
    }
    let zone = exchange.service.inForce.zone
    exchange.service.write { core in
      try core.receive(post)
    } then: { result in
      switch result {
      case .success(.taken(let answer)):
        reply(CallAnswerForm.asked(by: exchange.request).response(answer, in: zone))
      case .success(.conflict):
        refuse(
          WebProblem(409, "this event_id came with other content before; use a new one"),
          exchange, reply)
      case .failure(let fault):
        reply(WebProblem(fault: fault).response)
      }
    }
  }

  /// Refuses a body, and keeps it aside whole: it may be a call that somebody is owed.
  private static func refuse(
    _ problem: WebProblem, _ exchange: Exchange,
    _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) {
    let (body, poster) = (exchange.request.body, exchange.visitor?.name ?? "")
    let errors =
      problem.errors.isEmpty
      ? JSON.array([["detail": .string(problem.detail)]]).text : problem.errorList.text
    exchange.service.write { core in
      try core.keepAside(body, poster: poster, errors: errors)
    } then: { result in
      switch result {
      case .success: reply(problem.response)
      case .failure(let fault): reply(WebProblem(fault: fault).response)
      }
    }
  }

  private static func problem(of refusal: CallEventRefusal) -> WebProblem {
    WebProblem(
      422, "this is no call event; the body is kept aside for the manager",
      errors: refusal.faults.map { fault in
        WebProblem.FieldError(
          place: .pointer("/" + fault.field.replacing(".", with: "/")), detail: fault.detail)
      })
  }

  private static func refused(_ exchange: Exchange) throws -> HTTPResponse {
    let zone = exchange.service.inForce.zone
    let bodies = try exchange.service.refusedBodies()
    let mails = try exchange.service.mailsAside(bytesMax: WebInterface.bodyBytesMax).map { mail in
      RefusedBody(
        at: mail.at, poster: mail.poster, body: mail.bytes,
        errors: JSON.array([["detail": .string("unreadable email: \(mail.reason)")]]).text)
    }
    return .json([
      "refused": .array(
        (bodies + mails).sorted { $0.at > $1.at }.map { refused in
          [
            "at": JSON.time(refused.at, in: zone), "token": .string(refused.poster),
            "body": .string(String(decoding: refused.body, as: UTF8.self)),
            "errors": (try? SentJSON(Array(refused.errors.utf8)).written) ?? [],
          ]
        })
    ])
  }
}

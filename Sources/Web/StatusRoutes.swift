import Callbacks
import Documents
import HTTPServer
import Pages
import Rota
import Service

/// The service's status (spec: clients-and-status.md, "Service status").
enum StatusRoutes {
  static let routes = [
    Route(
      "GET", "/v1/status", "What is wrong now, and was in the last 14 days.", roles: nil,
      answers: [.json(200, "The newest first.", "Status")], .now(list)),
    Route(
      "POST", "/v1/status",
      "Posts a notice, or goes on with the open one until it is resolved.",
      roles: CallbackRoutes.staff, body: .members([state, text, says, notice, another]),
      takesKey: true,
      answers: [
        .json(201, "The notice as it is now.", "StatusNotice"),
        .problem(409, "Nothing is open, or several are and none is named."),
      ], .later(post)),
    Route(
      "GET", "/status", "The same as a page.", roles: nil,
      answers: [media(MediaType.html)], .now { try page($0).html }),
    Route(
      "GET", "/status.atom", "The same as a feed (RFC 4287).", roles: nil,
      answers: [media(MediaType.atom)], .now { try page($0).atom }),
  ]

  static let schemas = [
    JSON.Member("StatusNotice", schema),
    JSON.Member(
      "Status", Schema.object(["notices": Schema.list(of: Schema.named("StatusNotice"))])),
  ]

  private static let schema = Schema.object([
    "number": Schema.integer, "open": Schema.truth, "state": Schema.word(ServiceState.self),
    "text": Schema.text, "says": Schema.orNull(Schema.text), "since": Schema.time,
    "updated_at": Schema.time,
    "updates": Schema.list(
      of: Schema.object([
        "at": Schema.time, "state": Schema.word(ServiceState.self), "text": Schema.text,
      ])),
  ])

  private static func media(_ type: String) -> Route.Answer {
    Route.Answer(
      status: 200, words: "What is wrong now, and was in the last 14 days.",
      media: [Route.Media(type, Schema.text)])
  }

  private static let state = Field(
    "state", .word(ServiceState.self), "How far the desk is.", isRequired: true)
  private static let text = Field(
    "text", .text(scalars: 1...StatusNotice.textScalarsMax), "What everybody may read.",
    isRequired: true)
  private static let says = Field(
    "says", .text(scalars: 0...StatusNotice.saysScalarsMax),
    "What new callers hear first, while it is open; without it, what it said stays; empty: nothing."
  )
  private static let notice = Field(
    "notice", .integer(in: 1...Int(Int32.max)),
    "The notice that is gone on with; without it, the open one, or a new one when none is open.")
  private static let another = Field(
    "new", .truth, "Whether it begins another notice though one is open.")

  private static func list(_ exchange: Exchange) throws -> HTTPResponse {
    let documents = StatusDocuments(zone: exchange.service.inForce.zone)
    return .json(documents.notices(try exchange.service.statusNotices()))
  }

  private static func page(_ exchange: Exchange) throws -> StatusPage {
    let inForce = exchange.service.inForce
    return StatusPage(
      notices: try exchange.service.statusNotices(), desk: inForce.configuration.desk.name,
      zone: inForce.zone,
      words: PageWords(inForce.configuration, now: exchange.service.now))
  }

  private static func post(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    var body = try exchange.body()
    let (state, text) = (body.value(of: state), body.value(of: text))
    let (says, number) = (body.value(of: says), body.value(of: notice))
    let isNew = body.value(of: another) ?? false
    if isNew, number != nil { body.refuse(another, "a new notice has no number yet") }
    let subject: StatusPost.Subject =
      isNew ? .another : number.map { .notice(Int64($0)) } ?? .theOpenOne
    let post = StatusPost(
      state: try body.finish(with: state), text: try body.finish(with: text), says: says,
      subject: subject)
    let who = exchange.visitor?.person?.text ?? exchange.visitor?.name ?? ""
    let (key, zone) = (try exchange.idempotencyKey(), exchange.service.inForce.zone)
    exchange.service.write { core in
      try core.once(key) {
        switch try core.post(post, by: who) {
        case .done(let notice):
          return PostReply(status: 201, body: StatusDocuments(zone: zone).notice(notice).text)
        case .refused(let refusal): return PostReply(WebProblem(409, refusal.detail))
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

import Callbacks
import HTTPServer
import Pages
import Rota
import Service

/// What the buttons of a card do: the very actions of `/v1/callbacks`, by the pages' doors.
enum CardDeed {
  typealias Reply = @Sendable (HTTPResponse) -> Void

  static func onTicket(_ exchange: Exchange, _ reply: @escaping Reply) {
    do {
      let form = try SentForm(of: exchange.request)
      guard let session = try PageSession(of: exchange) else { throw SentForm.notOurs }
      try form.requireProof(of: session.secret.text)
      guard let person = session.visitor.person else {
        throw WebProblem(403, "your token names no person to act as")
      }
      let (deed, number) = (try deed(of: form), try exchange.ticketNumber())
      let actor = Actor(person: person, door: .page)
      let key = try key(of: form, deed, who: "page \(session.visitor.name)", exchange)
      perform(key, to: "/", exchange.service, reply) { core in
        try core.act(deed.action, on: number, by: actor)
      }
    } catch {
      reply(PageAnswer.fault(error))
    }
  }

  static func throughLink(_ exchange: Exchange, _ reply: @escaping Reply) {
    do {
      let form = try SentForm(of: exchange.request)
      let token = exchange.values["token"] ?? ""
      try form.requireProof(of: token)
      guard let link = try exchange.service.noticeLink(token) else { throw WebProblem.linkIsOver }
      let deed = try deed(of: form)
      let who = "link \(link.callback.value) \(link.person.text)"
      let key = try key(of: form, deed, who: who, exchange)
      perform(key, to: "/n/\(token)", exchange.service, reply) { core in
        try core.act(deed.action, throughLink: token)
      }
    } catch {
      reply(PageAnswer.fault(error))
    }
  }

  private static func deed(of form: SentForm) throws(WebProblem) -> Deed {
    guard let deed = form[Deed.fieldName].flatMap({ Deed(rawValue: $0) }) else {
      throw WebProblem(422, "the form names no button of ours")
    }
    return deed
  }

  /// The page's key serves each of its buttons: a second tap of the same one does nothing more.
  private static func key(
    of form: SentForm, _ deed: Deed, who: String, _ exchange: Exchange
  ) throws(WebProblem) -> IdempotencyKey {
    guard let key = form[FormSeal.keyName],
      IdempotencyKey.characters.contains(key.unicodeScalars.count)
    else { throw WebProblem(422, "the form has no key; open the board anew") }
    let content = (exchange.values["ticket"] ?? "link") + " " + deed.rawValue
    return IdempotencyKey(token: who, key: "\(key) \(content)", content: content)
  }

  private static func perform(
    _ key: IdempotencyKey, to path: String, _ service: CallbackService, _ reply: @escaping Reply,
    _ act: @escaping @Sendable (ServiceCore) throws -> ActionReceipt
  ) {
    service.write { core in
      try core.once(key) {
        switch try act(core) {
        case .done: PostReply(status: 303, body: "")
        case .refused(let refusal): PostReply(status: 409, body: refusal.detail)
        case .noCallback: PostReply(status: 404, body: WebProblem.noCallback.detail)
        }
      }
    } then: { result in
      switch result {
      case .success(let made) where made.status == 303: reply(PageAnswer.seeOther(path))
      case .success(let made): reply(PageAnswer.fault(WebProblem(made.status, made.body)))
      case .failure(let fault): reply(PageAnswer.fault(fault))
      }
    }
  }
}

import Callbacks
import Digests
import HTTPServer
import Pages
import Rota
import Service

/// The links in notices (spec: board.md). Whoever has one is its person, on its callback, and nothing else;
/// the forms' secret is worked out from it, so that no other page can send them.
enum NoticePageRoutes {
  static let routes = [
    Route(
      "GET", "/n/{token}", "The callback of a notice's link; opening it changes nothing.",
      roles: nil, isPage: true,
      answers: [PageRoutes.html(200, "The callback."), over], .now(show)),
    Route(
      "POST", "/n/{token}", "A button of the link's callback.", roles: nil, body: form,
      isPage: true, answers: answers,
      .later { exchange, reply in
        let form = try sent(exchange)
        guard let press = form.press else { throw WebProblem(422, "the form names no button") }
        let (action, ifFree) = press.deed
        try act(action, ifFree: ifFree, said: press.rawValue, exchange, form, reply)
      }),
    Route(
      "POST", "/n/{token}/{deed}", "A form of the link's callback.", roles: nil, body: form,
      isPage: true, answers: answers,
      .later { exchange, reply in
        let form = try sent(exchange)
        let deed = exchange.values["deed"] ?? ""
        guard let action = try form.callbackAction(deed, exchange.service) else {
          throw WebProblem.notFound
        }
        try act(action, ifFree: false, said: deed, exchange, form, reply)
      }),
  ]

  private static let form = Route.Body.media([Route.Media(MediaType.form, Schema.text)])
  private static let over = PageRoutes.html(404, "The link opens nothing any more.")
  private static let answers = [PageRoutes.goesOn, over]

  private static func show(_ exchange: Exchange) throws -> HTTPResponse {
    let (service, secret) = (exchange.service, exchange.values["token"] ?? "")
    let inForce = service.inForce
    guard let link = try service.noticeLink(secret), let person = inForce.person(link.person),
      let found = try service.callback(of: link.ticket), found.record.callback.id == link.callback
    else {
      let note = DeedNote(exchange.request.query, inForce)?.note
      let page = MessagePage(
        "Nothing to do here",
        (note.map { $0.text + " " } ?? "")
          + "This link opens nothing: its callback is done with, or it never was one.")
      return PageAnswer.page(page.document, status: note == nil ? 404 : 200)
    }
    let page = NoticePage(
      found.record, for: person, people: inForce.configuration.people,
      opening: service.nextOpening, secret: secret,
      words: PageWords(inForce.configuration, now: service.now),
      forms: FormSecrets(
        session: PageSession.formSecret(ofCookie: secret), key: service.newFormKey))
    return PageAnswer.page(page.document(DeedNote(exchange.request.query, inForce)?.note))
  }

  /// - Throws: 403 for a form that is not of the link's own page.
  private static func sent(_ exchange: Exchange) throws(WebProblem) -> PageForm {
    let form = try PageForm(exchange)
    let own = PageSession.formSecret(ofCookie: exchange.values["token"] ?? "")
    guard let given = form[FormSecrets.sessionField],
      areEqualInConstantTime(Array(given.utf8), Array(own.utf8))
    else { throw WebProblem(403, "this form is not of the link's own page; open the link again") }
    return form
  }

  private static func act(
    _ action: CallbackAction, ifFree: Bool, said: String, _ exchange: Exchange, _ form: PageForm,
    _ reply: @escaping PageRoutes.Reply
  ) throws {
    let secret = exchange.values["token"] ?? ""
    guard let link = try exchange.service.noticeLink(secret) else {
      throw WebProblem(404, "this link opens nothing any more: its callback is done with")
    }
    // The secret itself is kept nowhere, in no answer either.
    let owner = "page link " + Hex.encode(SHA256.digest(of: Array(secret.utf8)).bytes)
    let key = try form.key(path: "/n/" + (exchange.values["deed"] ?? ""), owner: owner)
    let request = exchange.request
    exchange.service.write { core in
      try core.once(key) {
        let receipt = try core.press(action, ifFree: ifFree, throughLink: secret)
        let note = DeedNote(receipt, said: said, ticket: link.ticket)
        return PostReply(status: 303, body: note.address(on: ""))
      }
    } then: { result in
      switch result {
      case .success(let made): reply(PageAnswer.goTo("/n/" + secret + made.body))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
      }
    }
  }
}

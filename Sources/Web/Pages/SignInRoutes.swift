import Callbacks
import CivilTime
import HTTPServer
import Pages
import Rota
import Service

/// Coming in and going out (spec: board.md, "Signing in"). The way in with a wrong token is slowed down as
/// that of the interface is.
enum SignInRoutes {
  static let routes = [
    Route(
      "POST", "/sign-in", "Signs in with a token.", roles: nil, body: formBody, isPage: true,
      answers: answers, .later(withToken)),
    Route(
      "GET", "/sign-in/{secret}", "Where a link of one use leads; opening it changes nothing.",
      roles: nil, isPage: true,
      answers: [PageRoutes.html(200, "A button that signs in."), refused], .now(linkPage)),
    Route(
      "POST", "/sign-in/{secret}", "Signs in with a link of one use.", roles: nil, body: formBody,
      isPage: true, answers: answers, .later(withLink)),
    PageRoutes.form("/sign-out", "Ends the session.") { visit, _, reply in
      let (session, isSecure) = (visit.session, visit.service.isSecure)
      visit.service.write { core in
        try core.signOut(session)
      } then: { result in
        switch result {
        case .success:
          var response = PageAnswer.goTo("/?note=out")
          response.fields.add("Set-Cookie", SessionCookie.set("", seconds: 0, isSecure: isSecure))
          reply(response)
        case .failure(let fault):
          reply(WebProblem(fault: fault).response(to: visit.exchange.request))
        }
      }
    },
    PageRoutes.page("/me", "Who is signed in, and as whom they act.") { visit in
      let words = PageWords(visit.service.inForce.configuration, now: visit.service.now)
      return PageAnswer.page(
        AccountPage(
          reader: visit.reader, people: visit.service.inForce.configuration.people,
          until: words.by(visit.session.endsAt)
        ).document)
    },
    PageRoutes.form("/me", "Says as whom a manager acts.", managersOnly: true, actAs),
  ]

  private static let formBody = Route.Body.media([Route.Media(MediaType.form, Schema.text)])
  private static let refused = PageRoutes.html(403, "It opens nothing.")
  private static let answers = [
    PageRoutes.goesOn, PageRoutes.html(401, "It is not known."),
    PageRoutes.html(403, "It opens no pages."),
  ]

  /// What the sign-in page says when something led to it.
  static func note(_ word: String?) -> PageNote? {
    switch word {
    case "ended":
      PageNote("Your session has ended. Sign in to go on; nothing was done.", isBad: true)
    case "out": PageNote("You are signed out.")
    case "wrong":
      PageNote("That token opens no pages. Engineers’ and managers’ tokens do.", isBad: true)
    case "used":
      PageNote("That link has been used, or is too old. Ask for a new one.", isBad: true)
    default: nil
    }
  }

  static func page(
    _ exchange: Exchange, note: PageNote?, to: String? = nil, status: Int = 200
  )
    -> HTTPResponse
  {
    let service = exchange.service
    let page = SignInPage(
      desk: service.inForce.configuration.desk.name,
      forms: FormSecrets(session: nil, key: service.newFormKey),
      to: to.flatMap { Link.isOwn($0) ? $0 : nil }, note: note)
    return PageAnswer.page(page.document, status: status)
  }

  private static func withToken(
    _ exchange: Exchange, _ reply: @escaping PageRoutes.Reply
  ) throws {
    let form = try PageForm(exchange)
    let token = form.words("token") ?? ""
    let to = form["to"].flatMap { Link.isOwn($0) ? $0 : nil } ?? "/"
    let isKnown = try !exchange.service.tokens([Array(token.utf8)]).isEmpty
    try signIn(exchange, isKnown: isKnown, to: to, wrong: "wrong", reply) {
      try $0.signIn(token: token)
    }
  }

  private static func withLink(
    _ exchange: Exchange, _ reply: @escaping PageRoutes.Reply
  ) throws {
    _ = try PageForm(exchange)
    let secret = exchange.values["secret"] ?? ""
    let isKnown = try exchange.service.signInLink(secret) != nil
    try signIn(exchange, isKnown: isKnown, to: "/", wrong: "used", reply) {
      try $0.signIn(link: secret)
    }
  }

  private static func signIn(
    _ exchange: Exchange, isKnown: Bool, to: String, wrong: String,
    _ reply: @escaping PageRoutes.Reply,
    _ work: @escaping @Sendable (ServiceCore) throws -> String?
  ) throws {
    let back = to == "/" ? nil : to
    guard isKnown else {
      try exchange.access.countWrongToken(from: exchange.clientAddress, now: exchange.service.now)
      return reply(page(exchange, note: note(wrong), to: back, status: 401))
    }
    let refusal = page(exchange, note: note(wrong), to: back, status: 403)
    exchange.service.write { core in
      try work(core)
    } then: { result in
      switch result {
      case .success(let cookie?):
        var response = PageAnswer.goTo(to)
        response.fields.add(
          "Set-Cookie",
          SessionCookie.set(
            cookie, seconds: PageSession.lasts.wholeSeconds, isSecure: exchange.service.isSecure))
        reply(response)
      case .success(nil): reply(refusal)
      case .failure(let fault):
        reply(WebProblem(fault: fault).response(to: exchange.request))
      }
    }
  }

  private static func linkPage(_ exchange: Exchange) throws -> HTTPResponse {
    let secret = exchange.values["secret"] ?? ""
    guard let link = try exchange.service.signInLink(secret) else {
      try exchange.access.countWrongToken(from: exchange.clientAddress, now: exchange.service.now)
      return page(exchange, note: note("used"), status: 403)
    }
    let person = link.person.flatMap { exchange.service.inForce.person($0) }
    return PageAnswer.page(
      SignInLinkPage(
        person: person, token: secret,
        forms: FormSecrets(session: nil, key: exchange.service.newFormKey)
      ).document)
  }

  private static func actAs(
    _ visit: PageVisit, _ form: PageForm, _ reply: @escaping PageRoutes.Reply
  ) throws {
    guard let person = form["as"].flatMap({ visit.service.inForce.person(Name($0)) }) else {
      throw WebProblem(422, "this names nobody in the rota files")
    }
    let (session, request) = (visit.session, visit.exchange.request)
    visit.service.write { core in
      try core.act(as: person.name, in: session)
    } then: { result in
      switch result {
      case .success: reply(PageAnswer.goTo("/"))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
      }
    }
  }
}

extension Exchange {
  /// Whose wrong tokens are counted.
  var clientAddress: String { ClientAddress.of(request, trusting: service.trustedProxies) }
}

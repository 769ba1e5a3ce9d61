import Callbacks
import CivilTime
import HTTPServer
import Pages
import Rota
import Service

/// The beginning and the end of a session (spec: board.md, "Signing in").
enum SignIn {
  typealias Reply = @Sendable (HTTPResponse) -> Void

  static func signIn(_ exchange: Exchange, _ reply: @escaping Reply) {
    let service = exchange.service
    do {
      let token = try SentForm(of: exchange.request)["token"]?.filter { !$0.isWhitespace } ?? ""
      _ = try exchange.access.visitor(
        showing: token.isEmpty ? [] : [Array(token.utf8)],
        at: ClientAddress.of(exchange.request, trusting: exchange.service.trustedProxies),
        roles: CallbackRoutes.staff, service: service)
      let secret = SessionSecret(random: service.random)
      service.write { core in
        try core.signIn(secret, token: token)
      } then: { result in
        let cookie = PageSession.cookie(
          secret.text, seconds: SessionSecret.lasts.wholeSeconds, service: service)
        switch result {
        case .success: reply(PageAnswer.seeOther("/", cookie: cookie))
        case .failure(let fault): reply(PageAnswer.fault(fault))
        }
      }
    } catch {
      reply(refusal(error, desk: service.inForce.configuration.desk.name))
    }
  }

  private static func refusal(_ fault: any Error, desk: String) -> HTTPResponse {
    let words: String
    switch WebProblem(fault: fault).status {
    case 401: words = "This token is not known. Look whether all of it is there."
    case 403: words = "This token may not open the pages: an engineer's or a manager's may."
    case 429: words = "Too many wrong tokens came from here. Wait a minute."
    default: return PageAnswer.fault(fault)
    }
    var response = PageAnswer.fault(fault)
    let page = PageAnswer.of(.signIn(desk: desk, fault: words), status: response.status)
    response.body = page.body
    return response
  }

  static func signOut(_ exchange: Exchange, _ reply: @escaping Reply) {
    let service = exchange.service
    let gone = PageSession.cookie("", seconds: 0, service: service)
    do {
      let form = try SentForm(of: exchange.request)
      guard let secret = PageSession.secret(of: exchange.request) else {
        return reply(PageAnswer.seeOther("/", cookie: gone))
      }
      try form.requireProof(of: secret.text)
      service.write { core in
        try core.signOut(secret)
      } then: { result in
        switch result {
        case .success: reply(PageAnswer.seeOther("/", cookie: gone))
        case .failure(let fault): reply(PageAnswer.fault(fault))
        }
      }
    } catch {
      reply(PageAnswer.fault(error))
    }
  }
}

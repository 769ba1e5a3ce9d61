import Callbacks
import Digests
import HTTPServer
import Pages
import Rota
import Service

/// Somebody of a client's looks at a client page.
struct ClientVisit: Sendable {
  let exchange: Exchange
  let reader: ClientReader
  private let cookie: String

  var service: CallbackService { exchange.service }

  /// Nil: nobody is signed in, or the session has ended.
  init?(_ exchange: Exchange) throws {
    guard let cookie = SessionCookie.text(of: exchange.request, named: SessionCookie.clientName),
      let reader = try exchange.service.clientReader(ofCookie: cookie)
    else { return nil }
    self.exchange = exchange
    self.reader = reader
    self.cookie = cookie
  }

  var frame: ClientFrame {
    let secrets = FormSecrets(
      session: PageSession.formSecret(ofCookie: cookie), key: service.newFormKey)
    return ClientFrame(service, reader: reader, forms: secrets)
  }

  var words: PageWords { PageWords(service.inForce.configuration, now: service.now) }

  /// - Throws: 403.
  func check(_ form: PageForm) throws(WebProblem) {
    let secret = PageSession.formSecret(ofCookie: cookie)
    guard let given = form[FormSecrets.sessionField],
      areEqualInConstantTime(Array(given.utf8), Array(secret.utf8))
    else {
      throw WebProblem(
        403, "this form is not of your present session; go back and load the page again")
    }
  }

  /// The key under which what a form does is done once.
  ///
  /// - Throws: 422.
  func key(of form: PageForm) throws(WebProblem) -> IdempotencyKey {
    let hash = SHA256.digest(of: Array(cookie.utf8)).bytes
    return try form.key(
      path: exchange.request.path, owner: "client session " + Hex.encode(hash))
  }

  func signOut(_ core: ServiceCore) throws { try core.signOutClient(cookie: cookie) }
}

extension ClientFrame {
  init(_ service: CallbackService, reader: ClientReader? = nil, forms: FormSecrets? = nil) {
    self.init(
      desk: service.inForce.configuration.desk.name,
      knowledgeBaseURL: service.clientPages?.knowledgeBaseURL, reader: reader,
      forms: forms ?? FormSecrets(session: nil, key: service.newFormKey))
  }
}

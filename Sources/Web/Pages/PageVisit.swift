import Callbacks
import Digests
import HTTPServer
import Pages
import Rota
import Service

/// Somebody who is signed in looks at a page.
struct PageVisit: Sendable {
  let exchange: Exchange
  let session: PageSession
  /// As whom they act; nil for a manager who has not said so yet.
  let person: Person?
  private let cookie: String

  var service: CallbackService { exchange.service }
  var isManager: Bool { session.role == .manager }

  /// Nil: nobody is signed in, or the session has ended.
  ///
  /// - Throws: ``PersonHasLeft``.
  init?(_ exchange: Exchange) throws {
    guard let cookie = SessionCookie.text(of: exchange.request),
      let session = try exchange.service.session(ofCookie: cookie)
    else { return nil }
    self.exchange = exchange
    self.session = session
    self.cookie = cookie
    person = session.person.flatMap { exchange.service.inForce.person($0) }
    if session.role == .engineer, person == nil { throw PersonHasLeft(session: session) }
  }

  /// What the page's forms bear; a new key each time.
  var reader: PageReader {
    PageReader(
      person: person, isManager: isManager,
      forms: FormSecrets(
        session: PageSession.formSecret(ofCookie: cookie), key: service.newFormKey))
  }

  /// As whom things are done on pages.
  ///
  /// - Throws: 409 when a manager has not said so yet.
  func actor() throws(WebProblem) -> Actor {
    guard let person else {
      throw WebProblem(
        409, "say first as whom you act: your name at the top of the page leads there")
    }
    return Actor(person: person.name, door: .page)
  }

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

  /// The key under which what a form does is done once, however often it is sent.
  ///
  /// - Throws: 422.
  func key(of form: PageForm) throws(WebProblem) -> IdempotencyKey {
    try form.key(
      path: exchange.request.path, owner: "page session " + Hex.encode(session.hash))
  }
}

/// An engineer is nobody but their person: with it they go.
struct PersonHasLeft: Error {
  let session: PageSession
}

extension CallbackService {
  var newFormKey: String { Base64.url.encode(random(12)) }

  var isSecure: Bool { publicAddress?.lowercased().hasPrefix("https:") ?? false }
}

/// A form as it came.
struct PageForm: Sendable {
  private let parameters: [HTTPParameter]

  /// - Throws: 400, 415, or 403 when another site's page has sent it.
  init(_ exchange: Exchange) throws(WebProblem) {
    let request = exchange.request
    guard FormOrigin.isOwn(request, publicAddress: exchange.service.publicAddress) else {
      throw WebProblem(403, "this form was sent by another site's page; nothing was done")
    }
    guard MediaType.of(request) == MediaType.form else {
      throw WebProblem(415, "send \(MediaType.form)")
    }
    guard let read = HTTPParameter.list(of: request.body, plusIsBlank: true) else {
      throw WebProblem(400, "the form is not percent-encoded UTF-8")
    }
    parameters = read
  }

  /// The last of that name counts, with plain line ends.
  subscript(name: String) -> String? {
    parameters.last { $0.name == name }.map { $0.value.replacing("\r\n", with: "\n") }
  }

  /// Without blanks around it; nil when nothing is left.
  func words(_ name: String) -> String? {
    guard let text = self[name] else { return nil }
    let start = text.firstIndex { !$0.isWhitespace }
    let end = text.lastIndex { !$0.isWhitespace }
    guard let start, let end else { return nil }
    return String(text[start...end])
  }

  /// - Throws: 422.
  func words(_ name: String, scalarsMax: Int) throws(WebProblem) -> String? {
    guard let text = words(name) else { return nil }
    guard text.unicodeScalars.count <= scalarsMax else {
      throw WebProblem(422, "this text has more than \(scalarsMax) characters: \(name)")
    }
    return text
  }

  /// Which button was pressed belongs to the key: two buttons of one page are two deeds.
  ///
  /// - Throws: 422.
  func key(path: String, owner: String) throws(WebProblem) -> IdempotencyKey {
    guard let key = self[FormSecrets.keyField], (1...100).contains(key.utf8.count) else {
      throw WebProblem(422, "the form has no key; go back and load the page again")
    }
    let deed = self[Press.field].map { "\($0.prefix(60))" } ?? ""
    let content = parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
    return IdempotencyKey(
      token: owner, key: "\(key) \(path.prefix(30)) \(deed)", content: path + "\n" + content)
  }
}

/// Which page sent a form. Browsers hide the origin (`null`) of a page that asks for no referrer, as these
/// do, and say in `Sec-Fetch-Site` what counts; what says neither is told by the form's own secret.
enum FormOrigin {
  static func isOwn(_ request: HTTPRequest, publicAddress: String?) -> Bool {
    if let site = request.fields["Sec-Fetch-Site"], site != "same-origin", site != "none" {
      return false
    }
    guard let origin = request.fields["Origin"]?.lowercased(), origin != "null" else { return true }
    let host = (request.fields["Host"] ?? "").lowercased()
    var own = ["http://" + host, "https://" + host]
    if let publicAddress { own.append(Self.origin(of: publicAddress.lowercased())) }
    return own.contains(origin)
  }

  /// Scheme and authority.
  private static func origin(of address: String) -> String {
    let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return parts.prefix(3).joined(separator: "/")
  }
}

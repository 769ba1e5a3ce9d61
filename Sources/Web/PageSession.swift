import Callbacks
import Digests
import HTTPServer
import Pages
import Rota
import Service

/// Who is signed in, by the cookie that their browser showed. It opens the pages alone: `/v1` wants a token.
struct PageSession {
  let secret: SessionSecret
  let visitor: Visitor

  static let cookieName = "ringback_session"

  /// - Returns: nil when there is none, or it is over.
  /// - Throws: 403 when its token's person has left the files.
  init?(of exchange: Exchange) throws {
    guard let secret = PageSession.secret(of: exchange.request),
      let token = try exchange.service.token(ofSession: secret)
    else { return nil }
    self.secret = secret
    visitor = try Access.visitor(
      by: [token], roles: CallbackRoutes.staff, service: exchange.service)
  }

  static func secret(of request: HTTPRequest) -> SessionSecret? {
    for value in request.fields.all("Cookie") {
      for pair in value.split(separator: ";") {
        let pair = pair.drop { $0 == " " }
        if pair.hasPrefix(cookieName + "=") {
          return SessionSecret(String(pair.dropFirst(cookieName.count + 1)))
        }
      }
    }
    return nil
  }

  func pageVisitor(_ service: CallbackService) -> Page.Visitor {
    Page.Visitor(
      name: visitor.person?.text ?? visitor.name,
      seal: FormSeal(proof: FormProof.of(secret.text), key: FormProof.newKey(service)))
  }

  /// RFC 6265: for the pages of this host alone, out of reach of scripts.
  static func cookie(_ value: String, seconds: Int64, service: CallbackService) -> String {
    let isSecure = service.publicAddress?.lowercased().hasPrefix("https://") == true
    return "\(cookieName)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax"
      + (isSecure ? "; Secure" : "")
  }
}

/// That a form was made for whoever sends it: worked out from a secret that only their pages know.
enum FormProof {
  static func of(_ secret: String) -> String {
    let code = HMACSHA256.code(for: Array("form".utf8), key: Array(secret.utf8))
    return Base64.url.encode(Array(code.bytes.prefix(proofBytes)))
  }

  static func newKey(_ service: CallbackService) -> String {
    Base64.url.encode(service.random(keyBytes))
  }

  private static let proofBytes = 16
  private static let keyBytes = 9
}

/// A form as a page of ours sends it.
struct SentForm {
  private let values: [HTTPParameter]

  /// - Throws: 403 for one that another site's page sent, 415, 422.
  init(of request: HTTPRequest) throws(WebProblem) {
    guard SentForm.isFromHere(request) else { throw SentForm.notOurs }
    guard MediaType.of(request) == MediaType.form else {
      throw WebProblem(422, "this wants a form of this site's pages")
    }
    guard let values = HTTPParameter.list(of: request.body, plusIsBlank: true) else {
      throw WebProblem(422, "the form is not percent-encoded UTF-8")
    }
    self.values = values
  }

  subscript(name: String) -> String? { values.first { $0.name == name }?.value }

  /// - Throws: 403 without the proof that belongs to the secret.
  func requireProof(of secret: String) throws(WebProblem) {
    let shown = Array((self[FormSeal.proofName] ?? "").utf8)
    guard areEqualInConstantTime(shown, Array(FormProof.of(secret).utf8)) else {
      throw SentForm.notOurs
    }
  }

  static let notOurs = WebProblem(
    403, "this form is not one of your session's pages: open the board anew and try again")

  /// What a browser tells of the page that sent the form. It hides the origin (`null`) of pages that say
  /// `no-referrer`, as ours do; then, and when a browser tells nothing, the proof alone decides.
  private static func isFromHere(_ request: HTTPRequest) -> Bool {
    if let site = request.fields["Sec-Fetch-Site"], site != "same-origin", site != "none" {
      return false
    }
    guard let origin = request.fields["Origin"], origin != "null" else { return true }
    guard let host = request.fields["Host"], let mark = origin.firstRange(of: "://") else {
      return false
    }
    return origin[mark.upperBound...].lowercased() == host.lowercased()
  }
}

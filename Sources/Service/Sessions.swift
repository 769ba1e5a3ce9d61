public import Callbacks
public import CivilTime
import Digests
public import Rota
import Store

/// A secret at the moment of its making: the only time that its text is there. 256 random bits.
public struct NewSecret: Sendable {
  public let text: String
  public let hash: [UInt8]

  /// - Parameter random: gives so many bytes that nobody can foresee.
  public init(random: (Int) -> [UInt8]) {
    text = Base64.url.encode(random(NewSecret.byteCount))
    hash = NewSecret.hash(of: text)
  }

  static let byteCount = 32

  static func hash(of text: String) -> [UInt8] { SHA256.digest(of: Array(text.utf8)).bytes }
}

extension SignInLink {
  /// A new link, and the secret that stands in its address.
  public static func new(
    role: Role, person: Name?, random: (Int) -> [UInt8], now: Moment
  ) -> (secret: String, link: SignInLink) {
    let secret = NewSecret(random: random)
    return (
      secret.text,
      SignInLink(hash: secret.hash, role: role, person: person, endsAt: now + SignInLink.lasts)
    )
  }
}

extension PageSession {
  /// What the forms of this session's pages bear. It is worked out from the cookie, which no other page can
  /// read, and the cookie can't be had from it.
  public static func formSecret(ofCookie cookie: String) -> String {
    let code = HMACSHA256.code(for: Array("form".utf8), key: Array(cookie.utf8))
    return Base64.url.encode(Array(code.bytes.prefix(16)))
  }
}

extension ServiceCore {
  /// Signs in with a token.
  ///
  /// - Returns: the cookie's text; nil when the token is not known, its role has no pages, or its engineer is
  ///   not in the files.
  public func signIn(token text: String) throws -> String? {
    guard let token = try store.token(withHash: NewSecret.hash(of: text)) else { return nil }
    return try signIn(role: token.role, person: token.person, token: token.name)
  }

  /// Signs in with a link, which opens nothing more after that.
  public func signIn(link text: String) throws -> String? {
    let hash = NewSecret.hash(of: text)
    guard let link = try store.signInLink(withHash: hash, now: freezeNow()),
      let cookie = try signIn(role: link.role, person: link.person, token: nil),
      try store.useSignInLink(withHash: hash)
    else { return nil }
    return cookie
  }

  private func signIn(role: Role, person: Name?, token: String?) throws -> String? {
    let known = person.flatMap { inForce.person($0)?.name }
    guard PageSession.roles.contains(role), role == .manager || known != nil else { return nil }
    let (secret, now) = (NewSecret(random: edges.random), freezeNow())
    try store.add(
      PageSession(
        hash: secret.hash, role: role, person: known, token: token, madeAt: now,
        endsAt: now + PageSession.lasts))
    return secret.text
  }

  public func signOut(_ session: PageSession) throws {
    try store.removeSession(withHash: session.hash)
  }

  /// From now on what a manager does in the session is done as that person.
  public func act(as person: Name, in session: PageSession) throws {
    try store.setPerson(person, ofSession: session.hash)
  }
}

extension CallbackService {
  /// Whose cookie it is; nil when the session has ended.
  public func session(ofCookie text: String) throws -> PageSession? {
    let now = now
    return try read { try $0.session(withHash: NewSecret.hash(of: text), now: now) }
  }

  /// What a link would open. Asking changes nothing.
  public func signInLink(_ text: String) throws -> SignInLink? {
    let now = now
    return try read { try $0.signInLink(withHash: NewSecret.hash(of: text), now: now) }
  }
}

public import Callbacks
import CivilTime
import Digests
import Store

/// The secret that a signed-in visitor's cookie holds: 256 bits, of which only the hash is kept (spec:
/// board.md, "Signing in").
public struct SessionSecret: Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// - Parameter random: gives so many bytes that nobody can foresee.
  public init(random: (Int) -> [UInt8]) {
    text = Base64.url.encode(random(SessionSecret.byteCount))
  }

  public static let byteCount = 32
  public static let lasts = Duration.seconds(12 * 3600)

  var hash: [UInt8] { SHA256.digest(of: Array(text.utf8)).bytes }
}

extension ServiceCore {
  /// Begins a session by a token that is right.
  public func signIn(_ secret: SessionSecret, token: String) throws {
    let now = freezeNow()
    try store.addSession(
      hash: secret.hash, token: SHA256.digest(of: Array(token.utf8)).bytes,
      endsAt: now + SessionSecret.lasts, now: now)
  }

  public func signOut(_ secret: SessionSecret) throws {
    try store.removeSession(withHash: secret.hash)
  }
}

extension CallbackService {
  /// The token with which the session began; nil once it is over, or the token is taken away.
  public func token(ofSession secret: SessionSecret) throws -> Token? {
    let now = now
    return try read { try $0.sessionToken(withHash: secret.hash, now: now) }
  }
}

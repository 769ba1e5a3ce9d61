public import Callbacks
public import CivilTime
import Digests
public import Rota

/// A token at the moment of its making: the only time that its text is there.
public struct NewToken: Sendable {
  /// What its holder shows: 256 random bits.
  public let text: String
  /// What is kept.
  public let token: Token

  /// - Parameter random: gives so many bytes that nobody can foresee.
  public init(
    name: String, role: Role, person: Name?, random: (Int) -> [UInt8], now: Moment
  ) {
    text = Base64.url.encode(random(NewToken.byteCount))
    token = Token(
      name: name, role: role, person: person,
      hash: SHA256.digest(of: Array(text.utf8)).bytes, madeAt: now)
  }

  static let byteCount = 32
}

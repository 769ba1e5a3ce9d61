public import CivilTime
public import Rota

/// Somebody signed in to the pages (spec: board.md, "Signing in"). What the browser shows is kept nowhere:
/// only its hash is.
public struct PageSession: Equatable, Sendable {
  /// SHA-256 of the cookie's text.
  public let hash: [UInt8]
  public let role: Role
  /// As whom they act; nil for a manager who has not said so yet.
  public var person: Name?
  /// The token that it was opened with: it ends with that token.
  public let token: String?
  public let madeAt: Moment
  public let endsAt: Moment

  public init(
    hash: [UInt8], role: Role, person: Name?, token: String?, madeAt: Moment, endsAt: Moment
  ) {
    self.hash = hash
    self.role = role
    self.person = person
    self.token = token
    self.madeAt = madeAt
    self.endsAt = endsAt
  }

  public static let lasts = Duration.hours(12)
  /// The roles that have pages.
  public static let roles: Set<Role> = [.engineer, .manager]
}

/// A link that signs somebody in once.
public struct SignInLink: Equatable, Sendable {
  /// SHA-256 of the link's secret part.
  public let hash: [UInt8]
  public let role: Role
  /// Nil: a manager who has no name in the files yet.
  public let person: Name?
  public let endsAt: Moment

  public init(hash: [UInt8], role: Role, person: Name?, endsAt: Moment) {
    self.hash = hash
    self.role = role
    self.person = person
    self.endsAt = endsAt
  }

  /// A link that nobody uses opens nothing after that.
  public static let lasts = Duration.hours(24)
}

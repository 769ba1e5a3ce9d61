public import CivilTime
public import Rota

/// What the holder of a token may do (spec: http-api.md, "Who may do what").
public enum Role: String, CaseIterable, Sendable {
  case telephony, mail, monitor, engineer, manager, viewer
}

/// Who may come in. The token itself is kept nowhere: only its hash is.
public struct Token: Equatable, Sendable {
  public let name: String
  public let role: Role
  public let person: Name?
  /// SHA-256 of the token's text.
  public let hash: [UInt8]
  public let madeAt: Moment

  public init(name: String, role: Role, person: Name?, hash: [UInt8], madeAt: Moment) {
    self.name = name
    self.role = role
    self.person = person
    self.hash = hash
    self.madeAt = madeAt
  }
}

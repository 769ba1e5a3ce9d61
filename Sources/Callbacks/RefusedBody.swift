public import CivilTime

/// A body that was refused, kept aside whole for the manager.
public struct RefusedBody: Equatable, Sendable {
  public var at: Moment
  public var poster: String
  public var body: [UInt8]
  /// Why, as JSON.
  public var errors: String

  public init(at: Moment, poster: String, body: [UInt8], errors: String) {
    self.at = at
    self.poster = poster
    self.body = body
    self.errors = errors
  }

  /// The newest are kept, for so long (spec: callbacks.md, "Nothing is lost").
  public static let countMax = 1000
  public static let keptFor = Duration.days(30)
}

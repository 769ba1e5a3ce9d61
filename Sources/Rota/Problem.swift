/// Something that is wrong, doubtful or worth knowing in the files: the fact, its place, and the words.
public struct Problem: Hashable, Sendable {
  public let severity: Severity
  /// Nil for what has no place: a missing stanza.
  public let place: SourcePlace?
  /// One sentence that a manager understands.
  public let message: String
  /// What to do, one sentence.
  public let advice: String
  /// The other place, when two things clash.
  public let related: SourcePlace?

  public enum Severity: String, Hashable, Sendable {
    case error, warning, note
  }

  public init(
    severity: Severity, place: SourcePlace?, message: String, advice: String,
    related: SourcePlace? = nil
  ) {
    self.severity = severity
    self.place = place
    self.message = message
    self.advice = advice
    self.related = related
  }
}

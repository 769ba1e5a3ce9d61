public import Mail

/// How the service writes to requesters: the `mail` stanza of the server's own file (spec: cli.md). Without
/// it nothing is sent.
public struct MailSettings: Equatable, Sendable {
  /// The sender of all that is mailed.
  public let from: MailAddress
  /// Where requests and replies come in.
  public let support: MailAddress
  /// Stands at the foot.
  public let knowledgeBaseURL: String?

  /// One address does for both; nil when there is none, or one that is none.
  public init?(from: String?, support: String?, knowledgeBaseURL: String?) {
    guard let sender = (from ?? support).flatMap({ MailAddress($0) }),
      let desk = (support ?? from).flatMap({ MailAddress($0) })
    else { return nil }
    self.from = sender
    self.support = desk
    self.knowledgeBaseURL = knowledgeBaseURL
  }
}

/// An email on its way to the machine's mailer.
public struct MailSending: Sendable {
  public let id: Int64
  public let ticket: Int64
  public let kind: String
  /// The sender of the envelope: bounces go there.
  public let sender: MailAddress
  public let recipient: MailAddress
  public let message: OutgoingMessage
}

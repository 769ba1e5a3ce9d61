import Live
import Rota
import Service

/// What is said at the start of emails to requesters (spec: cli.md, "The server's own file").
enum MailWords {
  /// One sentence when none will be sent; nil when they will.
  static func whyNotSent(_ settings: ServerConfiguration) -> String? {
    guard MailSettings(settings) != nil else {
      return "No email goes to requesters: ringback.conf has no stanza `mail` with `from` or "
        + "`support address`."
    }
    guard Sendmail.find() == nil else { return nil }
    return "Emails to requesters wait: the program sendmail is not here; install a mailer."
  }
}

extension MailSettings {
  /// As the server's own file has them.
  init?(_ settings: ServerConfiguration) {
    self.init(
      from: settings.mailFrom, support: settings.supportAddress,
      knowledgeBaseURL: settings.knowledgeBaseURL)
  }
}

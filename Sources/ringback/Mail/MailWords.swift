import Live
import Rota
import Service

/// What is said at the start of emails to requesters (spec: cli.md, "The server's own file").
enum MailWords {
  /// What will not be sent, and why; empty when all will.
  static func whyNotSent(_ settings: ServerConfiguration) -> [String] {
    var sentences: [String] = []
    if MailSettings(settings) == nil {
      sentences.append(
        "No email goes to requesters: ringback.conf has no stanza `mail` with `from` or "
          + "`support address`.")
    } else if Sendmail.find() == nil {
      sentences.append(
        "Emails to requesters wait: the program sendmail is not here; install a mailer.")
    }
    if settings.hasClientPages, settings.publicAddress == nil || MailSettings(settings) == nil {
      sentences.append(
        "The client pages let nobody in: their links want a `public address` and a stanza `mail` in "
          + "ringback.conf.")
    }
    return sentences
  }
}

extension ClientPageSettings {
  /// Nil unless `client pages on` stands in the server's own file.
  init?(_ settings: ServerConfiguration) {
    guard settings.hasClientPages else { return nil }
    self.init(knowledgeBaseURL: settings.knowledgeBaseURL)
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

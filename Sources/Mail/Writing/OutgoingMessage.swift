public import CivilTime

/// A message to be handed to the machine's `sendmail`, after `--` and its ``recipients``.
///
/// Its values are of types that can't hold a line end, so that nothing that a caller said makes a
/// header; all marks by which other programs know that no person wrote it are set (RFC 3834), and
/// our own, by which we know it when it comes back.
public struct OutgoingMessage: Hashable, Sendable {
  public var from: Mailbox
  public var to: [Mailbox]
  public var replyTo: Mailbox?
  public var subject: HeaderText
  public var date: Moment
  /// Of the zone whose local time the `Date` shows.
  public var offsetMinutes: Int
  public var messageID: MessageID
  public var inReplyTo: MessageID?
  /// The oldest first; when they are too many, the first and the newest are written.
  public var references: [MessageID]
  public var text: String
  /// An answer to a message (`auto-replied`), or something that nobody asked for
  /// (`auto-generated`).
  public var isAnswer: Bool

  public init(
    from: Mailbox, to: [Mailbox], replyTo: Mailbox? = nil, subject: HeaderText, date: Moment,
    offsetMinutes: Int = 0, messageID: MessageID, inReplyTo: MessageID? = nil,
    references: [MessageID] = [], text: String, isAnswer: Bool = false
  ) {
    self.from = from
    self.to = to
    self.replyTo = replyTo
    self.subject = subject
    self.date = date
    self.offsetMinutes = offsetMinutes
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.text = text
    self.isAnswer = isAnswer
  }

  public static let loopField = "X-Ringback-Loop"
  public static let referencesMax = 20

  /// Arguments for `sendmail`, to stand after `--`: none begins with `-`.
  public var recipients: [String] { to.map(\.address.description) }

  /// The message, lines ending with line feeds as `sendmail` takes them; none is longer than 78
  /// columns where its words allow it, and none at all longer than 998.
  public var bytes: [UInt8] {
    var writer = HeaderWriter()
    writer.field("From", [from])
    writer.field("To", to)
    if let replyTo { writer.field("Reply-To", [replyTo]) }
    writer.field("Subject", subject)
    writer.field("Date", words: [MailDate.text(date, offsetMinutes: offsetMinutes)])
    writer.field("Message-ID", words: [messageID.description])
    if let inReplyTo { writer.field("In-Reply-To", words: [inReplyTo.description]) }
    if !references.isEmpty { writer.field("References", words: shownReferences) }
    writer.field("Auto-Submitted", words: [isAnswer ? "auto-replied" : "auto-generated"])
    writer.field("X-Auto-Response-Suppress", words: ["All"])
    writer.field(OutgoingMessage.loopField, words: ["yes"])
    writer.field("MIME-Version", words: ["1.0"])
    writer.field("Content-Type", words: ["text/plain;", "charset=utf-8"])
    writer.field("Content-Transfer-Encoding", words: ["quoted-printable"])
    return Array(writer.text.utf8) + [.lineFeed]
      + QuotedPrintable.encode(PlainText.clean(text))
  }

  private var shownReferences: [String] {
    let most = OutgoingMessage.referencesMax
    let shown =
      references.count > most ? references.prefix(1) + references.suffix(most - 1) : references[...]
    return shown.map(\.description)
  }
}

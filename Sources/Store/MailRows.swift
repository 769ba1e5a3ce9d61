public import Callbacks
public import CivilTime

/// An email to one address, as it is kept until it has gone, and after that for its replies.
public struct KeptMail: Equatable, Sendable {
  public let ticket: TicketNumber
  public let kind: TicketMailKind
  public let recipient: String
  public let subject: String
  public let text: String
  /// Without angle brackets, as all ids here.
  public let messageID: String
  public let replyTo: String
  public let inReplyTo: String?
  /// The messages before it, the oldest first.
  public let earlier: [String]
  /// It answers a message.
  public let isAnswer: Bool
  public let createdAt: Moment

  public init(
    ticket: TicketNumber, kind: TicketMailKind, recipient: String, subject: String, text: String,
    messageID: String, replyTo: String, inReplyTo: String?, earlier: [String], isAnswer: Bool,
    createdAt: Moment
  ) {
    self.ticket = ticket
    self.kind = kind
    self.recipient = recipient
    self.subject = subject
    self.text = text
    self.messageID = messageID
    self.replyTo = replyTo
    self.inReplyTo = inReplyTo
    self.earlier = earlier
    self.isAnswer = isAnswer
    self.createdAt = createdAt
  }
}

/// A kept email and its tries.
public struct KeptMailing: Equatable, Sendable {
  public let id: Int64
  public let mail: KeptMail
  public var delivery: Delivery
}

extension Store {
  /// Keeps an email; it is due at once.
  public func add(_ mail: KeptMail) throws {
    try touch(mail.ticket)
    try connection.insert(
      "mails",
      [
        "ticket": SQLiteValue(mail.ticket), "kind": SQLiteValue(word: mail.kind),
        "recipient": .text(mail.recipient), "subject": .text(mail.subject),
        "text": .text(mail.text), "message_id": .text(mail.messageID),
        "reply_to": .text(mail.replyTo), "in_reply_to": SQLiteValue(mail.inReplyTo),
        "earlier": .text(mail.earlier.joined(separator: " ")),
        "is_answer": SQLiteValue(mail.isAnswer), "created_at": SQLiteValue(mail.createdAt),
        "state": SQLiteValue(word: Delivery.State.due), "tries": .integer(0),
        "next_at": SQLiteValue(mail.createdAt),
      ])
  }

  /// - Parameter sentAt: when it was taken, for one that has just been.
  public func save(_ kept: KeptMailing, sentAt: Moment? = nil) throws {
    let delivery = kept.delivery
    try connection.run(
      "UPDATE mails SET state = ?, tries = ?, first_tried_at = ?, next_at = ?, "
        + "sent_at = coalesce(?, sent_at) WHERE id = ?",
      [
        SQLiteValue(word: delivery.state), .integer(Int64(delivery.tries)),
        SQLiteValue(delivery.firstTriedAt), SQLiteValue(delivery.nextAt), SQLiteValue(sentAt),
        .integer(kept.id),
      ])
  }

  public func mailing(_ id: Int64) throws -> KeptMailing? {
    try connection.first("SELECT * FROM mails WHERE id = ?", [.integer(id)], Store.readMailing)
  }

  /// All about a ticket, the first first.
  public func mails(of ticket: TicketNumber) throws -> [KeptMail] {
    try connection.rows(
      "SELECT * FROM mails WHERE ticket = ? ORDER BY id", [SQLiteValue(ticket)]
    ) { try Store.readMailing($0).mail }
  }

  /// The ticket that the email with that Message-ID was about.
  public func ticket(ofMessageID id: String) throws -> TicketNumber? {
    try connection.first("SELECT ticket FROM mails WHERE message_id = ?", [.text(id)]) {
      TicketNumber(try $0.integer("ticket"))
    }
  }

  /// Those for which something is due by `now`, the earliest first.
  public func mailsDue(by now: Moment, limit: Int) throws -> [KeptMailing] {
    try connection.rows(
      "SELECT * FROM mails WHERE next_at <= ? ORDER BY next_at, id LIMIT ?",
      [SQLiteValue(now), .integer(Int64(limit))], Store.readMailing)
  }

  /// How many answers an address has been sent, or is to be, since then.
  public func answers(to recipient: String, since: Moment) throws -> Int {
    try connection.first(
      "SELECT count(*) AS count FROM mails WHERE recipient = ? AND created_at > ? AND is_answer",
      [.text(recipient), SQLiteValue(since)]
    ) { Int(try $0.integer("count")) } ?? 0
  }

  public func mailsInHand() throws -> Int {
    try connection.first("SELECT count(*) AS count FROM mails WHERE state = 'sending'") {
      Int(try $0.integer("count"))
    } ?? 0
  }

  /// What was being sent when the process ended: nobody knows how it went, so it is sent again.
  public func reviveMails(now: Moment) throws {
    try connection.run(
      "UPDATE mails SET state = 'due', next_at = ? WHERE state = 'sending'", [SQLiteValue(now)])
  }

  private static func readMailing(_ row: SQLiteRow) throws -> KeptMailing {
    KeptMailing(
      id: try row.integer("id"),
      mail: KeptMail(
        ticket: TicketNumber(try row.integer("ticket")), kind: try row.word("kind"),
        recipient: try row.text("recipient"), subject: try row.text("subject"),
        text: try row.text("text"), messageID: try row.text("message_id"),
        replyTo: try row.text("reply_to"), inReplyTo: try row.textIfAny("in_reply_to"),
        earlier: try row.text("earlier").split(separator: " ").map(String.init),
        isAnswer: try row.bool("is_answer"), createdAt: try row.moment("created_at")),
      delivery: Delivery(
        state: try row.word("state"), tries: Int(try row.integer("tries")),
        firstTriedAt: try row.momentIfAny("first_tried_at"),
        nextAt: try row.momentIfAny("next_at")))
  }
}

// MARK: - Secrets of the store's own

extension Store {
  /// A secret that was made once for a purpose; made now when there is none.
  ///
  /// - Parameter make: gives bytes that nobody can foresee.
  public func key(_ name: String, make: () -> [UInt8]) throws -> [UInt8] {
    let known = try connection.first("SELECT bytes FROM keys WHERE name = ?", [.text(name)]) {
      try $0.blob("bytes")
    }
    if let known { return known }
    let made = make()
    try connection.insert("keys", ["name": .text(name), "bytes": .blob(made)])
    return made
  }
}

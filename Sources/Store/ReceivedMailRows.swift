public import Callbacks
public import CivilTime

/// An email that came, with what became of it: the same one again gets the same answer.
public struct TakenMail: Equatable, Sendable {
  /// Its Message-ID, else a digest of its content.
  public let identity: String
  public let at: Moment
  /// `new`, `update`, or why it made nothing: `auto_reply`, `bounce`.
  public let result: String
  public let ticket: TicketNumber?
  /// It made the ticket.
  public let made: Bool

  public init(identity: String, at: Moment, result: String, ticket: TicketNumber?, made: Bool) {
    self.identity = identity
    self.at = at
    self.result = result
    self.ticket = ticket
    self.made = made
  }
}

extension Store {
  public func takenMail(_ identity: String) throws -> TakenMail? {
    try connection.first("SELECT * FROM mails_taken WHERE identity = ?", [.text(identity)]) { row in
      TakenMail(
        identity: identity, at: try row.moment("at"), result: try row.text("result"),
        ticket: try row.ticketIfAny("ticket"), made: try row.bool("made"))
    }
  }

  public func add(_ mail: TakenMail) throws {
    try connection.insert(
      "mails_taken",
      [
        "identity": .text(mail.identity), "at": SQLiteValue(mail.at),
        "result": .text(mail.result), "ticket": SQLiteValue(mail.ticket),
        "made": SQLiteValue(mail.made),
      ])
  }

  // MARK: - Attachments

  /// In the order in which they came.
  public func attachments(of ticket: TicketNumber) throws -> [TicketAttachment] {
    try connection.rows(
      "SELECT id, at, name, byte_count, bytes IS NOT NULL AS kept FROM attachments "
        + "WHERE ticket = ? ORDER BY id", [SQLiteValue(ticket)]
    ) { row in
      TicketAttachment(
        id: try row.integer("id"), at: try row.moment("at"), name: try row.text("name"),
        byteCount: Int(try row.integer("byte_count")), isKept: try row.bool("kept"))
    }
  }

  public func attachment(_ id: Int64, of ticket: TicketNumber) throws -> KeptAttachment? {
    try connection.first(
      "SELECT * FROM attachments WHERE id = ? AND ticket = ?", [.integer(id), SQLiteValue(ticket)],
      Store.readAttachment)
  }

  /// How many a ticket has, and of how many bytes.
  public func attachmentSums(of ticket: TicketNumber) throws -> (count: Int, bytes: Int) {
    try connection.first(
      "SELECT count(*) AS count, coalesce(sum(length(bytes)), 0) AS bytes FROM attachments "
        + "WHERE ticket = ?", [SQLiteValue(ticket)]
    ) { (Int(try $0.integer("count")), Int(try $0.integer("bytes"))) } ?? (0, 0)
  }

  public func add(_ attachment: KeptAttachment) throws {
    try touch(attachment.ticket)
    try connection.insert(
      "attachments",
      [
        "ticket": SQLiteValue(attachment.ticket), "at": SQLiteValue(attachment.at),
        "name": .text(attachment.name), "type": .text(attachment.type),
        "byte_count": .integer(Int64(attachment.byteCount)),
        "bytes": attachment.bytes.map(SQLiteValue.blob) ?? .null,
      ])
  }

  private static func readAttachment(_ row: SQLiteRow) throws -> KeptAttachment {
    let bytes = try row.blob("bytes")
    let count = Int(try row.integer("byte_count"))
    return KeptAttachment(
      id: try row.integer("id"), ticket: TicketNumber(try row.integer("ticket")),
      at: try row.moment("at"), name: try row.text("name"), type: try row.text("type"),
      byteCount: count, bytes: bytes.isEmpty && count > 0 ? nil : bytes)
  }

  // MARK: - What could not be read

  /// Keeps an email aside, and lets the oldest go beyond what is kept.
  public func add(_ aside: MailAside) throws {
    try connection.insert(
      "mails_aside",
      [
        "at": SQLiteValue(aside.at), "poster": .text(aside.poster),
        "reason": .text(aside.reason), "bytes": .blob(aside.bytes),
      ])
    try connection.run(
      "DELETE FROM mails_aside WHERE at < ? OR id <= (SELECT max(id) FROM mails_aside) - ?",
      [SQLiteValue(aside.at - MailAside.keptFor), .integer(Int64(MailAside.countMax))])
  }

  /// The newest first; of each as many bytes as are asked for.
  public func mailsAside(bytesMax: Int, now: Moment) throws -> [MailAside] {
    try connection.rows(
      "SELECT at, poster, reason, substr(bytes, 1, ?) AS bytes FROM mails_aside WHERE at >= ? "
        + "ORDER BY id DESC", [.integer(Int64(bytesMax)), SQLiteValue(now - MailAside.keptFor)]
    ) { row in
      MailAside(
        at: try row.moment("at"), poster: try row.text("poster"), reason: try row.text("reason"),
        bytes: try row.blob("bytes"))
    }
  }
}

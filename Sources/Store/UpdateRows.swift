public import Callbacks
public import CivilTime

extension Store {
  /// In the order in which they were written.
  public func updates(of ticket: TicketNumber) throws -> [TicketUpdate] {
    try connection.rows(
      "SELECT * FROM updates WHERE ticket = ? ORDER BY id", [SQLiteValue(ticket)]
    ) { row in
      TicketUpdate(
        ticket: ticket, at: try row.moment("at"), by: try row.text("by"),
        door: try row.word("door"), isPublic: try row.bool("is_public"),
        text: try row.text("text"))
    }
  }

  public func add(_ update: TicketUpdate) throws {
    try touch(update.ticket)
    try connection.insert(
      "updates",
      [
        "ticket": SQLiteValue(update.ticket), "at": SQLiteValue(update.at),
        "by": .text(update.by), "door": SQLiteValue(word: update.door),
        "is_public": SQLiteValue(update.isPublic), "text": .text(update.text),
      ])
  }

  /// Those solved before that moment and not closed yet.
  public func ticketsSolved(before moment: Moment, limit: Int) throws -> [TicketNumber] {
    try connection.rows(
      "SELECT number FROM tickets WHERE status = 'solved' AND solved_at < ? "
        + "ORDER BY solved_at LIMIT ?", [SQLiteValue(moment), .integer(Int64(limit))]
    ) { TicketNumber(try $0.integer("number")) }
  }
}

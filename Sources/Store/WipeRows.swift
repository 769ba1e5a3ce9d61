public import Callbacks
public import CivilTime

extension Store {
  /// Those solved by then and not wiped yet, the earliest first.
  public func ticketsToWipe(solvedBy moment: Moment, limit: Int) throws -> [TicketNumber] {
    try connection.rows(
      "SELECT number FROM tickets WHERE solved_at IS NOT NULL AND wiped_at IS NULL "
        + "AND solved_at <= ? ORDER BY solved_at LIMIT ?",
      [SQLiteValue(moment), .integer(Int64(limit))]
    ) { TicketNumber(try $0.integer("number")) }
  }

  /// When the ticket was solved that is to be wiped next.
  public func earliestToWipe() throws -> Moment? {
    try connection.first(
      "SELECT min(solved_at) AS at FROM tickets WHERE solved_at IS NOT NULL AND wiped_at IS NULL"
    ) { try $0.momentIfAny("at") }.flatMap { $0 }
  }

  /// Takes the caller's name, number and words, and what people wrote about them, from a ticket and all that
  /// belongs to it.
  public func wipe(_ ticket: Ticket, at now: Moment) throws {
    let (number, mark) = (SQLiteValue(ticket.number), SQLiteValue.text(Wiping.mark))
    try save(ticket.wiped)
    try connection.run(
      "UPDATE tickets SET wiped_at = ? WHERE number = ?", [SQLiteValue(now), number])
    try wipeCalls(where: "ticket = ?", [number], at: now)
    try connection.run("UPDATE callbacks SET caller_key = NULL WHERE ticket = ?", [number])
    try connection.run(
      "UPDATE attempts SET note = NULL WHERE note IS NOT NULL "
        + "AND callback IN (SELECT id FROM callbacks WHERE ticket = ?)", [number])
    try connection.run(
      "UPDATE time_entries SET note = NULL WHERE ticket = ? AND note IS NOT NULL", [number])
    try connection.run(
      "UPDATE updates SET text = ?, by = iif(instr(by, '@') > 0, ?, by) WHERE ticket = ?",
      [mark, mark, number])
    try connection.run("UPDATE notices SET text = ? WHERE ticket = ?", [mark, number])
    try wipeMails(of: number, mark)
    try wipeHistory(of: number, mark)
  }

  /// A ticket that can't be read keeps the others from nothing: it counts as wiped.
  public func putOffWiping(_ number: TicketNumber, at now: Moment) throws {
    try connection.run(
      "UPDATE tickets SET wiped_at = ? WHERE number = ?", [SQLiteValue(now), SQLiteValue(number)])
  }

  /// Calls of which no ticket was made, last heard of by then.
  ///
  /// - Returns: how many.
  public func wipeCallsWithoutTicket(
    heardBy moment: Moment, limit: Int, at now: Moment
  ) throws -> Int {
    try wipeCalls(
      where: """
        key IN (SELECT key FROM calls WHERE ticket IS NULL AND wiped_at IS NULL
          AND last_heard_at <= ? LIMIT ?)
        """, [SQLiteValue(moment), .integer(Int64(limit))], at: now)
  }

  /// Bodies and mail that were kept aside by then, and answers that were kept for a repeat.
  ///
  /// - Returns: how many.
  public func removeKept(by moment: Moment, now: Moment) throws -> Int {
    var count = 0
    for (table, latest) in [
      ("refused", RefusedBody.keptFor), ("mails_aside", MailAside.keptFor),
      ("replies", KeptReply.keptFor),
    ] {
      try connection.run(
        "DELETE FROM \(table) WHERE at <= ?", [SQLiteValue(max(moment, now - latest))])
      count += connection.changes
    }
    for table in ["client_links", "client_sessions"] {
      try connection.run("DELETE FROM \(table) WHERE ends_at <= ?", [SQLiteValue(now)])
    }
    return count
  }

  @discardableResult
  func wipeCalls(
    where condition: String, _ values: [SQLiteValue], at now: Moment
  ) throws -> Int {
    try connection.run(
      "UPDATE events SET fields = '{}' WHERE call IN (SELECT key FROM calls WHERE \(condition))",
      values)
    try connection.run(
      """
      UPDATE calls SET "from" = NULL, name = NULL, email = NULL, phone = NULL, summary = NULL,
        recording_url = NULL, wiped_at = ? WHERE \(condition)
      """, [SQLiteValue(now)] + values)
    return connection.changes
  }

  /// Mail that came, that went, and that still waits to go: nothing of it goes any more. Our own ids stay, so
  /// that a late reply finds its ticket.
  private func wipeMails(of number: SQLiteValue, _ mark: SQLiteValue) throws {
    try connection.run(
      """
      UPDATE mails SET recipient = ?, subject = ?, text = ?, in_reply_to = NULL, earlier = '',
        state = iif(state = 'sent', state, 'over'), next_at = NULL WHERE ticket = ?
      """, [mark, mark, mark, number])
    try connection.run(
      "UPDATE mails_taken SET identity = 'wiped ' || id WHERE ticket = ?", [number])
    try connection.run(
      "UPDATE attachments SET name = ?, bytes = NULL WHERE ticket = ?", [mark, number])
  }

  /// What a rule has written stays; of what a person did, the word before the colon.
  private func wipeHistory(of number: SQLiteValue, _ mark: SQLiteValue) throws {
    try connection.run(
      "UPDATE history SET by = ? WHERE ticket = ? AND instr(by, '@') > 0", [mark, number])
    try connection.run(
      "UPDATE history SET note = NULL WHERE ticket = ? AND what = 'cancelled' "
        + "AND door IN ('api', 'page', 'notice')", [number])
    try connection.run(
      """
      UPDATE history SET note = substr(note, 1, instr(note, ': ') - 1) WHERE ticket = ?
        AND what IN ('attempt', 'promised', 'handed_over', 'urgency') AND instr(note, ': ') > 0
      """, [number])
  }

  // MARK: - What is left behind

  /// The index of words keeps what was taken from it until its parts are merged: a piece of that work.
  ///
  /// - Returns: false when there is nothing left to do.
  public func mergeWords() throws -> Bool {
    try indexWords()
    let before = connection.totalChanges
    try connection.run(
      "INSERT INTO ticket_words (ticket_words, rank) VALUES ('merge', ?)",
      [.integer(-Store.mergePages)])
    // SQLite counts one change for the statement itself.
    return connection.totalChanges - before > 1
  }

  /// So many pages of the index are merged in one transaction.
  static let mergePages: Int64 = 64

  /// Folds the log into the file and empties it: old pages stand in it with what was wiped from them.
  /// Nobody is waited for.
  ///
  /// - Returns: false when a reader was in the way.
  public func emptyLog() throws -> Bool {
    try connection.withoutWaiting {
      try connection.first("PRAGMA wal_checkpoint(TRUNCATE)") { try $0.integer("busy") } == 0
    }
  }

  /// A ticket to which something was added after it was wiped is to be wiped again.
  func touch(_ ticket: TicketNumber?) throws {
    guard let ticket else { return }
    try connection.run(
      "UPDATE tickets SET wiped_at = NULL WHERE number = ? AND wiped_at IS NOT NULL",
      [SQLiteValue(ticket)])
  }
}

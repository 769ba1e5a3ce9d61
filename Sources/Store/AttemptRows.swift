public import Callbacks
import CivilTime
import Rota

extension Store {
  /// In the order in which they were written down.
  public func attempts(of callback: CallbackID) throws -> [Attempt] {
    try connection.rows(
      "SELECT * FROM attempts WHERE callback = ? ORDER BY id", [SQLiteValue(callback)],
      Store.readAttempt)
  }

  /// - Parameter replaced: the ringing whose end it tells; it takes that one's place.
  public func add(_ attempt: Attempt, replacing replaced: Attempt?) throws {
    if let replaced {
      try connection.run(
        "UPDATE attempts SET at = ?, outcome = ?, minutes = ?, note = ?, recorded_at = ? "
          + "WHERE id = (SELECT max(id) FROM attempts "
          + "WHERE callback = ? AND person = ? AND recorded_at = ?)",
        [
          SQLiteValue(attempt.at), SQLiteValue(word: attempt.outcome),
          SQLiteValue(attempt.minutes.map { Int64($0) }), SQLiteValue(attempt.note),
          SQLiteValue(attempt.recordedAt), SQLiteValue(replaced.callback),
          SQLiteValue(replaced.person), SQLiteValue(replaced.recordedAt),
        ])
      return
    }
    try connection.insert(
      "attempts",
      [
        "callback": SQLiteValue(attempt.callback), "at": SQLiteValue(attempt.at),
        "person": SQLiteValue(attempt.person), "outcome": SQLiteValue(word: attempt.outcome),
        "minutes": SQLiteValue(attempt.minutes.map { Int64($0) }),
        "note": SQLiteValue(attempt.note), "recorded_at": SQLiteValue(attempt.recordedAt),
      ])
  }

  /// Whether anybody has done anything with the callback, by the doors that people come in by.
  public func hasPersonActed(on callback: CallbackID) throws -> Bool {
    try connection.first(
      """
      SELECT 1 AS found FROM history
      WHERE ticket = (SELECT ticket FROM callbacks WHERE id = ?) AND callback = ?
        AND (door = 'api' OR door = 'page' OR door = 'notice') LIMIT 1
      """, [SQLiteValue(callback), SQLiteValue(callback)]
    ) { try $0.integer("found") } != nil
  }

  /// A ticket's history, from its first entry on.
  public func history(of ticket: TicketNumber) throws -> [HistoryEntry] {
    try connection.rows(
      "SELECT * FROM history WHERE ticket = ? ORDER BY id", [SQLiteValue(ticket)],
      Store.readHistoryEntry)
  }

  public func add(_ entry: HistoryEntry) throws {
    try connection.insert(
      "history",
      [
        "ticket": SQLiteValue(entry.ticket), "callback": SQLiteValue(entry.callback),
        "at": SQLiteValue(entry.at), "by": .text(entry.by), "door": SQLiteValue(word: entry.door),
        "what": .text(entry.what), "note": SQLiteValue(entry.note),
      ])
  }

  static func readAttempt(_ row: SQLiteRow) throws -> Attempt {
    Attempt(
      callback: CallbackID(try row.integer("callback")), at: try row.moment("at"),
      person: Name(try row.text("person")), outcome: try row.word("outcome"),
      minutes: try row.integerIfAny("minutes").map { Int($0) }, note: try row.textIfAny("note"),
      recordedAt: try row.moment("recorded_at"))
  }

  static func readHistoryEntry(_ row: SQLiteRow) throws -> HistoryEntry {
    HistoryEntry(
      ticket: TicketNumber(try row.integer("ticket")),
      callback: try row.integerIfAny("callback").map { CallbackID($0) },
      at: try row.moment("at"), by: try row.text("by"), door: try row.word("door"),
      what: try row.text("what"), note: try row.textIfAny("note"))
  }
}

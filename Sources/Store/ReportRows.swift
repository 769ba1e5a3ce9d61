public import Callbacks
public import CivilTime
public import Rota

extension Store {
  /// The callbacks that were made in the range, the first first.
  public func callbacks(madeIn range: Range<Moment>) throws -> [Callback] {
    try connection.rows(
      "SELECT * FROM callbacks WHERE created_at >= ? AND created_at < ? ORDER BY created_at, id",
      Store.ends(of: range), Store.readCallback)
  }

  /// The attempts of these.
  public func attempts(ofCallbacksMadeIn range: Range<Moment>) throws -> [Attempt] {
    try connection.rows(
      """
      SELECT a.* FROM callbacks AS c JOIN attempts AS a ON a.callback = c.id
      WHERE c.created_at >= ? AND c.created_at < ? ORDER BY a.id
      """, Store.ends(of: range), Store.readAttempt)
  }

  /// Of their history what is one of the words.
  public func history(
    ofCallbacksMadeIn range: Range<Moment>, what words: [String]
  ) throws -> [HistoryEntry] {
    try connection.rows(
      """
      SELECT h.* FROM callbacks AS c JOIN history AS h ON h.ticket = c.ticket AND h.callback = c.id
      WHERE c.created_at >= ? AND c.created_at < ?
        AND h.what IN (\(words.map { _ in "?" }.joined(separator: ", "))) ORDER BY h.id
      """, Store.ends(of: range) + words.map { .text($0) }, Store.readHistoryEntry)
  }

  /// The persons to whom notices were sent in the range, and when.
  public func noticesSent(in range: Range<Moment>) throws -> [(person: Name, at: Moment)] {
    try connection.rows(
      """
      SELECT n.person, d.sent_at FROM deliveries AS d JOIN notices AS n ON n.id = d.notice
      WHERE d.sent_at >= ? AND d.sent_at < ? AND n.person IS NOT NULL ORDER BY d.sent_at
      """, Store.ends(of: range)
    ) { (person: Name(try $0.text("person")), at: try $0.moment("sent_at")) }
  }

  /// The closings by hand that had begun by that moment.
  public func closings(upTo moment: Moment) throws -> [ClosingByHand] {
    try connection.rows(
      "SELECT * FROM closings WHERE starts_at <= ? ORDER BY id", [SQLiteValue(moment)],
      Store.readClosing)
  }

  /// The callbacks that were open at that moment, by deadline; as they are now.
  public func callbacks(openAt moment: Moment) throws -> [Callback] {
    try connection.rows(
      """
      SELECT * FROM callbacks WHERE created_at <= ? AND id IN (
        SELECT id FROM callbacks WHERE status IN ('pending', 'acknowledged')
        UNION ALL SELECT id FROM callbacks WHERE completed_at > ?)
      ORDER BY due_at, id
      """, [SQLiteValue(moment), SQLiteValue(moment)], Store.readCallback)
  }

  /// The callbacks that were made or ended in the range and have ended by that moment.
  public func callbacks(
    madeOrEndedIn range: Range<Moment>, endedBy moment: Moment
  ) throws -> [Callback] {
    try connection.rows(
      """
      SELECT * FROM callbacks WHERE completed_at <= ? AND id IN (
        SELECT id FROM callbacks WHERE created_at >= ? AND created_at < ?
        UNION SELECT id FROM callbacks WHERE completed_at >= ? AND completed_at < ?)
      ORDER BY completed_at, id
      """, [SQLiteValue(moment)] + Store.ends(of: range) + Store.ends(of: range),
      Store.readCallback)
  }

  public func calls(arrivedIn range: Range<Moment>) throws -> [Call] {
    try connection.rows(
      "SELECT * FROM calls WHERE arrival >= ? AND arrival < ? ORDER BY arrival, key",
      Store.ends(of: range), Store.readCall)
  }

  /// The tickets that are not solved by that moment and were made in the range, got an email in it, or had
  /// a callback made or ended in it.
  public func tickets(
    touchedIn range: Range<Moment>, unsolvedAt moment: Moment
  ) throws -> [Ticket] {
    let ends = Store.ends(of: range)
    return try connection.rows(
      """
      SELECT * FROM tickets WHERE (status = 'open' OR solved_at > ?) AND number IN (
        SELECT number FROM tickets WHERE created_at >= ? AND created_at < ?
        UNION SELECT ticket FROM updates WHERE at >= ? AND at < ? AND door = 'mail'
        UNION SELECT ticket FROM callbacks WHERE created_at >= ? AND created_at < ?
        UNION SELECT ticket FROM callbacks WHERE completed_at >= ? AND completed_at < ?)
      ORDER BY number
      """, [SQLiteValue(moment)] + ends + ends + ends + ends, Store.readTicket)
  }

  private static func ends(of range: Range<Moment>) -> [SQLiteValue] {
    [SQLiteValue(range.lowerBound), SQLiteValue(range.upperBound)]
  }
}

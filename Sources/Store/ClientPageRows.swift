public import Callbacks
public import CivilTime

extension Store {
  /// The newest first, and one more when there is a next page: those that came from the address itself, and
  /// those of its organisations of which more is known than a caller's word.
  public func tickets(
    of reader: ClientReader, after: TicketNumber?, limit: Int
  ) throws -> [Ticket] {
    let names = reader.organisations.prefix(ClientReader.organisationsMax)
    let marks = ClientMark.allCases.filter(\.isVouchedFor).map { "'\($0.rawValue)'" }
    let own = "lower(email) = ?"
    let theirs =
      "client_by IS NOT NULL AND client_by IN (\(marks.joined(separator: ", "))) "
      + "AND organisation COLLATE NOCASE IN (\(names.map { _ in "?" }.joined(separator: ", ")))"
    return try connection.rows(
      "SELECT * FROM tickets WHERE (\(own)" + (names.isEmpty ? "" : " OR (\(theirs))")
        + ") AND number < ? ORDER BY number DESC LIMIT ?",
      [.text(reader.address)] + names.map { .text($0) }
        + [.integer(after?.value ?? .max), .integer(Int64(limit + 1))], Store.readTicket)
  }

  /// Whether any ticket came from that address, in lower case.
  public func hasTicket(ofAddress address: String) throws -> Bool {
    try connection.first("SELECT 1 AS found FROM tickets WHERE lower(email) = ?", [.text(address)])
    {
      try $0.integer("found")
    } != nil
  }

  // MARK: - Links and sessions

  /// How many links the address has been sent since then.
  public func clientLinks(to address: String, since: Moment) throws -> Int {
    try connection.first(
      "SELECT count(*) AS count FROM client_links WHERE address = ? AND made_at > ?",
      [.text(address), SQLiteValue(since)]
    ) { Int(try $0.integer("count")) } ?? 0
  }

  /// Keeps a link; those that the address was sent before open nothing any more.
  public func addClientLink(hash: [UInt8], address: String, now: Moment) throws {
    try connection.run(
      "DELETE FROM client_links WHERE made_at <= ?", [SQLiteValue(now - ClientKey.linkLasts)])
    try connection.run("UPDATE client_links SET ends_at = 0 WHERE address = ?", [.text(address)])
    try connection.insert(
      "client_links",
      [
        "hash": .blob(hash), "address": .text(address), "made_at": SQLiteValue(now),
        "ends_at": SQLiteValue(now + ClientKey.linkLasts),
      ])
  }

  /// Whose link it is, while it can be used.
  public func clientLink(withHash hash: [UInt8], now: Moment) throws -> String? {
    try connection.first(
      "SELECT address FROM client_links WHERE hash = ? AND ends_at > ?",
      [.blob(hash), SQLiteValue(now)]
    ) { try $0.text("address") }
  }

  /// - Returns: false when somebody was quicker.
  public func useClientLink(withHash hash: [UInt8], now: Moment) throws -> Bool {
    try connection.run(
      "UPDATE client_links SET ends_at = 0 WHERE hash = ? AND ends_at > ?",
      [.blob(hash), SQLiteValue(now)])
    return connection.changes == 1
  }

  public func addClientSession(hash: [UInt8], address: String, now: Moment) throws {
    try connection.run("DELETE FROM client_sessions WHERE ends_at <= ?", [SQLiteValue(now)])
    try connection.insert(
      "client_sessions",
      [
        "hash": .blob(hash), "address": .text(address),
        "ends_at": SQLiteValue(now + ClientKey.sessionLasts),
      ])
  }

  public func clientSession(withHash hash: [UInt8], now: Moment) throws -> String? {
    try connection.first(
      "SELECT address FROM client_sessions WHERE hash = ? AND ends_at > ?",
      [.blob(hash), SQLiteValue(now)]
    ) { try $0.text("address") }
  }

  public func removeClientSession(withHash hash: [UInt8]) throws {
    try connection.run("DELETE FROM client_sessions WHERE hash = ?", [.blob(hash)])
  }
}

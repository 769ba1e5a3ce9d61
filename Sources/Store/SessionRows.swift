public import Callbacks
public import CivilTime
public import Rota

extension Store {
  /// A session that goes on; nil for one that has ended, or whose token is there no more.
  ///
  /// Looked up by its hash alone: whoever tries cookies can't choose their hashes.
  public func session(withHash hash: [UInt8], now: Moment) throws -> PageSession? {
    try connection.first(
      """
      SELECT * FROM sessions WHERE hash = ? AND ends_at > ?
        AND (token IS NULL OR EXISTS (SELECT 1 FROM tokens WHERE tokens.name = sessions.token))
      """, [.blob(hash), SQLiteValue(now)]
    ) { row in
      PageSession(
        hash: try row.blob("hash"), role: try row.word("role"),
        person: try row.nameIfAny("person"), token: try row.textIfAny("token"),
        madeAt: try row.moment("made_at"), endsAt: try row.moment("ends_at"))
    }
  }

  /// Keeps a session, and lets go those that have ended.
  public func add(_ session: PageSession) throws {
    try connection.run("DELETE FROM sessions WHERE ends_at <= ?", [SQLiteValue(session.madeAt)])
    try connection.insert(
      "sessions",
      [
        "hash": .blob(session.hash), "role": SQLiteValue(word: session.role),
        "person": SQLiteValue(session.person), "token": SQLiteValue(session.token),
        "made_at": SQLiteValue(session.madeAt), "ends_at": SQLiteValue(session.endsAt),
      ])
  }

  public func setPerson(_ person: Name, ofSession hash: [UInt8]) throws {
    try connection.run(
      "UPDATE sessions SET person = ? WHERE hash = ?", [SQLiteValue(person), .blob(hash)])
  }

  public func removeSession(withHash hash: [UInt8]) throws {
    try connection.run("DELETE FROM sessions WHERE hash = ?", [.blob(hash)])
  }

  // MARK: - Links of one use

  /// A link that can still be used.
  public func signInLink(withHash hash: [UInt8], now: Moment) throws -> SignInLink? {
    try connection.first(
      "SELECT * FROM sign_in_links WHERE hash = ? AND ends_at > ?",
      [.blob(hash), SQLiteValue(now)]
    ) { row in
      SignInLink(
        hash: try row.blob("hash"), role: try row.word("role"),
        person: try row.nameIfAny("person"), endsAt: try row.moment("ends_at"))
    }
  }

  /// Keeps a link, and lets go those that are too old.
  public func add(_ link: SignInLink, now: Moment) throws {
    try connection.run("DELETE FROM sign_in_links WHERE ends_at <= ?", [SQLiteValue(now)])
    try connection.insert(
      "sign_in_links",
      [
        "hash": .blob(link.hash), "role": SQLiteValue(word: link.role),
        "person": SQLiteValue(link.person), "ends_at": SQLiteValue(link.endsAt),
      ])
  }

  /// - Returns: false when somebody was quicker.
  public func useSignInLink(withHash hash: [UInt8]) throws -> Bool {
    try connection.run("DELETE FROM sign_in_links WHERE hash = ?", [.blob(hash)])
    return connection.changes == 1
  }
}

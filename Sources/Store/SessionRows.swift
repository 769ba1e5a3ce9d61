public import Callbacks
public import CivilTime

extension Store {
  /// Keeps the hash of a session's secret; those that have ended go.
  public func addSession(hash: [UInt8], token: [UInt8], endsAt: Moment, now: Moment) throws {
    try connection.run("DELETE FROM sessions WHERE ends_at <= ?", [SQLiteValue(now)])
    try connection.run(
      "INSERT INTO sessions (hash, token, ends_at) VALUES (?, ?, ?)",
      [.blob(hash), .blob(token), SQLiteValue(endsAt)])
  }

  /// The token with which the session began, while the session lasts and the token is there.
  ///
  /// Looked up by its hash alone: whoever tries secrets can't choose their hashes.
  public func sessionToken(withHash hash: [UInt8], now: Moment) throws -> Token? {
    let found = try connection.first(
      "SELECT token FROM sessions WHERE hash = ? AND ends_at > ?",
      [.blob(hash), SQLiteValue(now)]
    ) { try $0.blob("token") }
    return try found.flatMap { try token(withHash: $0) }
  }

  public func removeSession(withHash hash: [UInt8]) throws {
    try connection.run("DELETE FROM sessions WHERE hash = ?", [.blob(hash)])
  }
}

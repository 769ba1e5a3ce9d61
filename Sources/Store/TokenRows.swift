public import Callbacks
import CivilTime
import Rota

extension Store {
  /// By their names.
  public func tokens() throws -> [Token] {
    try connection.rows("SELECT * FROM tokens ORDER BY name", [], Store.readToken)
  }

  /// A look-up by hash tells nothing by its time: whoever tries tokens can't choose their hashes.
  public func token(withHash hash: [UInt8]) throws -> Token? {
    try connection.first("SELECT * FROM tokens WHERE hash = ?", [.blob(hash)], Store.readToken)
  }

  /// - Returns: false when a token of that name is there already; it stays as it is.
  public func add(_ token: Token) throws -> Bool {
    try connection.run(
      "INSERT INTO tokens (name, role, person, hash, made_at) VALUES (?, ?, ?, ?, ?) "
        + "ON CONFLICT (name) DO NOTHING",
      [
        .text(token.name), SQLiteValue(word: token.role), SQLiteValue(token.person),
        .blob(token.hash), SQLiteValue(token.madeAt),
      ])
    return connection.changes == 1
  }

  /// - Returns: false when there is no token of that name.
  public func removeToken(named name: String) throws -> Bool {
    try connection.run("DELETE FROM tokens WHERE name = ?", [.text(name)])
    return connection.changes == 1
  }

  private static func readToken(_ row: SQLiteRow) throws -> Token {
    Token(
      name: try row.text("name"), role: try row.word("role"), person: try row.nameIfAny("person"),
      hash: try row.blob("hash"), madeAt: try row.moment("made_at"))
  }
}

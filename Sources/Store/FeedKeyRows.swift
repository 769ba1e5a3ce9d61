import Callbacks
public import Rota

extension Store {
  /// How many keys the person's feed has had; the last one counts, and nil: it never had one.
  public func feedKeyNumber(of person: Name) throws -> Int64? {
    try connection.first(
      "SELECT number FROM feed_keys WHERE person = ?", [SQLiteValue(person)]
    ) { try $0.integer("number") }
  }

  public func setFeedKey(of person: Name, number: Int64, hash: [UInt8]) throws {
    try connection.run(
      "INSERT INTO feed_keys (person, number, hash) VALUES (?, ?, ?) "
        + "ON CONFLICT (person) DO UPDATE SET number = excluded.number, hash = excluded.hash",
      [SQLiteValue(person), .integer(number), .blob(hash)])
  }

  /// Whose feed it opens.
  public func person(ofFeedKey hash: [UInt8]) throws -> Name? {
    try connection.first("SELECT person FROM feed_keys WHERE hash = ?", [.blob(hash)]) {
      Name(try $0.text("person"))
    }
  }
}

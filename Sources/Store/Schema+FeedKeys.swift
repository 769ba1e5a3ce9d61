extension Schema {
  /// One feed of shifts a person; the key's text is worked out anew, and nowhere here.
  static let feedKeysMigration = """
    CREATE TABLE feed_keys (
      person TEXT PRIMARY KEY,
      number INTEGER NOT NULL,
      hash BLOB NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID;
    """
}

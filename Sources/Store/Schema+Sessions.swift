extension Schema {
  /// A session's own secret is nowhere here, nor is the token: who reads the store signs in by neither. It
  /// lasts no longer than its token.
  static let sessionsMigration = """
    CREATE TABLE sessions (
      hash BLOB PRIMARY KEY,
      token BLOB NOT NULL,
      ends_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}

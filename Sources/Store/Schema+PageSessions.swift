extension Schema {
  /// Who is signed in to the pages, and links that sign somebody in once. Of both only hashes are here: who
  /// reads the store comes in by none of them. Whoever was signed in before signs in again.
  static let pageSessionsMigration = """
    DROP TABLE sessions;
    CREATE TABLE sessions (
      hash BLOB PRIMARY KEY,
      role TEXT NOT NULL,
      person TEXT,
      token TEXT,
      made_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sessions_by_end ON sessions (ends_at);
    CREATE TABLE sign_in_links (
      hash BLOB PRIMARY KEY,
      role TEXT NOT NULL,
      person TEXT,
      ends_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sign_in_links_by_end ON sign_in_links (ends_at);
    """
}

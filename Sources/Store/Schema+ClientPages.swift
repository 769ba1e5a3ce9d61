extension Schema {
  /// Who of the clients is signed in to their pages, and the links that they were sent. Of both only hashes
  /// are here. A link that has been used stays for a while: by it is counted how many an address was sent.
  static let clientPagesMigration = """
    CREATE TABLE client_links (
      hash BLOB PRIMARY KEY,
      address TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX client_links_by_address ON client_links (address, made_at);
    CREATE TABLE client_sessions (
      hash BLOB PRIMARY KEY,
      address TEXT NOT NULL,
      ends_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX client_sessions_by_end ON client_sessions (ends_at);
    CREATE INDEX tickets_by_email ON tickets (lower(email), number) WHERE email IS NOT NULL;
    CREATE INDEX tickets_by_client ON tickets (organisation COLLATE NOCASE, number)
      WHERE client_by IS NOT NULL;
    """
}

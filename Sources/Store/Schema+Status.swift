extension Schema {
  /// The service's status, as everybody may read it.
  static let statusMigration = """
    CREATE TABLE status_notices (
      id INTEGER PRIMARY KEY,
      says TEXT,
      is_open INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX status_notices_open ON status_notices (id) WHERE is_open;
    CREATE TABLE status_updates (
      id INTEGER PRIMARY KEY,
      notice INTEGER NOT NULL REFERENCES status_notices (id),
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      state TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX status_updates_by_notice ON status_updates (notice, id);
    """
}

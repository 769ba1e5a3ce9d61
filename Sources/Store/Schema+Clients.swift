extension Schema {
  /// The lists of clients that were in force, as their bytes; null: there was no file any more.
  static let clientsMigration = """
    CREATE TABLE client_lists (
      id INTEGER PRIMARY KEY,
      in_force_since INTEGER NOT NULL,
      bytes BLOB
    ) STRICT;
    """
}

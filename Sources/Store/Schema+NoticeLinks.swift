extension Schema {
  /// A link's own text is nowhere here: who reads the store opens nothing by it.
  static let noticeLinksMigration = """
    CREATE TABLE notice_links (
      hash BLOB PRIMARY KEY,
      notice INTEGER NOT NULL REFERENCES notices (id)
    ) STRICT, WITHOUT ROWID;
    """
}

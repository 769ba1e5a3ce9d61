extension Schema {
  /// By what it is known whose a ticket's requester is.
  static let recognisedClientsMigration = """
    ALTER TABLE tickets ADD COLUMN client_by TEXT;
    """
}

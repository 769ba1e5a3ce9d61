extension Schema {
  static let callsWithoutEndMigration = """
    CREATE INDEX calls_without_end ON calls (arrival, key)
      WHERE route = 'desk' AND outcome IS NULL;
    """
}

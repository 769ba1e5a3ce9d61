extension Schema {
  /// The reports ask by when things were.
  static let reportsMigration = """
    CREATE INDEX callbacks_by_creation ON callbacks (created_at);
    CREATE INDEX callbacks_by_end ON callbacks (completed_at) WHERE completed_at IS NOT NULL;
    CREATE INDEX calls_by_arrival ON calls (arrival, key);
    CREATE INDEX tickets_by_creation ON tickets (created_at);
    CREATE INDEX updates_by_time ON updates (at);
    CREATE INDEX deliveries_by_sending ON deliveries (sent_at) WHERE sent_at IS NOT NULL;
    """
}

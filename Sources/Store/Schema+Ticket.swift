extension Schema {
  /// What a person has set of a ticket, its words for the search, materials, and how each time entry divides
  /// at the edges of service hours.
  ///
  /// The index of words holds no text of its own: it stands beside the tickets, and ``Store/save(_:)`` of a
  /// ticket keeps it true. (No trigger may: the schema is not trusted with virtual tables.)
  static let ticketMigration = """
    ALTER TABLE tickets ADD COLUMN subject_by_person INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE tickets ADD COLUMN caller_by_person INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE tickets ADD COLUMN wiped_at INTEGER;
    CREATE INDEX tickets_to_wipe ON tickets (solved_at)
      WHERE solved_at IS NOT NULL AND wiped_at IS NULL;
    ALTER TABLE time_entries ADD COLUMN pieces TEXT NOT NULL DEFAULT '';
    CREATE INDEX time_entries_by_start ON time_entries (start);

    CREATE TABLE materials (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES tickets (number),
      date INTEGER NOT NULL,
      description TEXT NOT NULL,
      quantity INTEGER NOT NULL,
      unit_price_cents INTEGER NOT NULL,
      by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX materials_by_ticket ON materials (ticket, date);
    CREATE INDEX materials_by_date ON materials (date);

    CREATE VIRTUAL TABLE ticket_words USING fts5 (
      subject, summary, name, organisation, email, phone,
      content='tickets', content_rowid='number', tokenize='unicode61 remove_diacritics 2'
    );
    INSERT INTO ticket_words (rowid, subject, summary, name, organisation, email, phone)
      SELECT number, subject, summary, name, organisation, email, phone FROM tickets;
    """
}

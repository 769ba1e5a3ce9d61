extension Schema {
  /// What a person has set of a ticket, its words for the search, materials, and how each time entry divides
  /// at the edges of service hours.
  ///
  /// The index of words holds no text of its own: it stands beside the tickets, and these triggers keep it
  /// true whoever writes.
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
    CREATE TRIGGER ticket_words_of_new AFTER INSERT ON tickets BEGIN
      INSERT INTO ticket_words (rowid, subject, summary, name, organisation, email, phone) VALUES
        (new.number, new.subject, new.summary, new.name, new.organisation, new.email, new.phone);
    END;
    CREATE TRIGGER ticket_words_of_changed AFTER UPDATE ON tickets
      WHEN old.subject IS NOT new.subject OR old.summary IS NOT new.summary
        OR old.name IS NOT new.name OR old.organisation IS NOT new.organisation
        OR old.email IS NOT new.email OR old.phone IS NOT new.phone
    BEGIN
      INSERT INTO ticket_words
        (ticket_words, rowid, subject, summary, name, organisation, email, phone) VALUES
        ('delete', old.number, old.subject, old.summary, old.name, old.organisation, old.email,
          old.phone);
      INSERT INTO ticket_words (rowid, subject, summary, name, organisation, email, phone) VALUES
        (new.number, new.subject, new.summary, new.name, new.organisation, new.email, new.phone);
    END;
    """
}

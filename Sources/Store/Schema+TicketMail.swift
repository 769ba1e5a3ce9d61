extension Schema {
  /// Updates of tickets, the mail that goes to requesters, and the mail that came.
  static let ticketMailMigration = """
    ALTER TABLE tickets ADD COLUMN refers_to INTEGER REFERENCES tickets (number);
    CREATE INDEX tickets_solved ON tickets (solved_at) WHERE status = 'solved';

    CREATE TABLE updates (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES tickets (number),
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      door TEXT NOT NULL,
      is_public INTEGER NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX updates_by_ticket ON updates (ticket, id);

    CREATE TABLE mails (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES tickets (number),
      kind TEXT NOT NULL,
      recipient TEXT NOT NULL,
      subject TEXT NOT NULL,
      text TEXT NOT NULL,
      message_id TEXT NOT NULL UNIQUE,
      reply_to TEXT NOT NULL,
      in_reply_to TEXT,
      earlier TEXT NOT NULL,
      is_answer INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      state TEXT NOT NULL,
      tries INTEGER NOT NULL,
      first_tried_at INTEGER,
      next_at INTEGER,
      sent_at INTEGER
    ) STRICT;
    CREATE INDEX mails_by_ticket ON mails (ticket, id);
    CREATE INDEX mails_by_recipient ON mails (recipient, created_at);
    CREATE INDEX mails_by_next ON mails (next_at, id) WHERE next_at IS NOT NULL;
    CREATE INDEX mails_in_hand ON mails (state) WHERE state = 'sending';

    CREATE TABLE mails_taken (
      id INTEGER PRIMARY KEY,
      identity TEXT NOT NULL UNIQUE,
      at INTEGER NOT NULL,
      result TEXT NOT NULL,
      ticket INTEGER REFERENCES tickets (number),
      made INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE attachments (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES tickets (number),
      at INTEGER NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      bytes BLOB
    ) STRICT;
    CREATE INDEX attachments_by_ticket ON attachments (ticket, id);
    CREATE TABLE mails_aside (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      poster TEXT NOT NULL,
      reason TEXT NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE keys (
      name TEXT PRIMARY KEY,
      bytes BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}

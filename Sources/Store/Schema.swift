/// The tables, as steps from an empty file to what this program knows. A step that has been released is
/// never changed: a new one follows it. `PRAGMA user_version` says how many a file has taken.
enum Schema {
  static let migrations = [
    firstMigration, noticeLinksMigration, ticketMigration, ticketMailMigration, statusMigration,
    feedKeysMigration, sessionsMigration, clientsMigration, callsWithoutEndMigration,
    pageSessionsMigration, reportsMigration, recognisedClientsMigration, clientPagesMigration,
    wipingMigration,
  ]

  /// Moments are whole microseconds since the Unix epoch. Rows are added and changed, never deleted, so
  /// that the highest number plus one is a new one for ever.
  private static let firstMigration = """
    CREATE TABLE calls (
      key INTEGER PRIMARY KEY,
      call_id TEXT NOT NULL,
      first_heard_at INTEGER NOT NULL,
      last_heard_at INTEGER NOT NULL,
      arrival INTEGER NOT NULL,
      has_started INTEGER NOT NULL,
      route TEXT NOT NULL,
      "from" TEXT, from_at INTEGER,
      "to" TEXT, to_at INTEGER,
      name TEXT, name_at INTEGER,
      organisation TEXT, organisation_at INTEGER,
      email TEXT, email_at INTEGER,
      phone TEXT, phone_at INTEGER,
      summary TEXT, summary_at INTEGER,
      recording_url TEXT, recording_url_at INTEGER,
      outcome TEXT, outcome_at INTEGER,
      sent_to TEXT, sent_to_at INTEGER,
      urgency TEXT NOT NULL,
      has_details INTEGER NOT NULL,
      is_owed INTEGER NOT NULL,
      ticket INTEGER REFERENCES tickets (number),
      made_ticket INTEGER NOT NULL,
      warnings TEXT NOT NULL
    ) STRICT;
    CREATE INDEX calls_by_id ON calls (call_id, key);
    CREATE INDEX calls_by_ticket ON calls (ticket) WHERE ticket IS NOT NULL;

    CREATE TABLE tickets (
      number INTEGER PRIMARY KEY,
      status TEXT NOT NULL,
      subject TEXT NOT NULL,
      summary TEXT,
      name TEXT,
      organisation TEXT,
      email TEXT,
      phone TEXT,
      urgency TEXT NOT NULL,
      billing_group TEXT NOT NULL,
      billing_reason TEXT NOT NULL,
      billing_by_person INTEGER NOT NULL,
      source TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      solved_at INTEGER,
      partner TEXT,
      alike INTEGER REFERENCES tickets (number)
    ) STRICT;

    CREATE TABLE callbacks (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES tickets (number),
      call INTEGER REFERENCES calls (key),
      status TEXT NOT NULL,
      owner TEXT NOT NULL,
      holder TEXT,
      due_at INTEGER NOT NULL,
      first_due_at INTEGER NOT NULL,
      due_set_at INTEGER NOT NULL,
      is_promised INTEGER NOT NULL,
      attempted_in_time INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      ready_at INTEGER,
      acknowledged_by TEXT,
      acknowledged_at INTEGER,
      completed_at INTEGER,
      outcome TEXT,
      urgency TEXT NOT NULL,
      calls INTEGER NOT NULL,
      caller_key TEXT,
      warnings TEXT NOT NULL,
      ready_due_at INTEGER,
      list_started_at INTEGER,
      list_steps TEXT,
      list_repeats INTEGER,
      list_next INTEGER,
      next_step_at INTEGER,
      list_round INTEGER,
      lists_started INTEGER NOT NULL,
      acknowledgement_ends_at INTEGER,
      remind_at INTEGER,
      reminders_left INTEGER NOT NULL,
      promise_remind_at INTEGER,
      ringing_ends_at INTEGER,
      overdue_told_for INTEGER,
      wake_at INTEGER
    ) STRICT;
    CREATE INDEX callbacks_by_wake ON callbacks (wake_at, id) WHERE wake_at IS NOT NULL;
    CREATE INDEX callbacks_by_ticket ON callbacks (ticket, id);
    CREATE INDEX callbacks_by_due ON callbacks (due_at, id);
    CREATE INDEX callbacks_by_caller ON callbacks (caller_key, id) WHERE caller_key IS NOT NULL;
    CREATE UNIQUE INDEX callbacks_open ON callbacks (ticket)
      WHERE status IN ('pending', 'acknowledged');
    CREATE INDEX callbacks_open_by_due ON callbacks (due_at, id)
      WHERE status IN ('pending', 'acknowledged');

    CREATE TABLE attempts (
      id INTEGER PRIMARY KEY,
      callback INTEGER NOT NULL REFERENCES callbacks (id),
      at INTEGER NOT NULL,
      person TEXT NOT NULL,
      outcome TEXT NOT NULL,
      minutes INTEGER,
      note TEXT,
      recorded_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX attempts_by_callback ON attempts (callback, id);

    CREATE TABLE time_entries (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES tickets (number),
      person TEXT NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL,
      note TEXT,
      recorded_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX time_entries_by_ticket ON time_entries (ticket, start);

    CREATE TABLE history (
      id INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL REFERENCES tickets (number),
      callback INTEGER REFERENCES callbacks (id),
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      door TEXT NOT NULL,
      what TEXT NOT NULL,
      note TEXT
    ) STRICT;
    CREATE INDEX history_by_ticket ON history (ticket, id);
    CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history BEGIN
      SELECT RAISE (ABORT, 'history is never rewritten');
    END;
    CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history BEGIN
      SELECT RAISE (ABORT, 'history is never deleted');
    END;

    CREATE TABLE notices (
      id INTEGER PRIMARY KEY,
      uid TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      person TEXT,
      text TEXT NOT NULL,
      ticket INTEGER REFERENCES tickets (number),
      callback INTEGER REFERENCES callbacks (id),
      round INTEGER,
      step INTEGER,
      created_at INTEGER NOT NULL,
      ends_at INTEGER
    ) STRICT;
    CREATE INDEX notices_by_ticket ON notices (ticket, id) WHERE ticket IS NOT NULL;
    CREATE INDEX notices_by_callback ON notices (callback, id) WHERE callback IS NOT NULL;
    CREATE TABLE deliveries (
      id INTEGER PRIMARY KEY,
      notice INTEGER NOT NULL REFERENCES notices (id),
      channel TEXT NOT NULL,
      position INTEGER NOT NULL,
      state TEXT NOT NULL,
      tries INTEGER NOT NULL,
      first_tried_at INTEGER,
      next_at INTEGER,
      has_failed INTEGER NOT NULL,
      sent_at INTEGER,
      wake_at INTEGER
    ) STRICT;
    CREATE INDEX deliveries_by_notice ON deliveries (notice, position);
    CREATE INDEX deliveries_in_hand ON deliveries (state) WHERE state = 'sending';
    CREATE INDEX deliveries_by_wake ON deliveries (wake_at, id) WHERE wake_at IS NOT NULL;

    CREATE TABLE clockwork (
      name TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE closings (
      id INTEGER PRIMARY KEY,
      starts_at INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      reason TEXT NOT NULL,
      by TEXT NOT NULL
    ) STRICT;

    CREATE TABLE events (
      id INTEGER PRIMARY KEY,
      event_id TEXT NOT NULL UNIQUE,
      digest BLOB NOT NULL,
      call INTEGER NOT NULL REFERENCES calls (key),
      received_at INTEGER NOT NULL,
      at INTEGER NOT NULL,
      poster TEXT NOT NULL,
      fields TEXT NOT NULL,
      answer TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_by_call ON events (call, id);

    CREATE TABLE refused (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      poster TEXT NOT NULL,
      body BLOB NOT NULL,
      errors TEXT NOT NULL
    ) STRICT;

    CREATE TABLE tokens (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL,
      person TEXT,
      hash BLOB NOT NULL UNIQUE,
      made_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE replies (
      token TEXT NOT NULL,
      key TEXT NOT NULL,
      digest BLOB NOT NULL,
      at INTEGER NOT NULL,
      status INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (token, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX replies_by_age ON replies (at);

    CREATE TABLE heartbeat (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE configurations (
      id INTEGER PRIMARY KEY,
      in_force_since INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE configuration_files (
      configuration INTEGER NOT NULL REFERENCES configurations (id),
      name TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (configuration, name)
    ) STRICT, WITHOUT ROWID;
    """
}

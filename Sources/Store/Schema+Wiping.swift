extension Schema {
  /// What is needed to wipe personal details after their time. A history is never rewritten but in one way:
  /// of a wiped ticket the words go that a person wrote into a note, and a client's address.
  static let wipingMigration = """
    ALTER TABLE calls ADD COLUMN wiped_at INTEGER;
    CREATE INDEX calls_to_wipe ON calls (last_heard_at) WHERE ticket IS NULL AND wiped_at IS NULL;
    CREATE INDEX mails_taken_by_ticket ON mails_taken (ticket) WHERE ticket IS NOT NULL;
    DROP TRIGGER history_is_not_changed;
    CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history
    WHEN NEW.id IS NOT OLD.id OR NEW.ticket IS NOT OLD.ticket OR NEW.callback IS NOT OLD.callback
      OR NEW.at IS NOT OLD.at OR NEW.door IS NOT OLD.door OR NEW.what IS NOT OLD.what
      OR (SELECT wiped_at FROM tickets WHERE number = OLD.ticket) IS NULL
    BEGIN
      SELECT RAISE (ABORT, 'history is never rewritten');
    END;
    """
}

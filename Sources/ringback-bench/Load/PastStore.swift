import CSQLite
import Glibc

/// A data folder with a long past, written straight into the tables: so many tickets, all but the last few
/// solved, each with its call, event, callback, attempt, time, history and notice.
struct PastStore {
  let data: String
  let telephony: String
  let manager: String

  /// More than fit on a page of 100.
  static let manyOpen = 150
  /// As many as wait in a bad night.
  static let fewOpen = 10

  /// - Parameter open: so many callbacks are open, and held by somebody, so that the clockwork lets them
  ///   rest.
  init(
    _ folder: BenchFolder, named name: String, tickets: Int, open: Int = PastStore.manyOpen
  ) throws {
    data = folder.path + "/" + name
    try folder.makeFolder(data)
    telephony = try PastStore.token("telephony", in: data)
    manager = try PastStore.token("manager", in: data)
    try PastStore.fill(data + "/ringback.sqlite", tickets: tickets, open: open)
  }

  private static func token(_ role: String, in data: String) throws -> String {
    let text = try BenchChild.output(
      of: try Program("ringback", []).path,
      ["token", "add", role, "--role", role, "--data", data])
    return String(text.prefix { !$0.isWhitespace })
  }

  private static func fill(_ path: String, tickets: Int, open: Int) throws(BenchFault) {
    var handle: OpaquePointer?
    guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
      throw .service("the store can't be opened")
    }
    defer { sqlite3_close(handle) }
    // Nothing of it is lost if the machine fails but the time to make it anew.
    let start = """
      PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
      PRAGMA temp_store = MEMORY; BEGIN;
      """
    for sql in [start] + rows(tickets, open: open) + ["COMMIT; PRAGMA journal_mode = WAL;"] {
      guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
        throw .service(sqlite3_errmsg(handle).map { String(cString: $0) } ?? "no past")
      }
    }
  }

  private static func numbers(_ count: Int) -> String {
    """
    CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
    INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < \(count))
      SELECT i FROM c;
    """
  }

  /// A ticket each ten minutes, the last one as the night begins.
  private static func rows(_ count: Int, open: Int) -> [String] {
    let firstAt = (RunningService.nightStart - Int64(count) * 600) * 1_000_000
    let at = "\(firstAt) + i * 600000000"
    let isOpen = "i > \(count - open)"
    let phone = "'+6421' || (1000000 + i * 7919 % 9000000)"
    return [
      numbers(count),
      """
      INSERT INTO tickets (number, status, subject, summary, name, organisation, phone, urgency,
        billing_group, billing_reason, billing_by_person, source, created_at, solved_at)
      SELECT 1000 + i, iif(\(isOpen), 'open', 'closed'), 'The printer smokes',
        'The printer on the second floor smokes, and the label printer with it.', 'Moana Tui ' || i,
        'Harbour Dental', \(phone), 'normal', 'after_hours', 'weekend', 0, 'phone', \(at),
        iif(\(isOpen), NULL, \(at) + 3600000000) FROM n;
      """,
      """
      INSERT INTO ticket_words (rowid, subject, summary, name, organisation, email, phone)
        SELECT number, subject, summary, name, organisation, email, phone FROM tickets;
      """,
      """
      INSERT INTO calls (key, call_id, first_heard_at, last_heard_at, arrival, has_started, route,
        "from", from_at, summary, summary_at, urgency, has_details, is_owed, ticket, made_ticket, warnings)
      SELECT i, 'past-' || i, \(at), \(at), \(at), 1, 'on_call', \(phone), \(at),
        'The printer on the second floor smokes, and the label printer with it.', \(at), 'normal', 1, 1,
        1000 + i, 1, '' FROM n;
      """,
      """
      INSERT INTO callbacks (id, ticket, call, status, owner, holder, due_at, first_due_at, due_set_at,
        is_promised, attempted_in_time, created_at, ready_at, acknowledged_by, acknowledged_at,
        completed_at, outcome, urgency, calls, caller_key, warnings, lists_started, reminders_left)
      SELECT i, 1000 + i, i, iif(\(isOpen), 'acknowledged', 'completed'), 'on_call', 'aroha',
        \(at) + 3600000000, \(at) + 3600000000, \(at), 0, 1, \(at), \(at) + 60000000, 'aroha',
        \(at) + 120000000, iif(\(isOpen), NULL, \(at) + 1800000000),
        iif(\(isOpen), NULL, 'reached'), 'normal', 1, \(phone), '', 1, 0 FROM n;
      """,
      """
      INSERT INTO attempts (callback, at, person, outcome, minutes, note, recorded_at)
      SELECT i, \(at) + 1800000000, 'aroha', iif(\(isOpen), 'no_answer', 'reached'), 12,
        'Turned it off and on again.', \(at) + 1800000000 FROM n;
      """,
      """
      INSERT INTO history (ticket, callback, at, by, door, what, note)
      SELECT 1000 + i, i, \(at) + step * 60000000, 'aroha', 'api', 'acknowledged', 'Looking at it.'
        FROM n, (SELECT i AS step FROM n LIMIT 3);
      """,
      """
      INSERT INTO events (event_id, digest, call, received_at, at, poster, fields, answer)
      SELECT lower(hex(randomblob(16))), randomblob(32), i, \(at), \(at), 'telephony',
        '{"type":"call.started","call_id":"past-' || i || '","from":"' || \(phone) || '"}',
        '{"event_id":"past-' || i || '","ticket":' || (1000 + i) || ',"route":"on_call"}' FROM n;
      """,
      """
      INSERT INTO notices (uid, kind, person, text, ticket, callback, round, step, created_at)
      SELECT lower(hex(randomblob(16))), 'callback_ready', 'aroha', 'Moana Tui wants to be rung back.',
        1000 + i, i, 1, 0, \(at) + 60000000 FROM n;
      """,
      """
      INSERT INTO deliveries (notice, channel, position, state, tries, first_tried_at, has_failed, sent_at)
      SELECT i, 'log', 0, 'sent', 1, \(at) + 60000000, 0, \(at) + 60000000 FROM n;
      """,
      "INSERT INTO notice_links SELECT randomblob(32), i FROM n;",
      """
      INSERT INTO time_entries (ticket, person, start, "end", note, recorded_at)
      SELECT 1000 + i, 'aroha', \(at) + 1800000000, \(at) + 2500000000, 'The printer.', \(at) FROM n;
      """, "DROP TABLE n;",
    ]
  }
}

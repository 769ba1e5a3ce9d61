public import Callbacks
import CivilTime
import Rota

extension Store {
  /// In the order in which the work began.
  public func timeEntries(of ticket: TicketNumber) throws -> [TimeEntry] {
    try connection.rows(
      "SELECT * FROM time_entries WHERE ticket = ? ORDER BY start, id", [SQLiteValue(ticket)]
    ) { row in
      TimeEntry(
        ticket: ticket, person: Name(try row.text("person")), start: try row.moment("start"),
        end: try row.moment("end"), note: try row.textIfAny("note"),
        recordedAt: try row.moment("recorded_at"))
    }
  }

  public func add(_ entry: TimeEntry) throws {
    try connection.insert(
      "time_entries",
      [
        "ticket": SQLiteValue(entry.ticket), "person": SQLiteValue(entry.person),
        "start": SQLiteValue(entry.start), "\"end\"": SQLiteValue(entry.end),
        "note": SQLiteValue(entry.note), "recorded_at": SQLiteValue(entry.recordedAt),
      ])
  }
}

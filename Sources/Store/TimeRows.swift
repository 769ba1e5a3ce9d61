public import Callbacks
public import CivilTime
import Rota

extension Store {
  /// In the order in which the work began.
  public func timeEntries(of ticket: TicketNumber) throws -> [TimeEntry] {
    try connection.rows(
      "SELECT * FROM time_entries WHERE ticket = ? ORDER BY start, id", [SQLiteValue(ticket)],
      Store.readTimeEntry)
  }

  /// Those that began in the range, in that order.
  public func timeEntries(startingIn range: Range<Moment>) throws -> [TimeEntry] {
    try connection.rows(
      "SELECT * FROM time_entries WHERE start >= ? AND start < ? ORDER BY start, id",
      [SQLiteValue(range.lowerBound), SQLiteValue(range.upperBound)], Store.readTimeEntry)
  }

  public func add(_ entry: TimeEntry) throws {
    try touch(entry.ticket)
    try connection.insert(
      "time_entries",
      [
        "ticket": SQLiteValue(entry.ticket), "person": SQLiteValue(entry.person),
        "start": SQLiteValue(entry.start), "\"end\"": SQLiteValue(entry.end),
        "note": SQLiteValue(entry.note), "recorded_at": SQLiteValue(entry.recordedAt),
        "pieces": .text(Store.text(of: entry.pieces)),
      ])
  }

  private static func readTimeEntry(_ row: SQLiteRow) throws -> TimeEntry {
    TimeEntry(
      ticket: TicketNumber(try row.integer("ticket")), person: Name(try row.text("person")),
      start: try row.moment("start"), end: try row.moment("end"),
      note: try row.textIfAny("note"), recordedAt: try row.moment("recorded_at"),
      pieces: try pieces(of: try row.text("pieces"), from: try row.moment("start")))
  }

  // A line a piece: where it ends in microseconds, whether it is in service hours, and why.
  private static func text(of pieces: [TimePiece]) -> String {
    pieces.map {
      "\($0.range.upperBound.microseconds) \($0.isInServiceHours ? 1 : 0) \($0.reason)"
    }.joined(separator: "\n")
  }

  private static func pieces(of text: String, from start: Moment) throws -> [TimePiece] {
    var start = start
    return try text.split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let end = Int64(parts[0]), end > start.microseconds else {
        throw StoreFault.damaged("pieces")
      }
      defer { start = Moment(microseconds: end) }
      return TimePiece(
        range: start..<Moment(microseconds: end), isInServiceHours: parts[1] == "1",
        reason: String(parts[2]))
    }
  }
}

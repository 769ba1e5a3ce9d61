public import Callbacks
public import CivilTime
import Rota

extension Store {
  /// The callbacks that the filter lets through, and one more when there is a next page.
  public func callbacks(_ filter: CallbackFilter, now: Moment) throws -> [Callback] {
    var (conditions, values): ([String], [SQLiteValue]) = ([], [])
    func require(_ condition: String, _ more: SQLiteValue...) {
      conditions.append(condition)
      values += more
    }
    let open = Set(CallbackStatus.allCases.filter(\.isOpen))
    if filter.statuses.isSubset(of: open) {
      // Said in the index's own words, so that the index of the open ones is used.
      require("status IN ('pending', 'acknowledged')")
    }
    if filter.statuses != open {
      require("status IN (\(Store.marks(filter.statuses.count)))")
      values += CallbackStatus.allCases.filter(filter.statuses.contains).map {
        SQLiteValue(word: $0)
      }
    }
    if let owner = filter.owner { require("owner = ?", SQLiteValue(word: owner)) }
    if let person = filter.person {
      require(
        "(holder = ? OR (holder IS NULL AND EXISTS (SELECT 1 FROM notices "
          + "WHERE callback = callbacks.id AND kind = 'callback_ready' AND person = ?)))",
        SQLiteValue(person), SQLiteValue(person))
    }
    if let isOverdue = filter.isOverdue {
      require(
        (isOverdue ? "" : "NOT ")
          + "(attempted_in_time = 0 AND due_at <= min(?, coalesce(completed_at, ?)))",
        SQLiteValue(now), SQLiteValue(now))
    }
    if let after = filter.after {
      require("(due_at, id) > (?, ?)", SQLiteValue(after.dueAt), SQLiteValue(after.id))
    }
    values.append(.integer(Int64(filter.limit + 1)))
    return try connection.rows(
      "SELECT * FROM callbacks WHERE \(conditions.joined(separator: " AND ")) "
        + "ORDER BY due_at, id LIMIT ?", values, Store.readCallback)
  }

  /// The callback with what is shown of it.
  public func record(of callback: Callback) throws -> CallbackRecord? {
    guard let ticket = try ticket(callback.ticket) else { return nil }
    return CallbackRecord(
      callback: callback, ticket: ticket, call: try callback.call.flatMap { try call($0) },
      attempts: try attempts(of: callback.id))
  }

  private static func marks(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ", ")
  }

  /// A ticket with all that belongs to it; nil when there is none of that number.
  public func wholeTicket(_ number: TicketNumber) throws -> WholeTicket? {
    guard let ticket = try ticket(number) else { return nil }
    return WholeTicket(
      ticket: ticket, calls: try calls(of: number),
      callbacks: try callbacks(of: number).compactMap { try record(of: $0) },
      updates: try updates(of: number), attachments: try attachments(of: number),
      time: try timeEntries(of: number), history: try history(of: number),
      materials: try materials(of: number))
  }
}

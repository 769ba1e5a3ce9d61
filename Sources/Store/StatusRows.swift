public import Callbacks
public import CivilTime

extension Store {
  /// The first first.
  public func openStatusNotices() throws -> [StatusNotice] {
    try notices("SELECT * FROM status_notices WHERE is_open ORDER BY id", [])
  }

  /// Those that are open, and those resolved since then; the newest first.
  public func statusNotices(resolvedSince moment: Moment, limit: Int) throws -> [StatusNotice] {
    try notices(
      """
      SELECT * FROM status_notices AS notice WHERE is_open OR
        (SELECT max(at) FROM status_updates WHERE notice = notice.id) >= ?
      ORDER BY id DESC LIMIT ?
      """, [SQLiteValue(moment), .integer(Int64(limit))])
  }

  public func statusNotice(_ number: Int64) throws -> StatusNotice? {
    try notices("SELECT * FROM status_notices WHERE id = ?", [.integer(number)]).first
  }

  /// Writes an update, of a notice that is there or of a new one.
  ///
  /// - Parameter says: nil: what it said stays; empty: nothing.
  /// - Returns: the notice's number.
  public func add(
    _ update: StatusNotice.Update, to number: Int64?, says: String?
  ) throws -> Int64 {
    let words = says.map { $0.isEmpty ? SQLiteValue.null : .text($0) }
    let isOpen = SQLiteValue(update.state != .resolved)
    let notice: Int64
    if let number {
      notice = number
      try connection.run(
        "UPDATE status_notices SET is_open = ? WHERE id = ?", [isOpen, .integer(number)])
      if let words {
        try connection.run(
          "UPDATE status_notices SET says = ? WHERE id = ?", [words, .integer(number)])
      }
    } else {
      try connection.insert("status_notices", ["says": words ?? .null, "is_open": isOpen])
      notice = connection.lastInsertedID
    }
    try connection.insert(
      "status_updates",
      [
        "notice": .integer(notice), "at": SQLiteValue(update.at), "by": .text(update.by),
        "state": SQLiteValue(word: update.state), "text": .text(update.text),
      ])
    return notice
  }

  private func notices(_ sql: String, _ values: [SQLiteValue]) throws -> [StatusNotice] {
    let found = try connection.rows(sql, values) { row in
      (number: try row.integer("id"), says: try row.textIfAny("says"))
    }
    return try found.map { notice in
      StatusNotice(
        number: notice.number, says: notice.says,
        updates: try connection.rows(
          "SELECT * FROM status_updates WHERE notice = ? ORDER BY id", [.integer(notice.number)]
        ) { row in
          StatusNotice.Update(
            at: try row.moment("at"), by: try row.text("by"), state: try row.word("state"),
            text: try row.text("text"))
        })
    }
  }
}

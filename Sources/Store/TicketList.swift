public import Callbacks
import CivilTime

extension Store {
  /// The tickets that the filter lets through, the newest first, and one more when there is a next page.
  public func tickets(_ filter: TicketFilter) throws -> [Ticket] {
    var conditions = ["1"]
    var values: [SQLiteValue] = []
    func require(_ condition: String, _ more: SQLiteValue...) {
      conditions.append(condition)
      values += more
    }
    if filter.statuses.count < TicketStatus.allCases.count {
      let words = filter.statuses.map { "'\($0.rawValue)'" }.sorted()
      require("status IN (\(words.joined(separator: ", ")))")
    }
    if let organisation = filter.organisation {
      require(
        "replace(lower(organisation), ' ', '') = replace(lower(?), ' ', '')", .text(organisation))
    }
    if let group = filter.billingGroup { require("billing_group = ?", SQLiteValue(word: group)) }
    if let from = filter.from { require("created_at >= ?", SQLiteValue(from)) }
    if let to = filter.to { require("created_at < ?", SQLiteValue(to)) }
    if let after = filter.after { require("number < ?", SQLiteValue(after)) }
    if let words = filter.words {
      require(
        "(number = ? OR number IN (SELECT ticket FROM callbacks WHERE caller_key = ?) OR number IN "
          + "(SELECT rowid FROM ticket_words WHERE ticket_words MATCH ?))",
        SQLiteValue(words.ticket), SQLiteValue(words.callerKey), .text(Store.match(words)))
    }
    values.append(.integer(Int64(filter.limit + 1)))
    return try connection.rows(
      "SELECT * FROM tickets WHERE \(conditions.joined(separator: " AND ")) "
        + "ORDER BY number DESC LIMIT ?", values, Store.readTicket)
  }

  /// FTS5's own form: each word as a string, and whatever begins with it. Without a word nothing is found.
  private static func match(_ words: TicketWords) -> String {
    words.words.isEmpty ? "\"\"" : words.words.map { "\"\($0)\" *" }.joined(separator: " AND ")
  }
}

public import Callbacks
public import CivilTime

extension Store {
  /// The closing by hand that holds or comes; a later one replaces those before it.
  public func latestClosing() throws -> ClosingByHand? {
    try connection.first(
      "SELECT * FROM closings ORDER BY id DESC LIMIT 1", [], Store.readClosing)
  }

  /// The one that holds, or held, at that moment.
  public func closing(at moment: Moment) throws -> ClosingByHand? {
    try connection.first(
      "SELECT * FROM closings WHERE starts_at <= ? AND ends_at > ? ORDER BY id DESC LIMIT 1",
      [SQLiteValue(moment), SQLiteValue(moment)], Store.readClosing)
  }

  static func readClosing(_ row: SQLiteRow) throws -> ClosingByHand {
    ClosingByHand(
      range: try row.moment("starts_at")..<(try row.moment("ends_at")),
      reason: try row.text("reason"), by: try row.text("by"))
  }

  public func add(_ closing: ClosingByHand) throws {
    try connection.insert(
      "closings",
      [
        "starts_at": SQLiteValue(closing.range.lowerBound),
        "ends_at": SQLiteValue(closing.range.upperBound), "reason": .text(closing.reason),
        "by": .text(closing.by),
      ])
  }

  /// Opens the desk again: the closing ends now.
  public func endClosing(at moment: Moment) throws {
    try connection.run(
      "UPDATE closings SET ends_at = max(starts_at, ?) WHERE id = (SELECT max(id) FROM closings) "
        + "AND ends_at > ?", [SQLiteValue(moment), SQLiteValue(moment)])
  }
}

public import Callbacks
public import CivilTime

extension Store {
  /// In a time that does not grow with the past.
  public func standing(now: Moment) throws -> Standing {
    // Rows are never deleted: the highest key is their count.
    let highest = try connection.first(
      """
      SELECT (SELECT coalesce(max(key), 0) FROM calls) AS calls,
        (SELECT coalesce(max(id), 0) FROM events) AS events,
        (SELECT coalesce(max(number), \(TicketNumber.first.value - 1)) FROM tickets) AS tickets
      """
    ) { (try $0.integer("calls"), try $0.integer("events"), try $0.integer("tickets")) }
    let owners = try connection.rows(
      """
      SELECT owner, count(*) AS open FROM callbacks
      WHERE status IN ('pending', 'acknowledged') GROUP BY owner
      """
    ) { row in
      let owner: Owner = try row.word("owner")
      return (owner: owner, open: try row.integer("open"))
    }
    let next = try nextMoments()
    let (calls, events, tickets) = highest ?? (0, 0, TicketNumber.first.value - 1)
    return Standing(
      calls: calls, events: events, tickets: tickets - (TicketNumber.first.value - 1),
      open: Dictionary(owners.map { ($0.owner, $0.open) }, uniquingKeysWith: +),
      overdue: Int64(try openCallbackCounts(now: now).overdue),
      nextWake: [next.callback, next.delivery].compactMap { $0 }.min())
  }
}

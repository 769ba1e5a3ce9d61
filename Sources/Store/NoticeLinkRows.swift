public import Callbacks
import CivilTime
import Rota

extension Store {
  /// Keeps the hash of a notice's link; what is there already stays.
  public func addNoticeLink(hash: [UInt8], notice: Int64) throws {
    try connection.run(
      "INSERT INTO notice_links (hash, notice) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
      [.blob(hash), .integer(notice)])
  }

  /// Whose link it is and on what, while that callback is open; nil for one that opens nothing.
  ///
  /// Looked up by its hash alone: whoever tries links can't choose their hashes.
  public func noticeLink(withHash hash: [UInt8]) throws -> NoticeLink? {
    try connection.first(
      """
      SELECT notices.person, callbacks.id AS callback, callbacks.ticket
      FROM notice_links
        JOIN notices ON notices.id = notice_links.notice
        JOIN callbacks ON callbacks.id = notices.callback
      WHERE hash = ? AND person IS NOT NULL AND callbacks.status IN ('pending', 'acknowledged')
      """, [.blob(hash)]
    ) { row in
      NoticeLink(
        person: Name(try row.text("person")), callback: CallbackID(try row.integer("callback")),
        ticket: TicketNumber(try row.integer("ticket")))
    }
  }
}

public import Callbacks
import Store

extension ServiceCore {
  /// Keeps a refused body whole: it may be a call that somebody is owed.
  ///
  /// - Parameter errors: why it was refused, as JSON.
  public func keepAside(_ body: [UInt8], poster: String, errors: String) throws {
    try store.add(RefusedBody(at: freezeNow(), poster: poster, body: body, errors: errors))
  }

  /// Writes something, so that its commit shows whether writing works.
  public func beat() throws { try store.beat(at: freezeNow()) }

  /// The ticket's history, for the answer to an action.
  public func history(of ticket: TicketNumber) throws -> [HistoryEntry] {
    try store.history(of: ticket)
  }
}

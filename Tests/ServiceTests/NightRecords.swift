import Callbacks
import Rota
import Store

@testable import Service

/// What stands in the store, as a story looks at it.
extension Night {
  func record(_ ticket: Int64 = 1001) throws -> CallbackRecord {
    guard let record = try core.store.record(of: callback(ticket)) else { throw NotThere() }
    return record
  }

  func whole(_ ticket: Int64 = 1001) throws -> WholeTicket {
    guard let whole = try core.store.wholeTicket(TicketNumber(ticket)) else { throw NotThere() }
    return whole
  }

  /// As `ben busy`, in the order in which they were written down.
  func attempts(_ ticket: Int64 = 1001) throws -> [String] {
    try record(ticket).attempts.map { "\($0.person) \($0.outcome.rawValue)" }
  }
}

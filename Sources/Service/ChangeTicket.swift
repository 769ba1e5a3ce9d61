public import Callbacks
import CivilTime
import Rota
import Store

/// What became of a change to a ticket.
public enum TicketReceipt: Equatable, Sendable {
  case done(WholeTicket)
  case refused(TicketRefusal)
  case noTicket
}

/// What a person may make of a ticket; closed it becomes by itself.
public enum StatusWish: String, CaseIterable, Sendable {
  case open, solved
}

extension ServiceCore {
  /// Writes an update on a ticket; the requester is told of a public one.
  public func addUpdate(
    _ text: String, isPublic: Bool, to number: TicketNumber, by actor: Actor
  ) throws -> TicketReceipt {
    guard let ticket = try store.ticket(number) else { return .noTicket }
    guard ticket.status != .closed else { return .refused(.closed) }
    let now = freezeNow()
    try store.add(
      TicketUpdate(
        ticket: number, at: now, by: actor.person.text, door: actor.door, isPublic: isPublic,
        text: text))
    try store.add(
      HistoryEntry(
        ticket: number, callback: nil, at: now, by: actor.person.text, door: actor.door,
        what: isPublic ? "update" : "note", note: nil))
    if isPublic { try mail(.update, about: ticket, text: text, now: now) }
    return try whole(number)
  }

  /// Solves a ticket or opens it again; the requester is told.
  public func set(
    _ status: StatusWish, of number: TicketNumber, by actor: Actor
  ) throws -> TicketReceipt {
    guard let ticket = try store.ticket(number) else { return .noTicket }
    let callback = try store.callback(of: number)
    let now = freezeNow()
    let change: TicketStatusChange
    do throws(TicketRefusal) {
      switch status {
      case .solved:
        change = try ticket.solved(
          callback: callback, by: actor.person.text, door: actor.door, now: now)
      case .open:
        change = try ticket.reopened(by: actor.person.text, door: actor.door, now: now)
      }
    } catch {
      return .refused(error)
    }
    if change.isChange {
      try save(change)
      try mail(status == .solved ? .solved : .reopened, about: change.ticket, now: now)
    }
    return try whole(number)
  }

  func save(_ change: TicketStatusChange) throws {
    try store.save(change.ticket)
    for entry in change.history { try store.add(entry) }
  }

  /// Closes what has been solved for long enough.
  func closeTickets(now: Moment) throws {
    let numbers = try store.ticketsSolved(
      before: now - Ticket.closesAfter, limit: ServiceCore.wakesMax)
    for number in numbers {
      guard let change = try store.ticket(number)?.closed(now: now), change.isChange else {
        continue
      }
      try save(change)
    }
  }

  /// When a ticket is to be closed that was solved then.
  static func closing(ofSolved moment: Moment) -> Moment {
    moment + Ticket.closesAfter + .microseconds(1)
  }

  func whole(_ number: TicketNumber) throws -> TicketReceipt {
    try store.wholeTicket(number).map { .done($0) } ?? .noTicket
  }
}

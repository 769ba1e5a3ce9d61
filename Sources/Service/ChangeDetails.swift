public import Callbacks
import CivilTime
import Store

extension ServiceCore {
  /// Changes what a person puts right of a ticket.
  ///
  /// - Returns: the ticket with all that belongs to it; nil when there is none of that number.
  public func change(
    _ number: TicketNumber, _ change: TicketChange, by actor: Actor
  ) throws -> WholeTicket? {
    guard let ticket = try store.ticket(number) else { return nil }
    let now = freezeNow()
    let changed = change.decide(on: ticket, by: actor, now: now) { [inForce] caller, isNamed in
      isNamed
        ? inForce.clients.list.client(named: caller.organisation)
        : inForce.clients.list.client(of: caller, organisationBy: .organisation)
    }
    if changed.ticket != ticket { try store.save(changed.ticket) }
    for entry in changed.history { try store.add(entry) }
    if changed.ticket.requester != ticket.requester || changed.ticket.partner != ticket.partner {
      try mailNumber(of: changed.ticket, now: now)
    }
    return try store.wholeTicket(number)
  }
}

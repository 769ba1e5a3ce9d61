public import Callbacks
import CivilTime
import Rota
import Store

/// What became of a person's action on a callback.
public enum ActionReceipt: Equatable, Sendable {
  case done(CallbackRecord)
  case refused(CallbackRefusal)
  /// The ticket isn't there, or has no callback.
  case noCallback
}

extension ServiceCore {
  /// Acts on the ticket's open callback, else on its latest (and is then refused).
  public func act(
    _ action: CallbackAction, on ticket: TicketNumber, by actor: Actor
  ) throws -> ActionReceipt {
    // Through a notice's link one acts as its person on its callback, and by no other way.
    guard actor.door != .notice else { return .noCallback }
    return try perform(action, on: try store.callback(of: ticket), by: actor)
  }

  func perform(
    _ action: CallbackAction, on callback: Callback?, by actor: Actor
  ) throws -> ActionReceipt {
    guard let callback, let record = try store.record(of: callback) else { return .noCallback }
    let now = freezeNow()
    let decision: ActionDecision
    do throws(CallbackRefusal) {
      decision = try action.decide(on: context(record, now: now), by: actor, now: now)
    } catch {
      return .refused(error)
    }
    if decision.callback != callback { try store.save(decision.callback) }
    if let attempt = decision.attempt {
      try store.add(attempt, replacing: decision.replaced)
    }
    if let time = decision.time { try add(time) }
    for entry in decision.history { try store.add(entry) }
    try tell(decision.notices, now: now)
    return .done(
      CallbackRecord(
        callback: decision.callback, ticket: try followed(by: record.ticket, decision.callback),
        call: record.call,
        attempts: decision.attempt == nil
          ? record.attempts : try store.attempts(of: decision.callback.id)))
  }

  func context(_ record: CallbackRecord, now: Moment) -> CallbackContext {
    CallbackContext(
      record, configuration: inForce.configuration, deskIsOpen: inForce.desk.takesCalls(at: now))
  }

  /// The ticket's urgency is its callback's.
  private func followed(by ticket: Ticket, _ callback: Callback) throws -> Ticket {
    guard ticket.urgency != callback.urgency else { return ticket }
    var ticket = ticket
    ticket.urgency = callback.urgency
    try store.save(ticket)
    return ticket
  }
}

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
    guard let callback = try store.callback(of: ticket),
      let record = try store.record(of: callback)
    else { return .noCallback }
    let decision: ActionDecision
    do throws(CallbackRefusal) {
      decision = try action.decide(
        on: callback, attempts: record.attempts,
        arrival: record.call?.arrival ?? callback.createdAt, by: actor, now: freezeNow())
    } catch {
      return .refused(error)
    }
    if decision.callback != callback { try store.save(decision.callback) }
    if let attempt = decision.attempt {
      try store.add(attempt, replacing: decision.replaced)
    }
    if let time = decision.time { try store.add(time) }
    for entry in decision.history { try store.add(entry) }
    guard let after = try store.record(of: decision.callback) else { return .noCallback }
    return .done(after)
  }
}

public import Callbacks
import CivilTime
public import Rota
import Store

/// What became of a button that somebody pressed on a page.
public enum PressReceipt: Equatable, Sendable {
  case done(CallbackRecord)
  case refused(CallbackRefusal)
  /// Somebody else was quicker; nothing was done.
  case taken(by: Name)
  /// The ticket isn't there, or has no callback; or the link opens nothing any more.
  case noCallback
}

extension ServiceCore {
  /// Acts on the ticket's callback.
  ///
  /// - Parameter ifFree: only when nobody else has it by now: of two who press at once the second is told,
  ///   and no caller is rung by both.
  public func press(
    _ action: CallbackAction, ifFree: Bool, on ticket: TicketNumber, by actor: Actor
  ) throws -> PressReceipt {
    if ifFree, let holder = try holder(of: ticket, butNot: actor.person) {
      return .taken(by: holder)
    }
    return PressReceipt(try act(action, on: ticket, by: actor))
  }

  /// The same through a notice's link.
  public func press(
    _ action: CallbackAction, ifFree: Bool, throughLink token: String
  ) throws -> PressReceipt {
    guard let link = try noticeLink(token) else { return .noCallback }
    if ifFree, let holder = try holder(of: link.ticket, butNot: link.person) {
      return .taken(by: holder)
    }
    return PressReceipt(try act(action, throughLink: token))
  }

  private func holder(of ticket: TicketNumber, butNot person: Name) throws -> Name? {
    guard let callback = try store.callback(of: ticket), callback.status.isOpen else { return nil }
    return callback.holder.flatMap { $0 == person ? nil : $0 }
  }
}

extension PressReceipt {
  fileprivate init(_ receipt: ActionReceipt) {
    self =
      switch receipt {
      case .done(let record): .done(record)
      case .refused(let refusal): .refused(refusal)
      case .noCallback: .noCallback
      }
  }
}

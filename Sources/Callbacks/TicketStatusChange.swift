public import CivilTime

/// What solving or opening again changes; equal to what stood when nothing does.
public struct TicketStatusChange: Equatable, Sendable {
  public var ticket: Ticket
  public var history: [HistoryEntry] = []

  /// Whether anything has changed, so that somebody is to be told.
  public var isChange: Bool { !history.isEmpty }
}

extension Ticket {
  /// Solved for longer than this it is closed (spec: callbacks.md, "Tickets").
  public static let closesAfter = Duration.days(28)

  /// Solves it. While a callback is owed it can't be: a promise to a caller ends by being kept or by being
  /// cancelled with a reason, never by the way.
  ///
  /// - Parameter callback: the ticket's latest.
  public func solved(
    callback: Callback?, by who: String, door: Door, now: Moment
  ) throws(TicketRefusal) -> TicketStatusChange {
    guard status != .closed else { throw .closed }
    guard status == .open else { return TicketStatusChange(ticket: self) }
    if let callback, callback.status.isOpen { throw .callbackOwed }
    var ticket = self
    ticket.status = .solved
    ticket.solvedAt = now
    return change(to: ticket, "solved", by: who, door: door, now: now)
  }

  /// Opens it again.
  public func reopened(
    by who: String, door: Door, now: Moment
  ) throws(TicketRefusal) -> TicketStatusChange {
    guard status != .closed else { throw .closed }
    guard status == .solved else { return TicketStatusChange(ticket: self) }
    var ticket = self
    ticket.status = .open
    ticket.solvedAt = nil
    return change(to: ticket, "reopened", by: who, door: door, now: now)
  }

  /// It has been solved for long enough.
  public func closed(now: Moment) -> TicketStatusChange {
    guard status == .solved, let solvedAt, now - solvedAt > Ticket.closesAfter else {
      return TicketStatusChange(ticket: self)
    }
    var ticket = self
    ticket.status = .closed
    return change(to: ticket, "closed", by: "clock", door: .clock, now: now)
  }

  private func change(
    to ticket: Ticket, _ what: String, by who: String, door: Door, now: Moment
  ) -> TicketStatusChange {
    TicketStatusChange(
      ticket: ticket,
      history: [
        HistoryEntry(
          ticket: number, callback: nil, at: now, by: who, door: door, what: what, note: nil)
      ])
  }
}

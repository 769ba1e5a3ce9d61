public import Callbacks
public import CivilTime

/// What the desk finds: what is still open, and what happened since it closed (spec: billing.md, "The
/// handover").
public struct Handover: Equatable, Sendable {
  public let at: Moment
  /// Nil: the desk has not been closed.
  public let closed: ClosedStretch?
  /// The callbacks that are open then, by deadline; what is not the desk's too.
  public let open: [CallbackRecord]
  /// Those that were made or ended while it was closed, and have ended.
  public let ended: [CallbackRecord]
  /// By arrival.
  public let calls: [Call]
  /// Work that began while it was closed.
  public let time: [TimeEntry]
  /// Unsolved tickets that were made or touched while it was closed, and on which no callback is open: what
  /// else has to be done is the desk's to see.
  public let waiting: [Ticket]

  public init(
    at: Moment, closed: ClosedStretch?, open: [CallbackRecord], ended: [CallbackRecord],
    calls: [Call], time: [TimeEntry], waiting: [Ticket]
  ) {
    self.at = at
    self.closed = closed
    self.open = open
    self.ended = ended
    self.calls = calls
    self.time = time
    let owed = Set(open.map(\.ticket.number))
    self.waiting = waiting.filter { !owed.contains($0.number) }
  }

  /// Of the open ones those with a time agreed on.
  public var promises: [CallbackRecord] { open.filter(\.callback.isPromised) }

  public var worked: Duration { time.map { $0.end - $0.start }.reduce(.zero, +) }
}

extension Handover {
  /// For the notice at the opening: how much waits, and what there was.
  public var notice: String {
    let late = open.count { $0.callback.isOverdue(at: at) }
    let held = open.count { $0.callback.holder != nil }
    let waits =
      open.isEmpty
      ? "The desk opens: no callback waits."
      : "The desk opens: \(Handover.count(open.count, "callback")) "
        + "\(open.count == 1 ? "waits" : "wait"), \(late) overdue, \(held) held by the on-call people."
    let reached = ended.count { $0.callback.outcome == .reached }
    var happened = [Handover.count(calls.count, "call")]
    if reached > 0 { happened.append("\(Handover.count(reached, "caller")) reached") }
    if !waiting.isEmpty {
      happened.append("\(Handover.count(waiting.count, "ticket")) for the desk")
    }
    let isQuiet = calls.isEmpty && ended.isEmpty && waiting.isEmpty
    return isQuiet ? waits : waits + " Since it closed: \(happened.joined(separator: ", "))."
  }

  private static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)" + (count == 1 ? "" : "s")
  }
}

import Callbacks
import CivilTime
import Rota
import TestSupport

@testable import Service
@testable import Store

/// What must hold after every step, whatever happened (spec: callbacks.md).
extension World {
  /// What is broken, in words; nil when all holds.
  func brokenPromise() throws -> String? {
    let open = try allOpen()
    if let wrong = wrongs.first { return wrong }
    return try brokenEvent() ?? brokenCare(open) ?? brokenOverdue(open) ?? brokenSteps(open)
      ?? brokenDeadline(open) ?? brokenOverdueNotice(open) ?? brokenTurn(open) ?? brokenWait(open)
  }

  /// Every answered event is there once, its call on the ticket that was told.
  private func brokenEvent() throws -> String? {
    var kept: [String: TicketNumber?] = [:]
    try core.store.connection.query(
      "SELECT event_id, ticket FROM events JOIN calls ON calls.key = events.call"
    ) { row in
      let id = try row.text("event_id")
      guard kept[id] == nil else { throw EventTwice(id: id) }
      kept[id] = .some(try row.ticketIfAny("ticket"))
    }
    for (id, ticket) in answered {
      guard let found = kept[id] else { return "the answered event \(id) is not there" }
      if let ticket, found != ticket {
        return "the call of event \(id) is not on the ticket that was told"
      }
    }
    return nil
  }

  private struct EventTwice: Error { let id: String }

  /// Every open callback is held by somebody, waits for the desk, or has a next moment at which somebody is
  /// told.
  private func brokenCare(_ open: [Callback]) throws -> String? {
    var tickets: Set<TicketNumber> = []
    for callback in open {
      if !tickets.insert(callback.ticket).inserted { return "two open callbacks on one ticket" }
      switch (callback.status, callback.owner) {
      case (.acknowledged, _):
        if callback.holder == nil { return "held by nobody, and acknowledged" }
        if callback.acknowledgementEndsAt == nil { return "an acknowledgement that never ends" }
      case (.pending, .onCall):
        if callback.escalation == nil && callback.readyDueAt == nil {
          return "nobody will be told of callback \(callback.id.value)"
        }
      default: break
      }
      if callback.status == .pending, callback.holder != nil { return "held, and pending" }
      if let wake = callback.wakeAt, wake <= clock.now {
        return "something due was left undone, \(clock.now - wake) ago: \(callback)"
      }
    }
    return nil
  }

  /// Every deadline that passes unattended is told.
  private func brokenOverdue(_ open: [Callback]) throws -> String? {
    for callback in open where callback.dueAt <= clock.now && !callback.attemptedInTime {
      if callback.overdueToldFor != callback.dueAt {
        return "a deadline passed and nobody was told"
      }
    }
    return nil
  }

  /// No step is skipped, none is taken twice.
  private func brokenSteps(_ open: [Callback]) throws -> String? {
    for callback in open {
      var last: (round: Int, index: Int)?
      var told: Set<String> = []
      for notice in try core.store.notices(of: callback.ticket) {
        guard notice.order.callback == callback.id, let step = notice.order.step else { continue }
        let key = "\(step.round) \(step.index) \(notice.order.recipient)"
        if !told.insert(key).inserted { return "a step told the same person twice: \(key)" }
        if let last {
          let isSame = last == (step.round, step.index)
          let isNext = step.round == last.round && step.index == last.index + 1
          let isNewRound = step.round > last.round && step.index == 0
          if !isSame && !isNext && !isNewRound {
            return "after step \(last) came \(step.round) \(step.index)"
          }
        } else if step.index != 0 {
          return "the first step taken was \(step.index)"
        }
        last = (step.round, step.index)
      }
    }
    return nil
  }

  /// With all channels well again, whatever is still owed arrives.
  func brokenAfterwards() throws -> String? {
    channels = [:]
    inHand = []
    for _ in 0..<8 { try advance(.minutes(2)) }
    for callback in try allOpen() {
      for notice in try core.store.notices(of: callback.ticket) {
        guard notice.order.callback == callback.id, notice.createdAt < clock.now - .minutes(12)
        else { continue }
        let person: Name? = if case .person(let name) = notice.order.recipient { name } else { nil }
        guard notice.order.kind.hasReason(callback, recipient: person) else { continue }
        let deliveries = try core.store.deliveries(of: notice.id)
        let isSent = deliveries.contains { $0.delivery.state == .sent }
        if !isSent, !deliveries.isEmpty, deliveries.contains(where: { $0.delivery.state == .due }) {
          return "a \(notice.order.kind.rawValue) is owed to \(person?.text ?? "desk"), unsent: "
            + deliveries.map { "\($0.delivery)" }.joined(separator: "; ") + " at \(clock.now)"
        }
      }
    }
    return nil
  }

  private func allOpen() throws -> [Callback] {
    var filter = CallbackFilter()
    filter.limit = 10_000
    return try core.store.callbacks(filter, now: clock.now)
  }
}

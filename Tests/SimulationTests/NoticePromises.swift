import Callbacks
import CivilTime
import Rota
import Store
import TestSupport

@testable import Service

/// What must hold of each notice, whatever happened (spec: callbacks.md, "Notices").
extension World {
  /// Looks at what the service hands to a channel: never about what is over, never what the channel has said
  /// that it took.
  func look(at sending: Sending) {
    let message = sending.message
    if let callback = message.callback?.callback {
      if !callback.status.isOpen {
        wrongs.append("a \(message.kind.rawValue) about a callback that is \(callback.status)")
      }
      if message.kind == .callbackReady, callback.status == .acknowledged {
        wrongs.append("somebody was told to ring though \(callback.holder?.text ?? "?") has it")
      }
      if message.linkToken == nil { wrongs.append("a notice about a callback without a link") }
    }
    if taken.contains(World.key(of: sending)) {
      wrongs.append("a channel was handed again what it had taken")
    }
  }

  static func key(of sending: Sending) -> String {
    "\(sending.message.id) \(sending.message.channel)"
  }

  /// A deadline is never put off but by a promise.
  func brokenDeadline(_ open: [Callback]) -> String? {
    defer { for callback in open { dueBefore[callback.id] = callback.dueAt } }
    for callback in open {
      if let before = dueBefore[callback.id], callback.dueAt > before, !callback.isPromised {
        return "the deadline of callback \(callback.id.value) was put off"
      }
      if callback.status == .acknowledged, callback.escalation != nil {
        return "callback \(callback.id.value) is held, and its escalation goes on"
      }
    }
    return nil
  }

  /// A deadline that was told as passed has a notice about it.
  func brokenOverdueNotice(_ open: [Callback]) throws -> String? {
    for callback in open where callback.overdueToldFor == callback.dueAt {
      let told = try core.store.notices(of: callback.ticket).contains {
        $0.order.callback == callback.id && $0.order.kind == .overdue
      }
      if !told { return "callback \(callback.id.value) is marked as told, and nobody was" }
    }
    return nil
  }

  /// When a channel has failed the next one has its turn, and not before.
  func brokenTurn(_ open: [Callback]) throws -> String? {
    for callback in open {
      for notice in try core.store.notices(of: callback.ticket)
      where notice.order.callback == callback.id {
        let deliveries = try core.store.deliveries(of: notice.id).map(\.delivery)
        for kept in try core.store.deliveries(of: notice.id) where kept.delivery.state == .sent {
          if !received.contains("\(notice.uid) \(kept.channel)") {
            return "a notice is marked as sent that its channel never got"
          }
        }
        for (index, delivery) in deliveries.enumerated() {
          let isOver = deliveries.contains { $0.state == .over }
          if delivery.state == .due, delivery.tries >= 3, !delivery.hasFailed {
            return "a channel has not taken a notice three times, and does not count as failed"
          }
          guard index > 0, !isOver else { continue }
          let before = deliveries[index - 1]
          if delivery.state == .waiting, before.hasFailed, before.state != .sent {
            return "a channel has failed, and the next has no turn"
          }
          if delivery.state != .waiting, !before.hasFailed {
            return "the next channel was used though the first has not failed"
          }
        }
      }
    }
    return nil
  }

  /// While nobody has it, somebody is told again within the longest wait of the files, unless the clock was
  /// set meanwhile.
  func brokenWait(_ open: [Callback]) -> String? {
    guard !clockWasSet else { return nil }
    for callback in open {
      guard let next = callback.escalation?.nextAt else { continue }
      if next - clock.now > .minutes(25) {
        return "callback \(callback.id.value) rests for \(next - clock.now)"
      }
    }
    return nil
  }
}

import Callbacks
import CivilTime
import Digests
import Rota
import Store

extension ServiceCore {
  /// Keeps notices in the transaction of what caused them, to be sent once it is on disk.
  func tell(_ orders: [NoticeOrder], now: Moment) throws {
    var (steps, reaching): (Set<StepOfCallback>, Set<StepOfCallback>) = ([], [])
    for order in orders {
      let uid = Hex.encode(edges.random(ServiceCore.noticeIDBytes))
      let channels = channels(of: order.recipient)
      let notice = try store.add(order, uid: uid, channels: channels, now: now)
      try keepLink(order, notice: notice, uid: uid)
      guard let step = StepOfCallback(order) else { continue }
      if channels.isEmpty { steps.insert(step) } else { reaching.insert(step) }
    }
    for step in steps.subtracting(reaching) { try takeNextWhenFailed(step, now: now) }
  }

  /// As the files name them now; nobody that they don't know has any.
  private func channels(of recipient: Callbacks.Recipient) -> [Name] {
    switch recipient {
    case .person(let name):
      inForce.person(name)?.notify ?? []
    case .desk: inForce.configuration.desk.notify
    }
  }

  /// When no channel of anybody in a step takes its notices, the next step is taken at once.
  func takeNextWhenFailed(_ step: StepOfCallback, now: Moment) throws {
    let notices = try store.notices(of: step.callback, step: step.reference)
    for notice in notices {
      let deliveries = try store.deliveries(of: notice.id)
      guard deliveries.allSatisfy({ $0.delivery.hasFailed && $0.delivery.state != .sent }) else {
        return
      }
    }
    guard let callback = try store.callback(step.callback),
      let record = try store.record(of: callback),
      let decision = callback.stepFailed(step.reference, in: context(record, now: now), now: now)
    else { return }
    try save(decision, now: now)
  }

  func save(_ decision: WakeDecision, now: Moment) throws {
    try store.save(decision.callback)
    for entry in decision.history { try store.add(entry) }
    try tell(decision.notices, now: now)
  }

  static let noticeIDBytes = 16
}

/// One step of one callback's escalation.
struct StepOfCallback: Hashable {
  let callback: CallbackID
  let round: Int
  let index: Int

  init?(_ order: NoticeOrder) {
    guard let callback = order.callback, let step = order.step else { return nil }
    self.callback = callback
    round = step.round
    index = step.index
  }

  var reference: NoticeOrder.StepReference {
    NoticeOrder.StepReference(round: round, index: index)
  }
}

import Callbacks
import CivilTime
import Rota
import Store

extension Delivery {
  /// Whether that ends the try in hand. One that was given up as lost may have arrived all the same: said
  /// late, it is not sent again.
  fileprivate func isAnswered(by result: SendResult) -> Bool {
    state == .sending || state == .due && tries > 0 && result == .sent
  }
}

extension ServiceCore {
  /// Claims what is due for its channels, and uses the next channel where one has failed.
  ///
  /// - Returns: also whether something waits for room in its channel.
  func claimDeliveries(now: Moment) throws -> (sends: [Sending], isCrowded: Bool) {
    var inHand = try store.deliveriesInHand()
    var (sends, isCrowded): ([Sending], Bool) = ([], false)
    let dues = try store.deliveriesDue(
      by: now, inHand: inHand, inHandMax: ServiceCore.inHandMax,
      limit: ServiceCore.deliveriesMax)
    for due in dues {
      let hasRoom = inHand[due.channel, default: 0] < ServiceCore.inHandMax
      guard hasRoom || !due.onlyNeedsRoom else {
        isCrowded = true
        continue
      }
      try apart("delivery=\(due.id)") {
        guard let kept = try store.delivery(due.id) else { return }
        if kept.delivery.isDue(at: now), !kept.delivery.fails(at: now), !hasRoom {
          isCrowded = true
        } else if let message = try claim(kept, hasRoom: hasRoom, now: now) {
          inHand[kept.channel, default: 0] += 1
          sends.append(Sending(delivery: due.id, message: message))
        }
      } orElse: {
        try store.putOff(delivery: due.id, until: now + ServiceCore.damagedRests)
      }
    }
    return (sends, isCrowded)
  }

  /// Does what is due for one delivery.
  ///
  /// - Returns: what is to be handed to its channel, when that is now.
  private func claim(
    _ due: KeptDelivery, hasRoom: Bool, now: Moment
  ) throws -> NoticeMessage? {
    var kept = due
    guard let notice = try store.notice(kept.notice) else { return nil }
    let callback = try notice.order.callback.flatMap { try store.callback($0) }
    guard hasReason(notice, callback, now: now) else {
      try end(notice)
      return nil
    }
    if kept.delivery.isLost(at: now) {
      kept.delivery.fail(at: now, chance: chance())
      try store.save(kept)
    }
    if kept.delivery.fails(at: now) { try useNextChannel(&kept, of: notice, now: now) }
    guard kept.delivery.isDue(at: now), hasRoom else { return nil }
    guard let message = try message(notice, callback, channel: kept.channel, now: now) else {
      try fail(notice, now: now)
      return nil
    }
    kept.delivery.claim(at: now)
    try store.save(kept)
    return message
  }

  /// A channel takes so many notices at a time, so that one that hangs holds up no other. One that is never
  /// told of gives its place back after ``Delivery/tryMax``.
  static let inHandMax = 24

  /// How a try went, told by its channel.
  public func delivered(_ delivery: Int64, _ result: SendResult) throws {
    let now = freezeNow()
    guard var kept = try store.delivery(delivery), kept.delivery.isAnswered(by: result),
      let notice = try store.notice(kept.notice)
    else { return }
    edges.noticeCounts.count(result, channel: kept.channel.text)
    switch result {
    case .sent:
      kept.delivery.succeed()
      try store.save(kept, sentAt: now)
    case .failed:
      kept.delivery.fail(at: now, chance: chance())
      try store.save(kept)
      if kept.delivery.fails(at: now) { try useNextChannel(&kept, of: notice, now: now) }
    case .noSuchChannel:
      kept.delivery.end()
      try useNextChannel(&kept, of: notice, now: now)
    }
    edges.log(
      "event=notice kind=\(notice.order.kind.rawValue) channel=\(kept.channel) result=\(result) "
        + "tries=\(kept.delivery.tries)", result == .sent ? .info : .warning)
  }

  /// The channel counts as failed for this person: the next is used at once; when it was the last of all of
  /// a step's, so is the next step.
  private func useNextChannel(_ kept: inout KeptDelivery, of notice: KeptNotice, now: Moment) throws
  {
    kept.delivery.hasFailed = true
    try store.save(kept)
    if var next = try store.deliveries(of: notice.id).first(where: {
      $0.position == kept.position + 1 && $0.delivery.state == .waiting
    }) {
      next.delivery.begin(at: now)
      try store.save(next)
    } else if let step = StepOfCallback(notice.order) {
      try takeNextWhenFailed(step, now: now)
    }
  }

  /// - Parameter callback: the notice's own, when it is about one.
  private func hasReason(_ notice: KeptNotice, _ callback: Callback?, now: Moment) -> Bool {
    if let endsAt = notice.order.endsAt, endsAt <= now { return false }
    guard notice.order.callback != nil else { return true }
    guard let callback else { return false }
    let person: Name? = if case .person(let name) = notice.order.recipient { name } else { nil }
    return notice.order.kind.hasReason(callback, recipient: person)
  }

  private func end(_ notice: KeptNotice) throws {
    for var kept in try store.deliveries(of: notice.id) where kept.delivery.state != .sent {
      kept.delivery.end()
      try store.save(kept)
    }
  }

  /// The files don't know its person any more: no channel will ever take it.
  private func fail(_ notice: KeptNotice, now: Moment) throws {
    for var kept in try store.deliveries(of: notice.id) where kept.delivery.state != .sent {
      kept.delivery.end()
      kept.delivery.hasFailed = true
      try store.save(kept)
    }
    if let step = StepOfCallback(notice.order) { try takeNextWhenFailed(step, now: now) }
  }

  private func message(
    _ notice: KeptNotice, _ callback: Callback?, channel: Name, now: Moment
  ) throws -> NoticeMessage? {
    let recipient: NoticeMessage.Recipient
    switch notice.order.recipient {
    case .person(let name):
      guard let person = inForce.person(name) else {
        return nil
      }
      recipient = .person(person)
    case .desk:
      let desk = inForce.configuration.desk
      recipient = .desk(name: desk.name, email: desk.email)
    }
    // Kept when it was written; once more for a key that has changed since.
    let linkToken = try keepLink(notice.order, notice: notice.id, uid: notice.uid)
    return NoticeMessage(
      id: notice.uid, kind: notice.order.kind, text: notice.order.text, channel: channel,
      recipient: recipient, ticket: notice.order.ticket,
      callback: try callback.flatMap { try store.record(of: $0) },
      history: try callback.map { try store.history(of: $0.ticket) } ?? [],
      createdAt: notice.createdAt, at: now, inForce: inForce,
      linkToken: linkToken)
  }

  /// From 0 to 1.
  func chance() -> Double { Double(edges.random(1).first ?? 0) / 255 }

  static let deliveriesMax = 500
}

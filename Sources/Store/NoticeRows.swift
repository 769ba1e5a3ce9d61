public import Callbacks
public import CivilTime
public import Rota

/// A notice as it is kept: what is told to whom, under an id that stays the same on every try.
public struct KeptNotice: Equatable, Sendable {
  public let id: Int64
  public let uid: String
  public let order: NoticeOrder
  public let createdAt: Moment
}

/// A notice on one channel.
public struct KeptDelivery: Equatable, Sendable {
  public let id: Int64
  public let notice: Int64
  public let channel: Name
  /// Its place among the person's channels, from 0.
  public let position: Int
  public var delivery: Delivery
}

/// A delivery for which something is due.
public struct DueDelivery: Equatable, Sendable {
  public let id: Int64
  public let channel: Name
  /// Nothing is due for it but to be handed to its channel.
  public let onlyNeedsRoom: Bool
}

extension Store {
  /// Keeps a notice with a delivery for each channel; the first is due at once.
  ///
  /// - Returns: the notice's number.
  @discardableResult
  public func add(
    _ order: NoticeOrder, uid: String, channels: [Name], now: Moment
  ) throws -> Int64 {
    let person: Name? = if case .person(let name) = order.recipient { name } else { nil }
    try connection.insert(
      "notices",
      [
        "uid": .text(uid), "kind": SQLiteValue(word: order.kind), "person": SQLiteValue(person),
        "text": .text(order.text), "ticket": SQLiteValue(order.ticket),
        "callback": SQLiteValue(order.callback),
        "round": SQLiteValue(order.step.map { Int64($0.round) }),
        "step": SQLiteValue(order.step.map { Int64($0.index) }), "created_at": SQLiteValue(now),
        "ends_at": SQLiteValue(order.endsAt),
      ])
    let notice = connection.lastInsertedID
    for (position, channel) in channels.enumerated() {
      var delivery = Delivery(state: .waiting)
      if position == 0 { delivery.begin(at: now) }
      try connection.insert(
        "deliveries",
        [
          "notice": .integer(notice), "channel": SQLiteValue(channel),
          "position": .integer(Int64(position)), "state": SQLiteValue(word: delivery.state),
          "tries": .integer(0), "next_at": SQLiteValue(delivery.nextAt),
          "has_failed": .integer(0), "wake_at": SQLiteValue(delivery.wakeAt),
        ])
    }
    return notice
  }

  /// - Parameter sentAt: when it was taken, for one that has just been.
  public func save(_ kept: KeptDelivery, sentAt: Moment? = nil) throws {
    let delivery = kept.delivery
    try connection.run(
      "UPDATE deliveries SET state = ?, tries = ?, first_tried_at = ?, next_at = ?, "
        + "has_failed = ?, wake_at = ?, sent_at = coalesce(?, sent_at) WHERE id = ?",
      [
        SQLiteValue(word: delivery.state), .integer(Int64(delivery.tries)),
        SQLiteValue(delivery.firstTriedAt), SQLiteValue(delivery.nextAt),
        SQLiteValue(delivery.hasFailed), SQLiteValue(delivery.wakeAt), SQLiteValue(sentAt),
        .integer(kept.id),
      ])
  }

  public func notice(_ id: Int64) throws -> KeptNotice? {
    try connection.first("SELECT * FROM notices WHERE id = ?", [.integer(id)], Store.readNotice)
  }

  public func delivery(_ id: Int64) throws -> KeptDelivery? {
    try connection.first(
      "SELECT * FROM deliveries WHERE id = ?", [.integer(id)], Store.readDelivery)
  }

  /// Of a notice, in the order of its channels.
  public func deliveries(of notice: Int64) throws -> [KeptDelivery] {
    try connection.rows(
      "SELECT * FROM deliveries WHERE notice = ? ORDER BY position", [.integer(notice)],
      Store.readDelivery)
  }

  /// Those for which something is due by `now`. What was given up as lost comes first, since it gives its
  /// place in its channel back; what can only wait for such a place comes last, however much of it there is.
  /// Between them comes first what has not failed yet, since retries of a channel that is down must not keep
  /// anybody from being told; then the earliest.
  ///
  /// - Parameters:
  ///   - inHand: ``deliveriesInHand()``.
  ///   - inHandMax: how many places a channel has.
  public func deliveriesDue(
    by now: Moment, inHand: [Name: Int], inHandMax: Int, limit: Int
  ) throws -> [DueDelivery] {
    // SQLite makes a table for a list of channels, though nearly always none is full.
    let full = """
      only_needs_room AND channel IN (
        SELECT channel FROM deliveries WHERE state = 'sending'
        GROUP BY channel HAVING count(*) >= \(inHandMax)),
      """
    let isOneFull = inHand.values.contains { $0 >= inHandMax }
    return try connection.rows(
      """
      SELECT id, channel, state = 'due' AND (has_failed OR first_tried_at IS NULL) AS only_needs_room
      FROM deliveries WHERE wake_at <= ?
      ORDER BY state <> 'sending', \(isOneFull ? full : "") has_failed, wake_at, id
      """, [SQLiteValue(now)], first: limit
    ) {
      DueDelivery(
        id: try $0.integer("id"), channel: Name(try $0.text("channel")),
        onlyNeedsRoom: try $0.bool("only_needs_room"))
    }
  }

  /// Lets what can't be done rest until then; the rest of the row is not touched.
  public func putOff(delivery: Int64, until moment: Moment) throws {
    try connection.run(
      "UPDATE deliveries SET wake_at = ? WHERE id = ?", [SQLiteValue(moment), .integer(delivery)])
  }

  /// How many each channel has in hand.
  public func deliveriesInHand() throws -> [Name: Int] {
    var counts: [Name: Int] = [:]
    try connection.query("SELECT channel FROM deliveries WHERE state = 'sending'") { row in
      counts[Name(try row.text("channel")), default: 0] += 1
    }
    return counts
  }

  /// What was being sent when the process ended: nobody knows how it went, so it is sent again.
  public func reviveDeliveries(now: Moment) throws {
    try connection.run(
      "UPDATE deliveries SET state = 'due', next_at = ?, wake_at = ? WHERE state = 'sending'",
      [SQLiteValue(now), SQLiteValue(now)])
  }

  /// After the clock was set back: no try is further off than the longest wait, or a notice would rest until
  /// the clock shows again what it has shown before.
  public func hastenDeliveries(now: Moment) throws {
    for (state, longest) in [("due", Delivery.waitMax * 1.1), ("sending", Delivery.tryMax)] {
      let at = SQLiteValue(state == "due" ? now : now + longest)
      try connection.run(
        "UPDATE deliveries INDEXED BY deliveries_by_wake SET next_at = ?, "
          + "wake_at = min(wake_at, ?) WHERE wake_at IS NOT NULL AND state = ? AND next_at > ?",
        [at, at, .text(state), SQLiteValue(now + longest)])
    }
  }

  /// The notices of a callback's step.
  public func notices(
    of callback: CallbackID, step: NoticeOrder.StepReference
  ) throws
    -> [KeptNotice]
  {
    try connection.rows(
      "SELECT * FROM notices WHERE callback = ? AND round = ? AND step = ? ORDER BY id",
      [
        SQLiteValue(callback), .integer(Int64(step.round)), .integer(Int64(step.index)),
      ], Store.readNotice)
  }

  /// All notices about a ticket, the first first.
  public func notices(of ticket: TicketNumber) throws -> [KeptNotice] {
    try connection.rows(
      "SELECT * FROM notices WHERE ticket = ? ORDER BY id", [SQLiteValue(ticket)],
      Store.readNotice)
  }

  /// Who has been told that the callback is ready.
  public func peopleTold(of callback: CallbackID) throws -> [Name] {
    try connection.rows(
      "SELECT DISTINCT person FROM notices WHERE callback = ? AND kind = 'callback_ready' "
        + "AND person IS NOT NULL ORDER BY person", [SQLiteValue(callback)]
    ) { Name(try $0.text("person")) }
  }

  private static func readNotice(_ row: SQLiteRow) throws -> KeptNotice {
    let round = try row.integerIfAny("round")
    let step = try row.integerIfAny("step")
    return KeptNotice(
      id: try row.integer("id"), uid: try row.text("uid"),
      order: NoticeOrder(
        kind: try row.word("kind"),
        recipient: try row.nameIfAny("person").map { .person($0) } ?? .desk,
        text: try row.text("text"), ticket: try row.ticketIfAny("ticket"),
        callback: try row.integerIfAny("callback").map { CallbackID($0) },
        step: round.flatMap { round in
          step.map { NoticeOrder.StepReference(round: Int(round), index: Int($0)) }
        }, endsAt: try row.momentIfAny("ends_at")),
      createdAt: try row.moment("created_at"))
  }

  private static func readDelivery(_ row: SQLiteRow) throws -> KeptDelivery {
    KeptDelivery(
      id: try row.integer("id"), notice: try row.integer("notice"),
      channel: Name(try row.text("channel")), position: Int(try row.integer("position")),
      delivery: Delivery(
        state: try row.word("state"), tries: Int(try row.integer("tries")),
        firstTriedAt: try row.momentIfAny("first_tried_at"),
        nextAt: try row.momentIfAny("next_at"), hasFailed: try row.bool("has_failed")))
  }
}

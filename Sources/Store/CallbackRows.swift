public import Callbacks
public import CivilTime

extension Store {
  /// The ticket's open callback, else its latest.
  public func callback(of ticket: TicketNumber) throws -> Callback? {
    try connection.first(
      "SELECT * FROM callbacks WHERE ticket = ? ORDER BY id DESC LIMIT 1", [SQLiteValue(ticket)],
      Store.readCallback)
  }

  public func callback(_ id: CallbackID) throws -> Callback? {
    try connection.first(
      "SELECT * FROM callbacks WHERE id = ?", [SQLiteValue(id)], Store.readCallback)
  }

  /// How many are open, how many of them held, and how many overdue.
  public func openCallbackCounts(now: Moment) throws -> (count: Int, held: Int, overdue: Int) {
    try connection.first(
      """
      SELECT count(*) AS count, count(holder) AS held,
        coalesce(sum(attempted_in_time = 0 AND due_at <= ?), 0) AS overdue
      FROM callbacks WHERE status IN ('pending', 'acknowledged')
      """, [SQLiteValue(now)]
    ) { row in
      (
        Int(try row.integer("count")), Int(try row.integer("held")),
        Int(try row.integer("overdue"))
      )
    } ?? (0, 0, 0)
  }

  /// All callbacks of a ticket, the first first.
  public func callbacks(of ticket: TicketNumber) throws -> [Callback] {
    try connection.rows(
      "SELECT * FROM callbacks WHERE ticket = ? ORDER BY id", [SQLiteValue(ticket)],
      Store.readCallback)
  }

  /// A ticket with its latest callback.
  public func request(_ number: TicketNumber) throws -> Request? {
    guard let ticket = try ticket(number) else { return nil }
    return try request(ticket, try callback(of: number))
  }

  /// The open callback for that number, on another ticket than `except`.
  public func openRequest(of callerKey: String, except: TicketNumber?) throws -> Request? {
    let callback = try connection.first(
      """
      SELECT * FROM callbacks WHERE caller_key = ? AND ticket IS NOT ?
        AND status IN ('pending', 'acknowledged') ORDER BY id DESC LIMIT 1
      """, [.text(callerKey), SQLiteValue(except)], Store.readCallback)
    guard let callback, let ticket = try ticket(callback.ticket) else { return nil }
    return try request(ticket, callback)
  }

  /// That number's last ticket, when it is unsolved and its callback was completed after `since`.
  public func recentRequest(of callerKey: String, completedAfter since: Moment) throws -> Request? {
    let callback = try connection.first(
      "SELECT * FROM callbacks WHERE caller_key = ? ORDER BY id DESC LIMIT 1", [.text(callerKey)],
      Store.readCallback)
    guard let callback, callback.status == .completed,
      let completedAt = callback.completedAt, completedAt > since,
      let ticket = try ticket(callback.ticket), ticket.status == .open,
      // The ticket's latest may be another number's: then it is that one's to go on.
      try self.callback(of: ticket.number)?.id == callback.id
    else { return nil }
    return try request(ticket, callback)
  }

  public func nextCallbackID() throws -> CallbackID {
    CallbackID(try highest("id", in: "callbacks") + 1)
  }

  /// The columns of which there are indexes, or references to other rows.
  private static let indexedCallbacks: Set<String> = [
    "ticket", "call", "status", "due_at", "created_at", "completed_at", "caller_key", "wake_at",
  ]

  public func save(_ callback: Callback) throws {
    try connection.upsert(
      "callbacks",
      indexed: Store.indexedCallbacks,
      [
        "id": SQLiteValue(callback.id), "ticket": SQLiteValue(callback.ticket),
        "call": SQLiteValue(callback.call), "status": SQLiteValue(word: callback.status),
        "owner": SQLiteValue(word: callback.owner), "holder": SQLiteValue(callback.holder),
        "due_at": SQLiteValue(callback.dueAt), "first_due_at": SQLiteValue(callback.firstDueAt),
        "due_set_at": SQLiteValue(callback.dueSetAt),
        "is_promised": SQLiteValue(callback.isPromised),
        "attempted_in_time": SQLiteValue(callback.attemptedInTime),
        "created_at": SQLiteValue(callback.createdAt), "ready_at": SQLiteValue(callback.readyAt),
        "acknowledged_by": SQLiteValue(callback.acknowledgedBy),
        "acknowledged_at": SQLiteValue(callback.acknowledgedAt),
        "completed_at": SQLiteValue(callback.completedAt),
        "outcome": SQLiteValue(word: callback.outcome),
        "urgency": SQLiteValue(word: callback.urgency), "calls": .integer(Int64(callback.calls)),
        "caller_key": SQLiteValue(callback.callerKey),
        "warnings": SQLiteValue(callback.warnings),
        "ready_due_at": SQLiteValue(callback.readyDueAt),
        "list_started_at": SQLiteValue(callback.escalation?.startedAt),
        "list_steps": SQLiteValue(callback.escalation.map(Store.text)),
        "list_repeats": SQLiteValue(callback.escalation?.repeats.microseconds),
        "list_next": SQLiteValue(callback.escalation.map { Int64($0.next) }),
        "next_step_at": SQLiteValue(callback.escalation?.nextAt),
        "list_round": SQLiteValue(callback.escalation.map { Int64($0.round) }),
        "lists_started": .integer(Int64(callback.listsStarted)),
        "acknowledgement_ends_at": SQLiteValue(callback.acknowledgementEndsAt),
        "remind_at": SQLiteValue(callback.remindAt),
        "reminders_left": .integer(Int64(callback.remindersLeft)),
        "promise_remind_at": SQLiteValue(callback.promiseRemindAt),
        "ringing_ends_at": SQLiteValue(callback.ringingEndsAt),
        "overdue_told_for": SQLiteValue(callback.overdueToldFor),
        "wake_at": SQLiteValue(callback.wakeAt),
      ])
  }

  private func request(_ ticket: Ticket, _ callback: Callback?) throws -> Request {
    let key = callback?.call
    let call = try key.flatMap { try self.call($0) }
    return Request(
      ticket: ticket, callback: callback, calledAt: call?.arrival ?? callback?.createdAt)
  }

  static func readCallback(_ row: SQLiteRow) throws -> Callback {
    Callback(
      id: CallbackID(try row.integer("id")), ticket: TicketNumber(try row.integer("ticket")),
      call: try row.integerIfAny("call").map { CallKey($0) }, status: try row.word("status"),
      owner: try row.word("owner"), holder: try row.nameIfAny("holder"),
      dueAt: try row.moment("due_at"), firstDueAt: try row.moment("first_due_at"),
      dueSetAt: try row.moment("due_set_at"), isPromised: try row.bool("is_promised"),
      attemptedInTime: try row.bool("attempted_in_time"), createdAt: try row.moment("created_at"),
      readyAt: try row.momentIfAny("ready_at"),
      acknowledgedBy: try row.nameIfAny("acknowledged_by"),
      acknowledgedAt: try row.momentIfAny("acknowledged_at"),
      completedAt: try row.momentIfAny("completed_at"), outcome: try row.wordIfAny("outcome"),
      urgency: try row.word("urgency"), calls: Int(try row.integer("calls")),
      callerKey: try row.textIfAny("caller_key"), warnings: try row.warnings("warnings"),
      readyDueAt: try row.momentIfAny("ready_due_at"), escalation: try readEscalation(row),
      listsStarted: Int(try row.integer("lists_started")),
      acknowledgementEndsAt: try row.momentIfAny("acknowledgement_ends_at"),
      remindAt: try row.momentIfAny("remind_at"),
      remindersLeft: Int(try row.integer("reminders_left")),
      promiseRemindAt: try row.momentIfAny("promise_remind_at"),
      ringingEndsAt: try row.momentIfAny("ringing_ends_at"),
      overdueToldFor: try row.momentIfAny("overdue_told_for"))
  }
}

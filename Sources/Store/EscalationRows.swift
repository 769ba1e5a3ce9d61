public import Callbacks
public import CivilTime

// A callback's list of steps stands in one column: a line a step, its wait in microseconds and its WHO.
extension Store {
  static func text(of run: EscalationRun) -> String {
    run.steps.map { "\($0.after.microseconds) \($0.who)" }.joined(separator: "\n")
  }

  static func readEscalation(_ row: SQLiteRow) throws(StoreFault) -> EscalationRun? {
    guard let nextAt = try row.momentIfAny("next_step_at") else { return nil }
    var steps: [EscalationRun.Step] = []
    for line in try row.text("list_steps").utf8.split(separator: UInt8(ascii: "\n")) {
      guard let blank = line.firstIndex(of: UInt8(ascii: " ")),
        let after = Int64(Substring(line[..<blank])),
        let who = String(line[blank...].dropFirst())
      else { throw StoreFault.damaged("list_steps") }
      steps.append(EscalationRun.Step(after: .microseconds(after), who: who))
    }
    return EscalationRun(
      startedAt: try row.moment("list_started_at"), steps: steps,
      repeats: .microseconds(try row.integer("list_repeats")),
      next: Int(try row.integer("list_next")), nextAt: nextAt,
      round: Int(try row.integer("list_round")))
  }

  /// The callbacks for which something is due by `now`, the earliest first.
  public func callbacksDue(by now: Moment, limit: Int) throws -> [Callback] {
    try connection.rows(
      "SELECT * FROM callbacks WHERE wake_at <= ? ORDER BY wake_at, id LIMIT ?",
      [SQLiteValue(now), .integer(Int64(limit))], Store.readCallback)
  }

  /// The same by their numbers alone: a row that can't be read is among them.
  public func callbackIDsDue(by now: Moment, limit: Int) throws -> [CallbackID] {
    try connection.rows(
      "SELECT id FROM callbacks WHERE wake_at <= ? ORDER BY wake_at, id LIMIT ?",
      [SQLiteValue(now), .integer(Int64(limit))]
    ) { CallbackID(try $0.integer("id")) }
  }

  /// Lets what can't be done rest until then; the rest of the row is not touched.
  public func putOff(_ callback: CallbackID, until moment: Moment) throws {
    try connection.run(
      "UPDATE callbacks SET wake_at = ? WHERE id = ?",
      [SQLiteValue(moment), SQLiteValue(callback)])
  }

  /// When something is due next, of each kind; read in one statement, since the clockwork asks at each turn.
  public func nextMoments() throws -> NextMoments {
    let read = try connection.first(
      """
      SELECT (SELECT min(wake_at) FROM callbacks WHERE wake_at IS NOT NULL) AS callback,
        (SELECT min(wake_at) FROM deliveries WHERE wake_at IS NOT NULL) AS delivery,
        (SELECT min(next_at) FROM mails WHERE next_at IS NOT NULL) AS mail,
        (SELECT min(solved_at) FROM tickets WHERE status = 'solved') AS solved
      """
    ) { row in
      NextMoments(
        callback: try row.momentIfAny("callback"), delivery: try row.momentIfAny("delivery"),
        mail: try row.momentIfAny("mail"), earliestSolved: try row.momentIfAny("solved"))
    }
    return read ?? NextMoments()
  }

  /// Those that nobody holds and the on-call people owe: the desk's when it opens. By their numbers: a row
  /// that can't be read is among them.
  public func callbackIDsForDesk() throws -> [CallbackID] {
    try connection.rows(
      "SELECT id FROM callbacks INDEXED BY callbacks_open "
        + "WHERE status IN ('pending', 'acknowledged') AND status = 'pending' "
        + "AND owner = 'on_call' ORDER BY id", []
    ) { CallbackID(try $0.integer("id")) }
  }

  /// The desk's urgent ones: the on-call people's when it closes.
  public func urgentDeskCallbackIDs() throws -> [CallbackID] {
    try connection.rows(
      "SELECT id FROM callbacks INDEXED BY callbacks_open "
        + "WHERE status IN ('pending', 'acknowledged') AND owner = 'desk' AND urgency = 'urgent' "
        + "ORDER BY id", []
    ) { CallbackID(try $0.integer("id")) }
  }

  /// A moment that the clockwork has dealt with, by its name; nil when it never has.
  public func clockworkMoment(_ name: String) throws -> Moment? {
    if isInTransaction, let known = clockworkMoments { return known[name] }
    var read: [String: Moment] = [:]
    try connection.query("SELECT name, at FROM clockwork") { row in
      read[try row.text("name")] = try row.moment("at")
    }
    if isInTransaction { clockworkMoments = read }
    return read[name]
  }

  public func setClockworkMoment(_ name: String, to moment: Moment) throws {
    clockworkMoments?[name] = moment
    try connection.upsert("clockwork", ["name": .text(name), "at": SQLiteValue(moment)])
  }
}

/// Nil where there is nothing of that kind.
public struct NextMoments: Equatable, Sendable {
  /// When something is due for a callback.
  public var callback: Moment?
  /// When a notice is due on its channel, or given up as lost.
  public var delivery: Moment?
  /// The same of an email.
  public var mail: Moment?
  /// When the ticket was solved that is the next to be closed.
  public var earliestSolved: Moment?
}

public import Callbacks
public import CivilTime

extension Store {
  /// The latest call with that id of the telephony system's.
  public func call(withID id: String) throws -> Call? {
    try connection.first(
      "SELECT * FROM calls WHERE call_id = ? ORDER BY key DESC LIMIT 1", [.text(id)],
      Store.readCall)
  }

  /// The calls that made a ticket, joined it or are shown on it, the first first.
  public func calls(of ticket: TicketNumber) throws -> [Call] {
    try connection.rows(
      "SELECT * FROM calls WHERE ticket = ? ORDER BY arrival, key", [SQLiteValue(ticket)],
      Store.readCall)
  }

  public func call(_ key: CallKey) throws -> Call? {
    try connection.first("SELECT * FROM calls WHERE key = ?", [SQLiteValue(key)], Store.readCall)
  }

  /// The desk calls of which it is not known how they ended, the newest first.
  public func callsWithoutEnd(now: Moment) throws -> [Call] {
    try connection.rows(
      """
      SELECT * FROM calls WHERE route = 'desk' AND outcome IS NULL AND arrival BETWEEN ? AND ?
        AND (sent_to IS NULL OR sent_to = 'desk')
      ORDER BY arrival DESC, key DESC LIMIT ?
      """,
      [
        SQLiteValue(now - Call.endlessShown), SQLiteValue(now - Call.endKnownWithin),
        .integer(Int64(Call.endlessMax)),
      ], Store.readCall)
  }

  /// The tickets with an open callback on which the desk has answered a call since: they have spoken.
  public func ticketsSpokenOn() throws -> Set<TicketNumber> {
    Set(
      try connection.rows(
        """
        SELECT DISTINCT calls.ticket AS ticket
        FROM callbacks INDEXED BY callbacks_open CROSS JOIN calls USING (ticket)
        WHERE callbacks.status IN ('pending', 'acknowledged') AND calls.route = 'desk'
          AND calls.outcome = 'answered' AND calls.last_heard_at >= callbacks.created_at
        """
      ) { TicketNumber(try $0.integer("ticket")) })
  }

  public func nextCallKey() throws -> CallKey {
    CallKey(try highest("key", in: "calls") + 1)
  }

  /// The columns of which there are indexes, or references to other rows.
  private static let indexedCalls: Set<String> = [
    "call_id", "last_heard_at", "arrival", "route", "outcome", "ticket", "wiped_at",
  ]

  public func save(_ call: Call) throws {
    try connection.upsert(
      "calls",
      indexed: Store.indexedCalls,
      [
        "key": SQLiteValue(call.key), "call_id": .text(call.callID),
        "first_heard_at": SQLiteValue(call.firstHeardAt),
        "last_heard_at": SQLiteValue(call.lastHeardAt), "arrival": SQLiteValue(call.arrival),
        "has_started": SQLiteValue(call.hasStarted), "route": SQLiteValue(word: call.route),
        "\"from\"": SQLiteValue(call.from?.value), "from_at": SQLiteValue(call.from?.at),
        "\"to\"": SQLiteValue(call.to?.value), "to_at": SQLiteValue(call.to?.at),
        "name": SQLiteValue(call.name?.value), "name_at": SQLiteValue(call.name?.at),
        "organisation": SQLiteValue(call.organisation?.value),
        "organisation_at": SQLiteValue(call.organisation?.at),
        "email": SQLiteValue(call.email?.value), "email_at": SQLiteValue(call.email?.at),
        "phone": SQLiteValue(call.phone?.value), "phone_at": SQLiteValue(call.phone?.at),
        "summary": SQLiteValue(call.summary?.value), "summary_at": SQLiteValue(call.summary?.at),
        "recording_url": SQLiteValue(call.recordingURL?.value),
        "recording_url_at": SQLiteValue(call.recordingURL?.at),
        "outcome": SQLiteValue(word: call.outcome?.value),
        "outcome_at": SQLiteValue(call.outcome?.at),
        "sent_to": SQLiteValue(word: call.sentTo?.value),
        "sent_to_at": SQLiteValue(call.sentTo?.at), "urgency": SQLiteValue(word: call.urgency),
        "has_details": SQLiteValue(call.hasDetails), "is_owed": SQLiteValue(call.isOwed),
        "ticket": SQLiteValue(call.ticket), "made_ticket": SQLiteValue(call.madeTicket),
        "warnings": SQLiteValue(call.warnings), "wiped_at": .null,
      ])
    try touch(call.ticket)
  }

  func highest(_ column: String, in table: String) throws -> Int64 {
    try connection.first("SELECT max(\(column)) AS highest FROM \(table)") {
      try $0.integerIfAny("highest")
    }.flatMap { $0 } ?? 0
  }

  static func readCall(_ row: SQLiteRow) throws -> Call {
    Call(
      key: CallKey(try row.integer("key")), callID: try row.text("call_id"),
      firstHeardAt: try row.moment("first_heard_at"), lastHeardAt: try row.moment("last_heard_at"),
      arrival: try row.moment("arrival"), hasStarted: try row.bool("has_started"),
      route: try row.word("route"), from: try row.stampedNumber("from", at: "from_at"),
      to: try row.stampedText("to", at: "to_at"), name: try row.stampedText("name", at: "name_at"),
      organisation: try row.stampedText("organisation", at: "organisation_at"),
      email: try row.stampedText("email", at: "email_at"),
      phone: try row.stampedNumber("phone", at: "phone_at"),
      summary: try row.stampedText("summary", at: "summary_at"),
      recordingURL: try row.stampedText("recording_url", at: "recording_url_at"),
      outcome: try row.stamped(at: "outcome_at") { row throws(StoreFault) in
        try row.wordIfAny("outcome")
      },
      sentTo: try row.stamped(at: "sent_to_at") { row throws(StoreFault) in
        try row.wordIfAny("sent_to")
      },
      urgency: try row.word("urgency"), hasDetails: try row.bool("has_details"),
      isOwed: try row.bool("is_owed"), ticket: try row.ticketIfAny("ticket"),
      madeTicket: try row.bool("made_ticket"), warnings: try row.warnings("warnings"))
  }
}

public import Callbacks
public import CivilTime

/// A call event as it was taken, with the answer that it got.
public struct KeptEvent: Equatable, Sendable {
  public var eventID: String
  /// SHA-256 of its content, by which a repeat is told from a conflict.
  public var digest: [UInt8]
  public var call: CallKey
  public var receivedAt: Moment
  public var at: Moment
  /// The name of the token that posted it.
  public var poster: String
  /// All of its fields, those that are not understood included, as JSON.
  public var fields: String
  /// The first answer, as JSON.
  public var answer: String

  public init(
    eventID: String, digest: [UInt8], call: CallKey, receivedAt: Moment, at: Moment,
    poster: String, fields: String, answer: String
  ) {
    self.eventID = eventID
    self.digest = digest
    self.call = call
    self.receivedAt = receivedAt
    self.at = at
    self.poster = poster
    self.fields = fields
    self.answer = answer
  }
}

extension Store {
  public func event(_ eventID: String) throws -> KeptEvent? {
    try connection.first("SELECT * FROM events WHERE event_id = ?", [.text(eventID)]) { row in
      KeptEvent(
        eventID: eventID, digest: try row.blob("digest"), call: CallKey(try row.integer("call")),
        receivedAt: try row.moment("received_at"), at: try row.moment("at"),
        poster: try row.text("poster"), fields: try row.text("fields"),
        answer: try row.text("answer"))
    }
  }

  public func add(_ event: KeptEvent) throws {
    try connection.insert(
      "events",
      [
        "event_id": .text(event.eventID), "digest": .blob(event.digest),
        "call": SQLiteValue(event.call), "received_at": SQLiteValue(event.receivedAt),
        "at": SQLiteValue(event.at), "poster": .text(event.poster),
        "fields": .text(event.fields), "answer": .text(event.answer),
      ])
  }

  /// Keeps a refused body, and lets the oldest go beyond what is kept.
  public func add(_ refused: RefusedBody) throws {
    try connection.insert(
      "refused",
      [
        "at": SQLiteValue(refused.at), "poster": .text(refused.poster),
        "body": .blob(refused.body), "errors": .text(refused.errors),
      ])
    try connection.run(
      "DELETE FROM refused WHERE at < ? OR id <= (SELECT max(id) FROM refused) - ?",
      [
        SQLiteValue(refused.at - RefusedBody.keptFor), .integer(Int64(RefusedBody.countMax)),
      ])
  }

  /// The newest first, none older than it is kept.
  public func refusedBodies(now: Moment) throws -> [RefusedBody] {
    try connection.rows(
      "SELECT * FROM refused WHERE at >= ? ORDER BY id DESC LIMIT ?",
      [SQLiteValue(now - RefusedBody.keptFor), .integer(Int64(RefusedBody.countMax))]
    ) { row in
      RefusedBody(
        at: try row.moment("at"), poster: try row.text("poster"), body: try row.blob("body"),
        errors: try row.text("errors"))
    }
  }
}

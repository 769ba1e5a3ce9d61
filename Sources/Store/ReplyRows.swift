public import CivilTime

/// The first answer to a POST with an `Idempotency-Key`, kept for 7 days (spec: http-api.md, "Callbacks").
public struct KeptReply: Equatable, Sendable {
  /// The token's name: keys of different tokens never meet.
  public let token: String
  public let key: String
  /// SHA-256 of the path and the content.
  public let digest: [UInt8]
  public let at: Moment
  public let status: Int
  public let body: String

  public init(
    token: String, key: String, digest: [UInt8], at: Moment, status: Int, body: String
  ) {
    self.token = token
    self.key = key
    self.digest = digest
    self.at = at
    self.status = status
    self.body = body
  }

  public static let keptFor = Duration.days(7)
}

extension Store {
  public func reply(token: String, key: String, now: Moment) throws -> KeptReply? {
    try connection.first(
      "SELECT * FROM replies WHERE token = ? AND key = ? AND at > ?",
      [.text(token), .text(key), SQLiteValue(now - KeptReply.keptFor)]
    ) { row in
      KeptReply(
        token: token, key: key, digest: try row.blob("digest"), at: try row.moment("at"),
        status: Int(try row.integer("status")), body: try row.text("body"))
    }
  }

  /// Keeps an answer, and lets go those that are too old.
  public func add(_ reply: KeptReply) throws {
    try connection.run(
      "DELETE FROM replies WHERE at <= ?", [SQLiteValue(reply.at - KeptReply.keptFor)])
    try connection.insert(
      "replies",
      [
        "token": .text(reply.token), "key": .text(reply.key), "digest": .blob(reply.digest),
        "at": SQLiteValue(reply.at), "status": .integer(Int64(reply.status)),
        "body": .text(reply.body),
      ])
  }
}

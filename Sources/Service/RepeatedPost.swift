import CivilTime
import Digests
import Store

/// An answer as it goes out: what is kept for a POST that comes again with its `Idempotency-Key`.
public struct PostReply: Equatable, Sendable {
  public let status: Int
  public let body: String

  public init(status: Int, body: String) {
    self.status = status
    self.body = body
  }
}

/// A POST's `Idempotency-Key`, the token that it belongs to, and what the POST asks for.
public struct IdempotencyKey: Sendable {
  public let token: String
  public let key: String
  let digest: [UInt8]

  /// In Unicode scalars (spec: http-api.md, "Callbacks").
  public static let characters = 1...200

  /// - Parameter content: the path and the body.
  public init(token: String, key: String, content: String) {
    self.token = token
    self.key = key
    digest = SHA256.digest(of: Array(content.utf8)).bytes
  }
}

/// The same key came with other content.
public struct KeyUsedOtherwise: Error, Equatable, Sendable {
  public init() {}
}

extension ServiceCore {
  /// Does the work once for a key: a repeat gets the first answer, whatever has changed since.
  ///
  /// - Throws: ``KeyUsedOtherwise``, or what the work throws (which keeps nothing).
  public func once(
    _ key: IdempotencyKey?, _ work: () throws -> PostReply
  ) throws -> PostReply {
    guard let key else { return try work() }
    let now = freezeNow()
    if let kept = try store.reply(token: key.token, key: key.key, now: now) {
      guard areEqualInConstantTime(kept.digest, key.digest) else { throw KeyUsedOtherwise() }
      return PostReply(status: kept.status, body: kept.body)
    }
    let reply = try work()
    try store.add(
      KeptReply(
        token: key.token, key: key.key, digest: key.digest, at: now, status: reply.status,
        body: reply.body))
    return reply
  }
}

public import Callbacks
import CivilTime
import Digests
import Documents
import PhoneNumbers
import Rota
import Store

/// A call event as it was posted and understood.
public struct CallPost: Sendable {
  public let event: CallEvent
  public let content: CallContent
  /// The name of the token that posted it.
  public let poster: String

  public init(event: CallEvent, content: CallContent, poster: String) {
    self.event = event
    self.content = content
    self.poster = poster
  }
}

/// What a body said, in one form whatever its own was: by it a repeat is told from a conflict.
public struct CallContent: Sendable {
  /// The fields as a JSON object, by their names; numbers as texts, since a form has no others.
  public let text: String
  let digest: [UInt8]

  public init(text: String) {
    self.text = text
    digest = SHA256.digest(of: Array(text.utf8)).bytes
  }

  /// For an event without an id: the same content again is the same event.
  ///
  /// - Parameter call: the event's call, when it does not tell its time: telephony systems use their ids
  ///   again, and days later the same words are another caller's.
  func madeID(call: CallKey?) -> String {
    "content-" + Hex.encode(Array(digest.prefix(16))) + (call.map { "-\($0.value)" } ?? "")
  }
}

/// What became of a posted event.
public enum CallReceipt: Equatable, Sendable {
  /// Taken now, or a repeat: then the first answer, marked as a duplicate.
  case taken(CallAnswer)
  /// The id is known with other content.
  case conflict
}

extension ServiceCore {
  /// Takes a call event: finds its call and the same caller's requests, decides, and writes all of it.
  public func receive(_ post: CallPost) throws -> CallReceipt {
    let now = freezeNow()
    let hearing = CallHearing(
      HeardEvent(post.event, receivedAt: now), before: try store.call(withID: post.event.callID),
      nextKey: try store.nextCallKey(), configuration: inForce.configuration,
      closing: inForce.closing)
    let eventID =
      post.event.id
      ?? post.content.madeID(call: post.event.statedAt == nil ? hearing.call.key : nil)
    if let known = try store.event(eventID) {
      guard areEqualInConstantTime(known.digest, post.content.digest) else { return .conflict }
      var first = try CallAnswer(kept: known.answer)
      first.isDuplicate = true
      return .taken(first)
    }
    let known = try known(to: hearing, now: now)
    let decision = hearing.decide(known: known, eventID: eventID, poster: post.poster)
    try save(decision, of: hearing, known: known, post: post)
    return .taken(decision.answer)
  }

  private func known(to hearing: CallHearing, now: Moment) throws -> KnownRequests {
    let own = try hearing.call.ticket.flatMap { try store.request($0) }
    let key = hearing.call.callerKey
    let sameCaller = try key.flatMap {
      try store.openRequest(of: $0, except: own?.ticket.number)
    }
    return KnownRequests(
      own: own,
      attempts: try (own ?? sameCaller)?.callback.map { try store.attempts(of: $0.id) } ?? [],
      sameCaller: sameCaller,
      recent: try key.flatMap {
        try store.recentRequest(of: $0, completedAfter: hearing.recentSince)
      },
      nextTicket: try store.nextTicketNumber(), nextCallback: try store.nextCallbackID(),
      firstStep: inForce.firstStep(at: now).map(\.name),
      told: try sameCaller?.callback.map { try store.peopleTold(of: $0.id) } ?? [],
      hasPersonActed: try own?.callback.map { try store.hasPersonActed(on: $0.id) } ?? false,
      says: hearing.before == nil ? try store.openStatusNotices().compactMap(\.says) : [],
      client: inForce.clients.list.client(of: hearing.call))
  }

  /// What is as it was known is left alone.
  private func save(
    _ decision: CallDecision, of hearing: CallHearing, known: KnownRequests, post: CallPost
  ) throws {
    let before = [known.own, known.sameCaller, known.recent].compactMap { $0 }
      .first { $0.ticket.number == decision.request?.ticket.number }
    // The call and its ticket name each other: the one that is there first stands without the other.
    if let ticket = decision.request?.ticket, ticket != before?.ticket { try store.save(ticket) }
    if let alike = decision.alike { try store.save(alike) }
    try store.save(decision.call)
    if let callback = decision.request?.callback, callback != before?.callback {
      try store.save(callback)
    }
    for entry in decision.history { try store.add(entry) }
    try tell(decision.notices, now: hearing.heard.receivedAt)
    if let ticket = decision.request?.ticket, hearing.call.madeTicket || decision.call.madeTicket {
      try mailNumber(of: ticket, now: hearing.heard.receivedAt)
    }
    try store.add(
      KeptEvent(
        eventID: decision.answer.eventID, digest: post.content.digest, call: decision.call.key,
        receivedAt: hearing.heard.receivedAt, at: hearing.heard.at, poster: post.poster,
        fields: post.content.text, answer: decision.answer.kept.text))
  }
}

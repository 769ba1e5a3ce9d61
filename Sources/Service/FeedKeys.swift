import Digests
public import Rota
import Store

/// What opens one person's feed of shifts and nothing else (spec: http-api.md, `/v1/schedule.ics`): 256 bits
/// that are worked out from a key which no store or backup holds, so that its person can be shown it again.
struct FeedKey {
  let text: String

  init(person: Name, number: Int64, key: [UInt8]) {
    let code = HMACSHA256.code(for: Array("feed \(number) \(person.text)".utf8), key: key)
    text = Base64.url.encode(code.bytes)
  }

  static func hash(of text: String) -> [UInt8] { SHA256.digest(of: Array(text.utf8)).bytes }
}

extension ServiceCore {
  /// Makes a new key; the one before opens nothing any more.
  public func makeFeedKey(for person: Name) throws {
    let number = (try store.feedKeyNumber(of: person) ?? 0) + 1
    let key = FeedKey(person: person, number: number, key: edges.linkKey)
    try store.setFeedKey(of: person, number: number, hash: FeedKey.hash(of: key.text))
  }
}

extension CallbackService {
  /// The key of the person's feed; nil when none has been made.
  public func feedKey(of person: Name) throws -> String? {
    let number = try read { try $0.feedKeyNumber(of: person) }
    return number.map { FeedKey(person: person, number: $0, key: edges.linkKey).text }
  }

  /// Whose feed it opens; nil when it opens none, or its person has left the files.
  public func person(ofFeedKey key: String) throws -> Person? {
    let name = try read { try $0.person(ofFeedKey: FeedKey.hash(of: key)) }
    return name.flatMap { name in
      inForce.configuration.people.first { $0.name == name }
    }
  }
}

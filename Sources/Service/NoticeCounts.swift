import Synchronization

/// How the tries of notices went since the start, by channel: for those who watch the service.
public final class NoticeCounts: Sendable {
  public struct Kind: Hashable, Sendable {
    public let channel: String
    /// `sent`, `failed` or `no_such_channel`.
    public let result: String
  }

  private let counts = Mutex<[Kind: Int]>([:])

  public init() {}

  func count(_ result: SendResult, channel: String) {
    let word =
      switch result {
      case .sent: "sent"
      case .failed: "failed"
      case .noSuchChannel: "no_such_channel"
      }
    counts.withLock { $0[Kind(channel: channel, result: word), default: 0] += 1 }
  }

  /// In the order of their names.
  public var all: [(kind: Kind, count: Int)] {
    counts.withLock { $0 }.map { (kind: $0.key, count: $0.value) }
      .sorted { ($0.kind.channel, $0.kind.result) < ($1.kind.channel, $1.kind.result) }
  }
}

import Synchronization

/// The way back to the connection that a request came from. It may be kept and used on any thread.
///
/// The first `send` counts, later ones are ignored. One that is dropped unsent answers 500, so that
/// no peer waits for ever. When the peer has gone away meanwhile, the answer goes nowhere, even if
/// its descriptor has been used again.
public final class HTTPReply: Sendable {
  private let deliver: @Sendable (HTTPResponse?) -> Void
  private let isSent = Atomic(false)

  /// `deliver` is called once, with nil when the reply was dropped unsent. The server makes its own
  /// replies; this is public so that a handler can be tested without a socket.
  public init(deliver: @escaping @Sendable (HTTPResponse?) -> Void) {
    self.deliver = deliver
  }

  public func send(_ response: HTTPResponse) {
    guard !isSent.exchange(true, ordering: .acquiringAndReleasing) else { return }
    deliver(response)
  }

  deinit {
    if !isSent.load(ordering: .acquiring) { deliver(nil) }
  }
}

import Synchronization

/// What a server is made to serve: the edges that it calls. All are called on the server's one
/// thread and must not block it; the handler hands longer work to another thread and replies later.
public struct HTTPService: Sendable {
  /// What to do with a request whose header section is whole and whose body, if any, is unread.
  public enum Admission: Sendable {
    /// Read the body, up to that many bytes (more: 413), then call the handler.
    case body(bytesMax: Int)
    /// Answer at once. When a body was announced it stays unread and the connection is closed: with
    /// `Expect: 100-continue` too, since such a client may send its body without waiting, and what
    /// follows could then be read as a body or as the next request (RFC 9110, 10.1.1).
    case answer(HTTPResponse)
  }

  /// The time for `Date`, as an IMF-fixdate (RFC 9110, 5.6.7).
  public var date: @Sendable () -> String
  /// Nanoseconds that never go back. All deadlines go by it.
  public var now: @Sendable () -> UInt64
  /// Asked for every request, with or without a body.
  public var admit: @Sendable (HTTPRequest) -> Admission
  public var handler: @Sendable (HTTPRequest, HTTPReply) -> Void
  /// How many connections the server has open, kept by it; services of one server share it.
  public var connections = ConnectionCount()
  /// Makes the server's own refusals. The detail is a short sentence that says what was wrong and
  /// holds nothing of what was sent.
  public var errorResponse: @Sendable (_ status: Int, _ detail: String) -> HTTPResponse

  public init(
    date: @escaping @Sendable () -> String,
    now: @escaping @Sendable () -> UInt64 = { MonotonicTime.nanoseconds() },
    admit: @escaping @Sendable (HTTPRequest) -> Admission,
    errorResponse: @escaping @Sendable (_ status: Int, _ detail: String) -> HTTPResponse = {
      HTTPResponse(
        status: $0, fields: ["Content-Type": "text/plain; charset=utf-8"], body: Array($1.utf8))
    },
    handler: @escaping @Sendable (HTTPRequest, HTTPReply) -> Void
  ) {
    self.date = date
    self.now = now
    self.admit = admit
    self.errorResponse = errorResponse
    self.handler = handler
  }
}

/// A count of connections that any thread may read.
public final class ConnectionCount: Sendable {
  private let count = Atomic(0)

  public init() {}

  public var value: Int { count.load(ordering: .relaxed) }

  func change(by difference: Int) { count.add(difference, ordering: .relaxed) }
}

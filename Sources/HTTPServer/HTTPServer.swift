import Glibc
import Synchronization

/// A running HTTP/1.1 server: strict by RFC 9112, with a limit on everything (spec: http-api.md,
/// "The wire"). One thread owns all connections; see `HTTPService` for what it calls. No TLS: that
/// is for a reverse proxy in front of it.
///
/// It runs until `drain` returns. One that is dropped undrained cuts off all connections.
public final class HTTPServer: Sendable {
  /// Where it listens, with the port that was picked.
  public let address: HTTPAddress
  private let mailbox: Mailbox
  private let end: End

  /// Binds, listens and serves. The address is of IPv4 or IPv6, never a name; port 0 picks one.
  public static func start(
    on address: HTTPAddress, limits: HTTPLimits = HTTPLimits(), service: HTTPService
  ) throws(HTTPServerError) -> HTTPServer {
    let acceptor = try Acceptor(address)
    let bound = acceptor.address
    guard let bell = Bell(), let end = End() else {
      throw HTTPServerError(cause: .other, address: address, errno: errno)
    }
    let mailbox = Mailbox(bell: bell)
    let terms = Connection.Terms(service: service, limits: limits)
    guard let loop = EventLoop(terms: terms, mailbox: mailbox, acceptor: acceptor) else {
      throw HTTPServerError(cause: .other, address: address, errno: errno)
    }
    let failure = LoopThread.start(loop) { end.tell(isDrained: $0) }
    guard failure == 0 else {
      throw HTTPServerError(cause: .other, address: address, errno: failure)
    }
    return HTTPServer(address: bound, mailbox: mailbox, end: end)
  }

  private init(address: HTTPAddress, mailbox: Mailbox, end: End) {
    self.address = address
    self.mailbox = mailbox
    self.end = end
  }

  deinit { mailbox.post(.stop) }

  /// Makes the server look at its deadlines, for those who move its clock by hand.
  public func wake() { mailbox.post(.look) }

  /// Stops listening, closes idle connections, finishes the requests that are being received or
  /// answered (with `Connection: close`), and returns when all is closed or the time is over. True
  /// when nothing had to be cut off. It blocks: never call it on the server's own thread, that is
  /// from a handler. The server has then ended, and a further call returns at once.
  @discardableResult
  public func drain(within span: Duration) -> Bool {
    mailbox.post(.drain(within: span.nanoseconds))
    return end.await()
  }

  /// Whether the loop has ended, and how.
  private final class End: Sendable {
    private let bell: Bell
    private let isDrained = Atomic(false)

    init?() {
      guard let bell = Bell() else { return nil }
      self.bell = bell
    }

    func tell(isDrained: Bool) {
      self.isDrained.store(isDrained, ordering: .releasing)
      bell.ring()
    }

    func await() -> Bool {
      bell.await()
      return isDrained.load(ordering: .acquiring)
    }
  }
}

/// A thread of the system's for a loop that must not share one.
private final class LoopThread {
  private let loop: EventLoop
  private let atEnd: (Bool) -> Void

  private init(_ loop: EventLoop, atEnd: @escaping (Bool) -> Void) {
    self.loop = loop
    self.atEnd = atEnd
  }

  /// Gives the loop away to a new thread, on which every signal is blocked: signals are for the
  /// program's own threads. 0, or an `errno`.
  static func start(_ loop: EventLoop, atEnd: @escaping @Sendable (Bool) -> Void) -> Int32 {
    let owned = Unmanaged.passRetained(LoopThread(loop, atEnd: atEnd))
    var everything = sigset_t()
    var before = sigset_t()
    sigfillset(&everything)
    pthread_sigmask(SIG_SETMASK, &everything, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer {
          let thread = Unmanaged<LoopThread>.fromOpaque(pointer).takeRetainedValue()
          thread.atEnd(thread.loop.run())
        }
        return nil
      }, owned.toOpaque())
    if failure == 0 { pthread_detach(thread) } else { owned.release() }
    return failure
  }
}

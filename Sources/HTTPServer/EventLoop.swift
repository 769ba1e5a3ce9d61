import Glibc

/// The one owner of all connections, confined to one thread. Nothing on it blocks but the wait for
/// the next event.
final class EventLoop {
  /// One connection with its socket.
  private final class Client {
    let key: ConnectionKey
    var connection: Connection
    var interest: Poller.Interest = .input
    let isTurnedAway: Bool

    init(key: ConnectionKey, connection: Connection, isTurnedAway: Bool) {
      self.key = key
      self.connection = connection
      self.isTurnedAway = isTurnedAway
    }
  }

  private static let listenerKey = UInt64.max
  private static let bellKey = UInt64.max - 1
  private static let newcomersMax = 64
  private static let acceptPause: UInt64 = 100_000_000

  private let terms: Connection.Terms
  private let mailbox: Mailbox
  private var poller: Poller
  private var acceptor: Acceptor?
  private let buffer: UnsafeMutableRawBufferPointer

  private var clients: [Int32: Client] = [:]
  private var turnedAwayCount = 0
  private var generation: UInt32 = 0
  /// One look at the clock holds for all that one wake-up brings.
  private var now: UInt64
  /// No deadline is earlier; it may be too early itself, and then a look finds nothing.
  private var nextLook = UInt64.max
  private var acceptsAgainAt: UInt64?
  private var drainDeadline: UInt64?
  private var isStopped = false

  /// Nil when the system has no means to watch descriptors.
  init?(terms: Connection.Terms, mailbox: Mailbox, acceptor: consuming Acceptor) {
    guard let poller = Poller(),
      poller.add(acceptor.listener.number, key: Self.listenerKey, .input),
      poller.add(mailbox.bell.number, key: Self.bellKey, .input)
    else { return nil }
    self.terms = terms
    self.mailbox = mailbox
    self.poller = poller
    self.acceptor = consume acceptor
    buffer = .allocate(byteCount: max(1, terms.limits.readBytesMax), alignment: 16)
    now = terms.service.now()
  }

  deinit { buffer.deallocate() }

  /// Runs until it is drained or stopped. True when no connection had to be cut off.
  func run() -> Bool {
    var ready: [(key: UInt64, what: Poller.Interest)] = []
    while !isStopped && !(drainDeadline != nil && clients.isEmpty) {
      poller.wait(milliseconds: mailbox.mayOwnerSleep() ? patience() : 0, into: &ready)
      now = terms.service.now()
      for event in ready {
        switch event.key {
        case Self.listenerKey: acceptNewcomers()
        case Self.bellKey: mailbox.bell.silence()
        default: act(on: event.what, of: ConnectionKey(event.key))
        }
      }
      for message in mailbox.takeAll() { act(on: message) }
      if now >= nextLook { look() }
    }
    mailbox.close()
    let isDrained = clients.isEmpty
    for client in Array(clients.values) { drop(client) }
    acceptor = nil
    return isDrained
  }

  // Milliseconds to the next deadline, rounded up; a long wait is cut, as a look costs nothing.
  private func patience() -> Int32 {
    let longest: UInt64 = 60_000
    let nanoseconds = nextLook > now ? nextLook - now : 0
    return Int32(min(longest, nanoseconds / 1_000_000 + 1))
  }

  private func act(on message: Mailbox.Message) {
    switch message {
    case .answer(let key, let response):
      guard let client = clients[key.descriptor], client.key == key else { return }
      client.connection.answer(response, now: now)
      pump(client)
    case .drain(let span): drain(within: span)
    case .look: break
    case .stop: isStopped = true
    }
  }

  private func act(on what: Poller.Interest, of key: ConnectionKey) {
    // An event of a connection that an earlier event of the same batch has closed.
    guard let client = clients[key.descriptor], client.key == key else { return }
    if !what.isDisjoint(with: .end) && !client.connection.wantsInput {
      return drop(client)
    }
    if !what.isDisjoint(with: [.input, .end]) && client.connection.wantsInput { read(client) }
    pump(client)
    mute(client, after: what)
  }

  private func read(_ client: Client) {
    switch Socket.read(client.key.descriptor, into: buffer) {
    case .bytes(let count):
      client.connection.receive(buffer[..<count], now: now)
    case .end: client.connection.receiveEnd(now: now)
    case .wouldBlock: break
    case .broken: client.connection.close()
    }
  }

  // Sends what there is and goes on with what was read, until the peer or the handler has to act.
  private func pump(_ client: Client) {
    repeat {
      guard send(client) else { break }
      if let request = client.connection.proceed(now: now) {
        let reply = HTTPReply { [mailbox, key = client.key] in mailbox.post(.answer(key, $0)) }
        terms.service.handler(request, reply)
      } else if client.connection.phase == .lingering {
        Socket.endWriting(client.key.descriptor)
      }
    } while client.connection.hasOutput
    settle(client)
  }

  // True when nothing is left to send.
  private func send(_ client: Client) -> Bool {
    while client.connection.hasOutput && client.connection.phase != .closed {
      let outcome = Socket.write(
        client.key.descriptor, client.connection.output, from: client.connection.outputSent)
      switch outcome {
      case .bytes(let count): client.connection.sent(count, now: now)
      case .wouldBlock: return false
      case .end, .broken: client.connection.close()
      }
    }
    return true
  }

  private func settle(_ client: Client) {
    guard client.connection.phase != .closed else { return drop(client) }
    nextLook = min(nextLook, client.connection.deadline)
    var wanted = client.interest
    if client.connection.wantsInput { wanted.insert(.input) }
    if client.connection.hasOutput { wanted.insert(.output) } else { wanted.remove(.output) }
    change(client, to: wanted)
  }

  // Input that isn't wanted is left to wake the loop once: most answers are there before the next
  // request, and two system calls a request are saved.
  private func mute(_ client: Client, after what: Poller.Interest) {
    guard what.contains(.input), !client.connection.wantsInput,
      client.connection.phase != .closed
    else { return }
    change(client, to: client.interest.subtracting(.input))
  }

  private func change(_ client: Client, to interest: Poller.Interest) {
    guard client.interest != interest else { return }
    client.interest = interest
    poller.change(client.key.descriptor, key: client.key.number, interest)
  }

  private func drop(_ client: Client) {
    client.connection.close()
    guard clients.removeValue(forKey: client.key.descriptor) != nil else { return }
    terms.service.connections.change(by: -1)
    if client.isTurnedAway { turnedAwayCount -= 1 }
    // Closing takes it out of the poller too.
    _ = Glibc.close(client.key.descriptor)
  }
}

extension EventLoop {
  private func acceptNewcomers() {
    for _ in 0..<Self.newcomersMax {
      switch acceptor?.next() {
      case .connection(let number, let peer): welcome(number, peer)
      case .failing: return pauseAccepting()
      case .nobody, nil: return
      }
    }
  }

  private func welcome(_ number: Int32, _ peer: HTTPAddress) {
    let isFull = clients.count - turnedAwayCount >= terms.limits.connectionsMax
    let hasRoom = !isFull || closeLongestResting()
    guard hasRoom || turnedAwayCount < terms.limits.turnedAwayMax else {
      _ = Glibc.close(number)
      return
    }
    generation &+= 1
    let client = Client(
      key: ConnectionKey(descriptor: number, generation: generation),
      connection: Connection(terms: terms, peer: peer, now: now), isTurnedAway: !hasRoom)
    guard poller.add(number, key: client.key.number, client.interest) else {
      _ = Glibc.close(number)
      return
    }
    clients[number] = client
    terms.service.connections.change(by: 1)
    if !hasRoom {
      turnedAwayCount += 1
      client.connection.turnAway(now: now)
    }
    pump(client)
  }

  private func closeLongestResting() -> Bool {
    let resting = clients.values.lazy.filter { $0.connection.isResting && !$0.isTurnedAway }
    guard
      let client = resting.min(by: { $0.connection.restsSince < $1.connection.restsSince })
    else { return false }
    drop(client)
    return true
  }

  private func pauseAccepting() {
    guard let number = acceptor?.listener.number else { return }
    poller.change(number, key: Self.listenerKey, [])
    let again = now.later(by: Self.acceptPause)
    acceptsAgainAt = again
    nextLook = min(nextLook, again)
  }

  // Acts on all deadlines that have passed and finds the next.
  private func look() {
    if let again = acceptsAgainAt, now >= again, let number = acceptor?.listener.number {
      acceptsAgainAt = nil
      poller.change(number, key: Self.listenerKey, .input)
    }
    if let drainDeadline, now >= drainDeadline { isStopped = true }
    nextLook = min(acceptsAgainAt ?? .max, drainDeadline ?? .max)
    for client in Array(clients.values) {
      if now >= client.connection.deadline {
        client.connection.expire(now: now)
        pump(client)
      } else {
        nextLook = min(nextLook, client.connection.deadline)
      }
    }
  }

  // Who has connected is accepted and what has arrived is read once more: a peer that sent its
  // request before the listener closed is answered.
  private func drain(within span: UInt64) {
    let deadline = now.later(by: span)
    drainDeadline = min(drainDeadline ?? .max, deadline)
    nextLook = min(nextLook, deadline)
    guard acceptor != nil else { return }
    acceptNewcomers()
    acceptor = nil
    for client in Array(clients.values) {
      if client.connection.wantsInput { read(client) }
      client.connection.drain()
      pump(client)
    }
  }
}

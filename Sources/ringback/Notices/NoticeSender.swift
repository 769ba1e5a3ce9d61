import Callbacks
import CivilTime
import Live
import Rota
import Service
import Synchronization

/// Hands notices to their channels, on threads of its own: who gives it a notice never waits.
///
/// A channel that hangs takes up some of the threads and no more, so that the others go on.
final class NoticeSender: Sendable {
  private let settings: Mutex<ServerConfiguration>
  private let lanes = Mutex<[Name: Lane]>([:])
  private let ready: BoundedQueue<NoticeTry>
  private let workers = Mutex<[SystemThread]>([])
  private let now: @Sendable () -> Moment
  private let log: @Sendable (LogLevel, String) -> Void

  /// What is being tried on one channel, and what waits for that.
  private struct Lane {
    var inHand = 0
    var waiting: [NoticeTry] = []
  }

  static let workerCount = 8
  /// How many tries one channel has at a time.
  static let inHandMax = 4
  /// How many more may wait for one channel.
  static let waitingMax = 256

  /// - Parameters:
  ///   - now: the service's clock.
  ///   - log: gets lines without personal details.
  /// - Throws: ``SystemThreadFault``.
  init(
    _ settings: ServerConfiguration, now: @escaping @Sendable () -> Moment,
    log: @escaping @Sendable (LogLevel, String) -> Void
  ) throws(SystemThreadFault) {
    self.settings = Mutex(settings)
    self.now = now
    self.log = log
    ready = BoundedQueue(itemsMax: NoticeSender.readyMax)
    var started: [SystemThread] = []
    for _ in 0..<NoticeSender.workerCount {
      started.append(
        try SystemThread { [self] in
          while let next = ready.take(countMax: 1).first { perform(next) }
        })
    }
    workers.withLock { [started] in $0 = started }
  }

  /// More than the lanes of all channels let through.
  private static let readyMax = 4096

  /// From now on notices go by these channels; what has been handed over goes by the old ones.
  func use(_ settings: ServerConfiguration) { self.settings.withLock { $0 = settings } }

  /// The channels that these rota files name and the server does not know.
  func channelProblems(in files: [RotaFile]) -> [Problem] {
    settings.withLock { $0 }.channelProblems(in: files)
  }

  /// The server's own file as it counts now.
  var inForce: ServerConfiguration { settings.withLock { $0 } }

  /// Returns at once; `tell` is called when it is known how it went, on any thread.
  func send(_ message: NoticeMessage, tell: @escaping @Sendable (SendResult) -> Void) {
    let settings = settings.withLock { $0 }
    if message.channel == ServerConfiguration.logChannel {
      log(.info, LogLine.text(of: message))
      return tell(.sent)
    }
    guard let channel = settings.channels.first(where: { $0.name == message.channel }) else {
      return tell(.noSuchChannel)
    }
    let next = NoticeTry(
      message: message, transport: channel.transport, publicAddress: settings.publicAddress,
      tell: tell)
    switch enter(next) {
    case .now: pass(next)
    case .later: break
    case .full: tell(.failed)
    }
  }

  /// Begins no more tries: what has not begun is neither sent nor told of, and is sent after the next start.
  func close() { ready.close() }

  /// Waits for the tries that have begun: ``TransportLimits/timeMax`` after ``close()`` none is left.
  func join() {
    let started = workers.withLock { workers in
      defer { workers = [] }
      return workers
    }
    for worker in started { worker.join() }
  }

  private enum Turn { case now, later, full }

  private func enter(_ next: NoticeTry) -> Turn {
    lanes.withLock { lanes in
      var lane = lanes[next.message.channel] ?? Lane()
      defer { lanes[next.message.channel] = lane }
      if lane.inHand < NoticeSender.inHandMax {
        lane.inHand += 1
        return .now
      }
      guard lane.waiting.count < NoticeSender.waitingMax else { return .full }
      lane.waiting.append(next)
      return .later
    }
  }

  /// The next of that channel, which takes the place of the one that is done.
  private func leave(_ channel: Name) -> NoticeTry? {
    lanes.withLock { lanes in
      guard var lane = lanes[channel] else { return nil }
      defer { lanes[channel] = lane }
      if lane.waiting.isEmpty {
        lane.inHand -= 1
        return nil
      }
      return lane.waiting.removeFirst()
    }
  }

  private func pass(_ next: NoticeTry) {
    // It is refused only once this is closed: then nobody asks any more.
    _ = ready.post(next)
  }

  private func perform(_ next: NoticeTry) {
    let result = next.result(now: now())
    if let cause = result.cause {
      log(
        .warning, "event=channel channel=\(next.message.channel) result=failed cause=\"\(cause)\"")
    }
    // The place is free before it is told: who hears of it may send again at once.
    if let waiting = leave(next.message.channel) { pass(waiting) }
    next.tell(result.result)
  }
}

/// The channel that needs no set-up: one line in the service's log, without anything personal.
enum LogLine {
  static func text(of message: NoticeMessage) -> String {
    let person: String =
      switch message.recipient {
      case .person(let person): person.name.text
      case .desk: "desk"
      }
    let ticket = message.ticket.map { " ticket=\($0.value)" } ?? ""
    return "event=notice_sent kind=\(message.kind.rawValue) person=\(person)\(ticket)"
  }
}

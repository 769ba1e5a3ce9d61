public import CivilTime
public import Rota

/// The world outside, as the service meets it. The program gives the real one, the tests a simulated one;
/// nothing in this target reaches a clock, a file but the store's, or chance by another way.
public struct Edges: Sendable {
  /// The wall clock.
  public var now: @Sendable () -> Moment
  /// The rota folder's files as they are now; what it throws is told to whoever looks after the service.
  public var rotaFiles: @Sendable () throws -> [RotaFile]
  /// The list of clients beside them as it is now; nil when there is none.
  public var clientFile: @Sendable () throws -> RotaFile? = { nil }
  /// The system's time-zone database.
  public var zones: ZoneSource
  /// So many bytes that nobody can foresee.
  public var random: @Sendable (Int) -> [UInt8]
  /// Hands a notice to its channel, and tells how it went, on any thread. What is never told of counts as
  /// lost after ``Delivery/tryMax``.
  public var send: @Sendable (NoticeMessage, @escaping @Sendable (SendResult) -> Void) -> Void
  /// How requesters are written to; nil: they aren't. Asked anew for each email.
  public var mail: @Sendable () -> MailSettings?
  /// Hands an email to the machine's mailer, and tells how it went, on any thread.
  public var sendMail: @Sendable (MailSending, @escaping @Sendable (SendResult) -> Void) -> Void
  /// By which work is billed, as the server's own file has it.
  public var billing: @Sendable () -> ServerConfiguration.Billing = {
    ServerConfiguration.Billing()
  }
  /// How the client pages are set up; nil: there are none.
  public var clientPages: @Sendable () -> ClientPageSettings? = { nil }
  /// How long after a ticket was solved personal details are wiped; nil: never. Asked anew each time.
  public var keepsPersonalDetails: @Sendable () -> Duration? = { nil }
  /// The addresses whose `X-Forwarded-For` counts, as the server's own file has them.
  public var trustedProxies: @Sendable () -> [String] = { [] }
  /// How the tries of notices went.
  public let noticeCounts = NoticeCounts()
  /// Where people reach the service from outside, such as `https://desk.example.nz`; nil: not told.
  public var publicAddress: @Sendable () -> String? = { nil }
  /// One line for the log, without personal details, and how much it matters.
  public var logAt: @Sendable (LogLevel, String) -> Void
  /// What a set of rota files means. The simulation remembers what it has read, since it restarts so often.
  public var reading: @Sendable ([RotaFile]) -> ReadResult
  /// What is wrong between the rota files and the program's own set-up: a channel that it does not know.
  public var setUpProblems: @Sendable () -> [Problem] = { [] }
  /// Of the links in notices: it must stay the same, so that a retry bears the same link.
  public var linkKey: [UInt8]

  public static let linkKeyBytes = 32

  func log(_ line: String, _ level: LogLevel = .info) { logAt(level, line) }

  /// - Parameter linkKey: without one, links are made with a key that ends with these edges.
  public init(
    now: @escaping @Sendable () -> Moment,
    rotaFiles: @escaping @Sendable () throws -> [RotaFile],
    zones: ZoneSource, random: @escaping @Sendable (Int) -> [UInt8],
    send: @escaping @Sendable (NoticeMessage, @escaping @Sendable (SendResult) -> Void) -> Void,
    log: @escaping @Sendable (String) -> Void, linkKey: [UInt8]? = nil,
    mail: @escaping @Sendable () -> MailSettings? = { nil },
    sendMail:
      @escaping @Sendable (MailSending, @escaping @Sendable (SendResult) -> Void) -> Void = {
        _, _ in
      }
  ) {
    self.now = now
    self.rotaFiles = rotaFiles
    self.zones = zones
    reading = { Configuration.read($0, zones: zones) }
    self.random = random
    self.send = send
    logAt = { _, line in log(line) }
    self.linkKey = linkKey ?? random(Edges.linkKeyBytes)
    self.mail = mail
    self.sendMail = sendMail
  }
}

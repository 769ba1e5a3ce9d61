public import CivilTime
public import Rota

/// Why somebody is told something (spec: callbacks.md, "Notices").
public enum NoticeKind: String, CaseIterable, Sendable {
  case callbackReady = "callback_ready"
  case calledAgain = "called_again"
  case overdue
  case handedOver = "handed_over"
  case reminder
  case takenOver = "taken_over"
  case shiftStarts = "shift_starts"
  case shiftsChanged = "shifts_changed"
  case filesFault = "files_fault"
  case morningHandover = "morning_handover"
  /// An email came that nobody can read: it is kept aside.
  case mailKeptAside = "mail_kept_aside"
}

/// Who is told.
public enum Recipient: Equatable, Sendable {
  case person(Name)
  /// The desk's own channels.
  case desk
}

/// A notice as a decision asks for it; the store gives it its stable id, its channels their tries.
public struct NoticeOrder: Equatable, Sendable {
  public var kind: NoticeKind
  public var recipient: Recipient
  public var text: String
  public var ticket: TicketNumber?
  public var callback: CallbackID?
  /// The escalation's step that it belongs to: when all of it has failed, the next is taken at once.
  public var step: StepReference?
  /// Nothing is sent any more from then on; nil: as long as its callback asks for it.
  public var endsAt: Moment?

  public struct StepReference: Equatable, Sendable {
    public var round: Int
    public var index: Int

    public init(round: Int, index: Int) {
      self.round = round
      self.index = index
    }
  }

  public init(
    kind: NoticeKind, recipient: Recipient, text: String, ticket: TicketNumber? = nil,
    callback: CallbackID? = nil, step: StepReference? = nil, endsAt: Moment? = nil
  ) {
    self.kind = kind
    self.recipient = recipient
    self.text = text
    self.ticket = ticket
    self.callback = callback
    self.step = step
    self.endsAt = endsAt
  }
}

extension NoticeKind {
  /// Whether a notice of this kind about a callback still has its reason.
  ///
  /// - Parameter recipient: the person told; nil for the desk.
  public func hasReason(_ callback: Callback, recipient: Name?) -> Bool {
    guard callback.status.isOpen else { return false }
    return switch self {
    case .callbackReady: callback.status == .pending && callback.owner == .onCall
    case .overdue: !callback.attemptedInTime
    case .handedOver, .reminder: callback.holder == recipient
    case .calledAgain, .takenOver: true
    case .shiftStarts, .shiftsChanged, .filesFault, .morningHandover, .mailKeptAside: true
    }
  }
}

/// A notice on one channel: how often it was tried, and when again (spec: callbacks.md, "Notices").
public struct Delivery: Equatable, Sendable {
  public var state: State
  public var tries: Int
  public var firstTriedAt: Moment?
  /// When it is tried next, or (while it is being sent) given up as lost.
  public var nextAt: Moment?
  /// Has not been taken after 3 tries or 30 s: the next channel was used. Its own tries go on.
  public var hasFailed: Bool

  public enum State: String, Sendable {
    /// Not its turn: the channels before it have not failed.
    case waiting
    case due
    case sending
    case sent
    /// Its reason has gone, or there is no such channel.
    case over
  }

  public init(
    state: State, tries: Int = 0, firstTriedAt: Moment? = nil, nextAt: Moment? = nil,
    hasFailed: Bool = false
  ) {
    self.state = state
    self.tries = tries
    self.firstTriedAt = firstTriedAt
    self.nextAt = nextAt
    self.hasFailed = hasFailed
  }

  public static let triesUntilFailed = 3
  public static let failedAfter = Duration.seconds(30)
  public static let firstWait = Duration.seconds(5)
  public static let waitMax = Duration.minutes(5)
  /// A try has ended by then one way or the other; else it was lost with the process.
  public static let tryMax = Duration.minutes(1)
}

extension Delivery {
  /// Its turn has come.
  public mutating func begin(at now: Moment) {
    state = .due
    nextAt = now
  }

  /// It is handed to its channel.
  public mutating func claim(at now: Moment) {
    state = .sending
    tries += 1
    if firstTriedAt == nil { firstTriedAt = now }
    nextAt = now + Delivery.tryMax
  }

  public mutating func succeed() {
    state = .sent
    nextAt = nil
  }

  /// - Parameter chance: from 0 to 1: spreads the waits, so that what failed together is not tried together.
  public mutating func fail(at now: Moment, chance: Double) {
    state = .due
    let doublings = min(tries - 1, 10)
    let wait = min(Delivery.firstWait * (1 << max(0, doublings)), Delivery.waitMax)
    nextAt = now + wait * (0.9 + 0.2 * chance)
  }

  /// Its reason has gone, or it can never be sent.
  public mutating func end() {
    state = .over
    nextAt = nil
  }

  /// The next moment at which something is due for it; nil when there is none.
  public var wakeAt: Moment? { [nextAt, failsAt].compactMap { $0 }.min() }

  /// From when it counts as failed whatever becomes of its tries; nil when it does already, or is sent.
  public var failsAt: Moment? {
    guard !hasFailed, state == .due || state == .sending else { return nil }
    return firstTriedAt.map { $0 + Delivery.failedAfter }
  }

  /// Its turn to be tried has come.
  public func isDue(at now: Moment) -> Bool {
    state == .due && nextAt.map { $0 <= now } == true
  }

  /// It was handed to its channel, and nobody has told how it went for too long.
  public func isLost(at now: Moment) -> Bool {
    state == .sending && nextAt.map { $0 <= now } == true
  }

  /// Whether it has just come to count as failed: the next channel is used at once.
  public func fails(at now: Moment) -> Bool {
    guard !hasFailed, state == .due || state == .sending else { return false }
    let isTriedOut = state == .due && tries >= Delivery.triesUntilFailed
    return isTriedOut || failsAt.map { $0 <= now } == true
  }
}

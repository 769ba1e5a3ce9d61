public import CivilTime
public import Rota

/// What a person does with a callback (spec: callbacks.md, "A callback's life").
public enum CallbackAction: Equatable, Sendable {
  case acknowledge
  case attempt(AttemptReport)
  /// Caller and engineer agreed on a time, which becomes the deadline.
  case promise(Moment, note: String?)
  case handOver(HandOverTarget, note: String?)
  case cancel(reason: String)
  case urgency(Urgency, note: String?)

  /// A person rang: how it went, when, and how long it took.
  public struct AttemptReport: Equatable, Sendable {
    public let outcome: AttemptOutcome
    /// Nil: now less `minutes`.
    public let at: Moment?
    public let minutes: Int?
    public let note: String?

    public init(outcome: AttemptOutcome, at: Moment?, minutes: Int?, note: String?) {
      self.outcome = outcome
      self.at = at
      self.minutes = minutes
      self.note = note
    }
  }

  public enum HandOverTarget: Equatable, Sendable {
    case person(Name)
    /// The list starts at once.
    case rota
    case desk
  }

  /// A talk may last a day; more is a slip of the pen.
  public static let minutesMax = 24 * 60
  public static let noteScalarsMax = 4000
  public static let promisedAheadMax = Duration.days(30)
}

/// Who acts, and by which door.
public struct Actor: Equatable, Sendable {
  public let person: Name
  public let door: Door

  public init(person: Name, door: Door) {
    self.person = person
    self.door = door
  }
}

/// Why an action can't be done; the description is the sentence for the person.
public enum CallbackRefusal: Error, Equatable, Sendable {
  /// The callback's state does not allow it (409).
  case over(CallbackStatus)
  /// Unreachable comes only after three attempts without success (409).
  case triedTooSeldom(attempts: Int)
  /// An attempt before the caller called, or ahead of now (422).
  case attemptBeforeArrival, attemptAheadOfNow
  /// A promised time that is past, or more than 30 days ahead (422).
  case promiseNotAhead, promiseTooFarAhead

  public var detail: String {
    switch self {
    case .over(let status):
      "this callback is \(status.rawValue): nothing more can be done with it"
    case .triedTooSeldom(let attempts):
      "\(attempts) of \(CallbackRefusal.attemptsBeforeUnreachable) attempts without success are "
        + "written down; ring again before giving the caller up"
    case .attemptBeforeArrival: "the attempt is said to be before the call came; check the time"
    case .attemptAheadOfNow: "the attempt is said to be in the future; check the time"
    case .promiseNotAhead: "the promised time is not in the future; check the time"
    case .promiseTooFarAhead: "a time can be promised up to 30 days ahead; agree on a nearer one"
    }
  }

  public static let attemptsBeforeUnreachable = 3
}

/// What an action changes; equal to what stood when nothing does.
public struct ActionDecision: Equatable, Sendable {
  public var callback: Callback
  public var attempt: Attempt?
  /// The attempt that the new one replaces: a `ringing` by the same person.
  public var replaced: Attempt?
  /// The time that the attempt took.
  public var time: TimeEntry?
  public var notices: [NoticeOrder] = []
  public var history: [HistoryEntry] = []

  init(callback: Callback) { self.callback = callback }
}

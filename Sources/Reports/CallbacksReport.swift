public import Callbacks
public import CivilTime
public import Rota

/// Whether callers were rung when they were told they would be (spec: billing.md, "The callbacks report").
public struct CallbacksReport: Equatable, Sendable {
  public let all: Figures
  /// Each urgency, the most urgent first, and each owner, whether there was one of it or not.
  public let byUrgency: [Part<Urgency>]
  public let byOwner: [Part<Owner>]
  /// By who had it last, in the order of their names; nil, what nobody ever had, comes last.
  public let byPerson: [Part<Name?>]

  public struct Part<Key: Equatable & Sendable>: Equatable, Sendable {
    public let key: Key
    public let figures: Figures
  }

  public struct Figures: Equatable, Sendable {
    public let made: Int
    /// Rung in time, however long the talk took.
    public let kept: Int
    /// Of the kept ones those in which the caller was spoken with in time.
    public let reachedInTime: Int
    public let late: Int
    /// Before the deadline or after it: of the latter each is kept or late as well.
    public let cancelled: Int
    public let toAcknowledge: Waits
    public let toFirstAttempt: Waits
  }

  /// - Parameters:
  ///   - callbacks: those that were made in the period.
  ///   - now: what is not due by then is neither kept nor late.
  public init(_ callbacks: [RungCallback], now: Moment) {
    all = Figures(callbacks, now: now)
    byUrgency = Urgency.allCases.reversed().map { urgency in
      Part(key: urgency, figures: Figures(callbacks.filter { $0.urgency == urgency }, now: now))
    }
    byOwner = Owner.allCases.map { owner in
      Part(key: owner, figures: Figures(callbacks.filter { $0.owner == owner }, now: now))
    }
    let byName = Dictionary(grouping: callbacks, by: \.person)
    let names = byName.keys.compactMap { $0 }.sorted()
    byPerson = (names.map(Optional.some) + (byName[nil] == nil ? [] : [nil])).map { name in
      Part(key: name, figures: Figures(byName[name] ?? [], now: now))
    }
  }
}

extension CallbacksReport.Figures {
  init(_ callbacks: [RungCallback], now: Moment) {
    made = callbacks.count
    kept = callbacks.count { $0.isKept(at: now) }
    reachedInTime = callbacks.count { $0.isKept(at: now) && $0.isReachedInTime }
    late = callbacks.count { $0.isLate(at: now) }
    cancelled = callbacks.count(where: \.isCancelled)
    toAcknowledge = Waits(callbacks.compactMap(\.toAcknowledge))
    toFirstAttempt = Waits(callbacks.compactMap(\.toFirstAttempt))
  }
}

/// A callback with what the report asks of it.
public struct RungCallback: Equatable, Sendable {
  private let callback: Callback
  private let attempts: [Attempt]
  private let acknowledgedAt: Moment?

  /// - Parameters:
  ///   - attempts: all that were made of it.
  ///   - acknowledgedAt: when somebody first had it (``Callbacks/HistoryEntry/isAcknowledgement``).
  public init(_ callback: Callback, attempts: [Attempt], acknowledgedAt: Moment?) {
    self.callback = callback
    self.attempts = attempts
    self.acknowledgedAt = acknowledgedAt
  }

  var urgency: Urgency { callback.urgency }
  var owner: Owner { callback.owner }
  /// Who has it, or had it last: an acknowledgement that ran out takes no credit away, and no blame.
  var person: Name? { callback.holder ?? callback.acknowledgedBy }
  var isCancelled: Bool { callback.status == .cancelled }

  var isReachedInTime: Bool {
    attempts.contains { $0.outcome == .reached && $0.at < callback.dueAt }
  }

  // Of both: a person may write down that they rang before the server had heard of the call.
  var toAcknowledge: Duration? { acknowledgedAt.map { max($0 - callback.createdAt, .zero) } }
  var toFirstAttempt: Duration? {
    attempts.map(\.at).min().map { max($0 - callback.createdAt, .zero) }
  }

  func isLate(at now: Moment) -> Bool { callback.isOverdue(at: now) }

  /// One that was cancelled before its deadline, or is open and not yet due, is neither kept nor late.
  func isKept(at now: Moment) -> Bool {
    let isSettled =
      switch callback.status {
      case .completed: true
      case .cancelled: callback.completedAt.map { callback.dueAt <= $0 } ?? false
      case .pending, .acknowledged: callback.dueAt <= now
      }
    return isSettled && !isLate(at: now) && (callback.attemptedInTime || isReachedInTime)
  }
}

/// How long something took: of several, by the nearest rank (the smallest that so many percent of them do
/// not exceed).
public struct Waits: Equatable, Sendable {
  public let count: Int
  /// Nil of none.
  public let median, percentile90, worst: Duration?

  public init(_ spans: [Duration]) {
    let sorted = spans.sorted()
    func rank(_ percent: Int) -> Duration? {
      sorted.isEmpty ? nil : sorted[(sorted.count * percent + 99) / 100 - 1]
    }
    count = sorted.count
    median = rank(50)
    percentile90 = rank(90)
    worst = sorted.last
  }
}

extension HistoryEntry {
  /// Whether somebody has the callback from then on: they said so, rang, promised a time, or it was handed
  /// to a person.
  public var isAcknowledgement: Bool {
    switch what {
    case "acknowledged", "attempt", "promised": true
    case "handed_over":
      !["rota", "desk"].contains { note == $0 || note?.hasPrefix($0 + ": ") == true }
    default: false
    }
  }

  /// Those that may be one.
  public static let acknowledgementWords = ["acknowledged", "attempt", "promised", "handed_over"]
}

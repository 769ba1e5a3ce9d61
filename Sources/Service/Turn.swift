import CivilTime

/// When it is the clockwork's turn: when something is due, after anything else was done, and when the clock
/// was set back.
struct Turn {
  /// Nil: now.
  private(set) var next: Moment?
  private var lastLook: Moment?
  /// Until a turn has dealt with it.
  private(set) var clockWasSetBack = false

  /// To be asked at least once a ``Writer/tick``, so that no set clock is missed.
  mutating func isDue(at now: Moment) -> Bool {
    if let lastLook, now < lastLook { clockWasSetBack = true }
    lastLook = now
    return clockWasSetBack || next.map { $0 <= now } ?? true
  }

  /// Something was done that may have moved the next moment.
  mutating func comesNow() { next = nil }

  /// Its work is on disk; nil: nothing is due any more.
  mutating func isDone(until moment: Moment?) {
    clockWasSetBack = false
    next = moment ?? .distantFuture
  }

  /// Its work failed: all of it is still due, and is tried then.
  mutating func failed(again moment: Moment) { next = moment }

  /// Something is left to be done by then.
  mutating func comes(by moment: Moment) { next = min(next ?? .distantFuture, moment) }

  /// How long nothing need be done.
  func wait(at now: Moment) -> Duration { next.map { max($0 - now, .zero) } ?? .zero }
}

extension Moment {
  /// Later than anything: the year 9999.
  static let distantFuture = Moment(seconds: 253_402_300_799)
}

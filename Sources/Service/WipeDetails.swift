import Callbacks
import CivilTime
import Store

extension ServiceCore {
  /// Wipes what has been kept for long enough, a batch at a time (spec: cli.md, stanza `keep`). When the next
  /// batch is due is a row, as every other moment is.
  func wipeDetails(now: Moment) throws {
    if try isMarked(.oldWords) {
      guard try !store.mergeWords() else { return }
      try set(.oldWords, to: .epoch)
      try set(.oldLog, to: now)
    }
    guard let keep = edges.keepsPersonalDetails(),
      try store.clockworkMoment(Mark.wiping.rawValue).map({ $0 <= now }) ?? true
        || firstWiping(keep).map({ $0 <= now }) ?? false
    else { return }
    let before = now - keep
    let numbers = try store.ticketsToWipe(solvedBy: before, limit: Wiping.ticketsMax)
    for number in numbers {
      try apart("ticket=\(number.value)") {
        if let ticket = try store.ticket(number) { try store.wipe(ticket, at: now) }
      } orElse: {
        try store.putOffWiping(number, at: now)
      }
    }
    let calls = try store.wipeCallsWithoutTicket(
      heardBy: before, limit: Wiping.callsMax, at: now)
    let kept = try store.removeKept(by: before, now: now)
    let isMore = numbers.count == Wiping.ticketsMax || calls == Wiping.callsMax
    try set(.wiping, to: isMore ? now : now + Wiping.lookedForWithin)
    guard numbers.count + calls + kept > 0 else { return }
    if !numbers.isEmpty { try set(.oldWords, to: now) }
    try set(.oldLog, to: now)
    edges.log("event=wipe tickets=\(numbers.count) calls=\(calls) kept_aside=\(kept)")
  }

  /// Nil: nothing is ever wiped, and nothing is left of what was.
  func nextWiping(now: Moment) throws -> Moment? {
    if try isMarked(.oldWords) { return now }
    guard let keep = edges.keepsPersonalDetails() else { return nil }
    let looked = try store.clockworkMoment(Mark.wiping.rawValue) ?? now
    return [looked, try firstWiping(keep)].compactMap { $0 }.min()
  }

  private func firstWiping(_ keep: Duration) throws -> Moment? {
    try store.earliestToWipe().map { $0 + keep }
  }

  /// The row by which the log is emptied at the service's next turn; for a command that has wiped beside it.
  public static var oldLogMark: String { Mark.oldLog.rawValue }

  func isMarked(_ mark: Mark) throws -> Bool {
    try store.clockworkMoment(mark.rawValue).map { $0 > .epoch } ?? false
  }

  /// After the commit, outside of any transaction: empties the log, when it holds what was wiped.
  ///
  /// - Returns: false when a reader was in the way; then it is tried again.
  func emptyOldLog() throws -> Bool {
    guard try store.emptyLog() else { return false }
    try store.transaction { try set(.oldLog, to: .epoch) }
    return true
  }
}

extension Moment {
  static let epoch = Moment(seconds: 0)
}

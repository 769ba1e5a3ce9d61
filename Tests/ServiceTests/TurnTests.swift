import CivilTime
import Testing

@testable import Service

/// When the clockwork looks at what is due.
struct TurnTests {
  private let now = Moment(seconds: 1_800_000_000)
  private let bit = Duration.microseconds(1)

  private func look(_ isDue: Bool, _ moment: Moment, _ turn: inout Turn) {
    let seen = turn.isDue(at: moment)
    #expect(seen == isDue, "at \(moment - now) from now")
  }

  @Test func `it comes at the start, after anything was done, and when something is due`() {
    var turn = Turn()
    look(true, now, &turn)
    turn.isDone(until: now + .seconds(5))
    look(false, now + .seconds(5) - bit, &turn)
    look(true, now + .seconds(5), &turn)
    turn.isDone(until: nil)
    look(false, now + .days(1000), &turn)
    turn.comesNow()
    look(true, now + .days(1000), &turn)
  }

  @Test func `a clock that is set back, by however little, is dealt with even if a turn fails`() {
    var turn = Turn()
    turn.isDone(until: now + .hours(1))
    look(false, now, &turn)
    look(true, now - bit, &turn)
    turn.failed(again: now + .seconds(1))
    // Until a turn has dealt with it.
    look(true, now, &turn)
    turn.isDone(until: now + .hours(1))
    look(false, now + bit, &turn)
  }

  @Test func `what can't be done holds nothing else up, and is not tried without a pause`() {
    var turn = Turn()
    turn.isDone(until: now + .seconds(1))
    turn.comes(by: now + .seconds(2))
    #expect(turn.wait(at: now) == .seconds(1))
    turn.failed(again: now + .seconds(2))
    #expect(turn.wait(at: now) == .seconds(2))
    turn.comes(by: now)
    #expect(turn.wait(at: now) == .zero)
  }
}

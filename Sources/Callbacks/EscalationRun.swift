public import CivilTime
import Rota

/// The escalation of one callback: the steps as the files had them when the list started, and which comes
/// next (spec: callbacks.md, "A callback's life", Escalation). Who is meant is worked out at each step's
/// own moment.
public struct EscalationRun: Equatable, Sendable {
  /// When the list started, the last time that it did.
  public var startedAt: Moment
  public var steps: [Step]
  /// That long after the last step the list starts again.
  public var repeats: Duration
  /// The step to take next; the count of the steps when the list starts again next.
  public var next: Int
  public var nextAt: Moment
  /// How often the list has started for this callback.
  public var round: Int

  public struct Step: Equatable, Sendable {
    public var after: Duration
    /// As the files had it.
    public var who: String

    public init(after: Duration, who: String) {
      self.after = after
      self.who = who
    }
  }

  public init(
    startedAt: Moment, steps: [Step], repeats: Duration, next: Int, nextAt: Moment, round: Int
  ) {
    self.startedAt = startedAt
    self.steps = steps
    self.repeats = repeats
    self.next = next
    self.nextAt = nextAt
    self.round = round
  }

  /// A step that is taken later than this was missed while the service was down.
  public static let lateAfter = Duration.minutes(1)
}

extension EscalationRun {
  /// The list from its first step, as the files have it at that moment.
  static func start(_ escalation: Escalation, at moment: Moment, round: Int) -> EscalationRun {
    EscalationRun(
      startedAt: moment,
      steps: escalation.steps.map { Step(after: $0.after, who: $0.who.text) },
      repeats: escalation.repeats, next: 0, nextAt: moment, round: round)
  }

  /// Takes the step that is due, or starts the list again and takes its first. Gives its index and whom it
  /// means.
  ///
  /// After down time each step not taken yet is taken once; rounds missed after that are one; then the waits
  /// run on from `now`.
  mutating func takeStep(_ escalation: Escalation, now: Moment) -> (index: Int, who: Who) {
    if next >= steps.count {
      let start = isLate(at: now) ? now : nextAt
      self = .start(escalation, at: start, round: round + 1)
    }
    let index = next
    let scheduled = nextAt
    next += 1
    if next < steps.count {
      nextAt = startedAt + steps[next].after
    } else {
      nextAt = (now - scheduled > EscalationRun.lateAfter ? now : scheduled) + repeats
    }
    return (index, Who(text: steps[index].who))
  }

  private func isLate(at now: Moment) -> Bool { now - nextAt > EscalationRun.lateAfter }
}

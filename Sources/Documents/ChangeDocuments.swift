public import CivilTime
public import Rota

extension JSON {
  /// What another set of files changes in who is on call: `ringback diff --json`.
  ///
  /// - Parameters:
  ///   - past: what it would change of what has passed.
  ///   - coming: what it changes from `range`'s start on.
  ///   - hours: when the desk is open that was closed, or closed that was open.
  ///   - escalation: its lines in the one set and the other.
  public static func scheduleChanges(
    past: [ScheduleChange], coming: [ScheduleChange], hours: [HoursChange],
    escalation: (before: [String], after: [String]), in range: Range<Moment>, zone: TimeZoneRules
  ) -> JSON {
    [
      "from": time(range.lowerBound, in: zone),
      "to": time(range.upperBound, in: zone),
      "changes": .array(
        past.map { scheduleChange($0, isPast: true, zone) }
          + coming.map { scheduleChange($0, isPast: false, zone) }),
      "people": .array(
        PersonalChanges.of(coming).map { changes in
          [
            "person": .string(changes.person.text),
            "gains": .array(changes.gains.map { stretch($0, zone) }),
            "loses": .array(changes.losses.map { stretch($0, zone) }),
          ]
        }),
      "hours": .array(
        hours.map { change in
          span(change.range, zone).adding("open", .bool(change.isOpen))
        }),
      "escalation": ["before": JSON(escalation.before), "after": JSON(escalation.after)],
    ]
  }

  private static func scheduleChange(
    _ change: ScheduleChange, isPast: Bool, _ zone: TimeZoneRules
  ) -> JSON {
    stretch(change, zone).adding("before", JSON(change.before?.text))
      .adding("after", JSON(change.after?.text)).adding("past", .bool(isPast))
  }

  private static func stretch(_ change: ScheduleChange, _ zone: TimeZoneRules) -> JSON {
    let rota: JSON = ["rota": .string(change.rota.text)]
    return rota.adding("start", time(change.range.lowerBound, in: zone))
      .adding("end", time(change.range.upperBound, in: zone))
  }

  private static func span(_ range: Range<Moment>, _ zone: TimeZoneRules) -> JSON {
    ["start": time(range.lowerBound, in: zone), "end": time(range.upperBound, in: zone)]
  }
}

public import CivilTime
public import Rota
import ServiceHours

extension JSON {
  /// Who is on call, step by step, and why: `GET /v1/on-call`, `ringback who --json`.
  ///
  /// - Parameters:
  ///   - steps: the escalation's steps, each with those whom it reaches at that moment.
  ///   - rotas: one answer for each rota, in the order of their names.
  public static func onCall(
    at moment: Moment, in zone: TimeZoneRules, steps: [ReachedStep], lastResort: Person,
    rotas: [OnCall]
  ) -> JSON {
    [
      "at": time(moment, in: zone),
      "steps": .array(
        steps.map { step in
          [
            "after_seconds": .integer(step.after.wholeSeconds),
            "people": JSON(step.people.map(\.name.text)),
          ]
        }),
      "last_resort": .string(lastResort.name.text),
      "rotas": .array(rotas.map { onCall($0, in: zone) }),
      "warnings": calendarWarnings(to: moment, in: zone),
    ]
  }

  /// The final schedule: `GET /v1/schedule`, `ringback schedule --json`.
  ///
  /// - Parameter shifts: as joined and cut to the range asked for.
  public static func schedule(
    _ shifts: [ScheduledShift], to end: Moment, in zone: TimeZoneRules
  ) -> JSON {
    [
      "shifts": .array(
        shifts.map { shift in
          [
            "rota": .string(shift.rota.text),
            "person": .string(shift.person.text),
            "start": time(shift.range.lowerBound, in: zone),
            "end": time(shift.range.upperBound, in: zone),
            "because": .string(shift.because.rawValue),
            "for": JSON(shift.insteadOf?.text),
          ]
        }),
      "warnings": calendarWarnings(to: end, in: zone),
    ]
  }

  private static func onCall(_ answer: OnCall, in zone: TimeZoneRules) -> JSON {
    [
      "rota": .string(answer.rota.text),
      "person": JSON(answer.person?.text),
      "because": .string(answer.because.rawValue),
      "for": JSON(answer.insteadOf?.text),
      "since": time(answer.since, in: zone),
      "until": time(answer.until, in: zone),
    ]
  }

  /// Turns that follow the public holidays rest on the calendar too.
  private static func calendarWarnings(to end: Moment, in zone: TimeZoneRules) -> JSON {
    warnings(knowsMatariki: PublicHolidays.knowsMatariki(of: zone.local(at: end).date.year))
  }
}

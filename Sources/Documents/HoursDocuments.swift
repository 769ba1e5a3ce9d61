public import CivilTime
public import ServiceHours

extension JSON {
  /// Whether the desk is open, why and until when: `GET /v1/service-hours` and
  /// `ringback hours --json`.
  ///
  /// - Parameter closedByHand: the reason of a closing by hand that holds at that moment, and when
  ///   the desk opens again after it.
  public static func serviceHours(
    _ state: DeskState, at moment: Moment, in zone: TimeZoneRules,
    closedByHand: (reason: String, nextChange: Moment?)? = nil
  ) -> JSON {
    [
      "at": time(moment, in: zone),
      "open": .bool(closedByHand == nil && state.isOpen),
      "reason": .string(closedByHand?.reason ?? state.reason.description),
      "public_holiday": JSON(state.publicHoliday),
      "next_change": time(
        closedByHand.map { $0.nextChange } ?? state.nextChange, in: zone),
      "warnings": warnings(knowsMatariki: state.knowsMatariki),
    ]
  }

  /// A year's public holidays: `GET /v1/public-holidays`, `ringback holidays --json`.
  ///
  /// - Parameter region: whose anniversary day stands among them; null in the document for none.
  public static func publicHolidays(
    _ holidays: [PublicHoliday], ofYear year: Int, region: Region?
  ) -> JSON {
    [
      "region": JSON(region?.name),
      "holidays": .array(
        holidays.map { holiday in
          [
            "name": .string(holiday.name),
            "date": .string(holiday.date.description),
            "observed": .string(holiday.observed.description),
            "scope": .string(holiday.scope.rawValue),
          ]
        }),
      "warnings": warnings(knowsMatariki: PublicHolidays.knowsMatariki(of: year)),
    ]
  }

  /// A time as everything that goes out bears it: the desk's offset, whole seconds; null for none.
  public static func time(_ moment: Moment?, in zone: TimeZoneRules) -> JSON {
    JSON(moment.map { RFC3339.text($0, in: zone) })
  }

  /// What an answer of the calendar is warned of.
  static func warnings(knowsMatariki: Bool) -> JSON {
    knowsMatariki ? [] : ["matariki_unknown"]
  }
}

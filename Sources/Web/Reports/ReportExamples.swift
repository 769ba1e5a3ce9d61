import Documents

/// The reports of the Matariki weekend of the other examples.
extension Examples {
  private static let figures: [JSON.Member] = [
    JSON.Member("made", 1), JSON.Member("kept", 1), JSON.Member("reached_in_time", 1),
    JSON.Member("late", 0), JSON.Member("cancelled", 0),
    JSON.Member("to_acknowledge", waits(180)), JSON.Member("to_first_attempt", waits(300)),
  ]

  private static func waits(_ seconds: Int64) -> JSON {
    [
      "count": 1, "median_seconds": .integer(seconds), "p90_seconds": .integer(seconds),
      "worst_seconds": .integer(seconds),
    ]
  }

  static let callbacksReport: JSON = .object(
    [
      JSON.Member("from", "2026-07-10T00:00:00+12:00"),
      JSON.Member("to", "2026-07-13T00:00:00+12:00"),
    ] + figures
      + [
        JSON.Member("by_urgency", [.object([JSON.Member("urgency", "normal")] + figures)]),
        JSON.Member("by_owner", [.object([JSON.Member("owner", "on_call")] + figures)]),
        JSON.Member("by_person", [.object([JSON.Member("person", "aroha")] + figures)]),
      ])

  private static func hours(
    holiday: Int64 = 0, weekend: Int64 = 0, night: Int64 = 0, other: Int64 = 0
  ) -> JSON {
    [
      "public_holiday_seconds": .integer(holiday * 3600),
      "weekend_seconds": .integer(weekend * 3600), "night_seconds": .integer(night * 3600),
      "other_seconds": .integer(other * 3600),
      "total_seconds": .integer((holiday + weekend + night + other) * 3600),
    ]
  }

  static let onCallReport: JSON = [
    "from": "2026-07-10T00:00:00+12:00", "now": "2026-07-11T00:00:00+12:00",
    "to": "2026-07-13T00:00:00+12:00",
    "people": [
      [
        "person": "aroha", "done": hours(holiday: 24), "planned": hours(weekend: 48),
        "hours_woken": 1, "worked_seconds": 900, "total_seconds": 259_200,
        "above_even_share_seconds": 0,
      ]
    ], "nobody": ["done": hours(), "planned": hours()], "even_share_seconds": 259_200,
  ]

  static let handover: JSON = [
    "at": "2026-07-13T08:00:00+12:00", "closed_at": "2026-07-09T17:00:00+12:00",
    "opened_at": "2026-07-13T08:00:00+12:00", "open": [.object(callback)], "promises": [],
    "tickets": [], "ended": [], "calls": [],
    "time": [
      [
        "ticket": 1001, "person": "aroha", "start": "2026-07-10T02:10:00+12:00",
        "end": "2026-07-10T02:25:00+12:00", "note": .null,
      ]
    ], "worked_seconds": 900,
  ]
}

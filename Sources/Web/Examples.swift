import Documents

/// What the main documents look like, by the names of their schemas: one night of Matariki.
enum Examples {
  static let all: [String: JSON] = [
    "CallEvent": callEvent, "CallAnswer": callAnswer,
    "CallbackPage": ["callbacks": [.object(callback)], "next": .null, "calls_without_end": []],
    "CallbackAlone": .object(callback + [JSON.Member("history", history)]),
    "ServiceHours": [
      "at": "2026-07-10T02:00:00+12:00", "open": false, "reason": "Matariki",
      "public_holiday": "Matariki", "next_change": "2026-07-13T08:00:00+12:00", "warnings": [],
    ],
    "OnCall": [
      "at": "2026-07-10T02:00:00+12:00",
      "steps": [["after_seconds": 0, "people": ["aroha"]]], "last_resort": "kiri",
      "rotas": [
        [
          "rota": "primary", "person": "aroha", "because": "turn", "for": .null,
          "since": "2026-07-06T08:00:00+12:00", "until": "2026-07-13T08:00:00+12:00",
        ]
      ], "warnings": [],
    ],
    "CallbacksReport": callbacksReport, "OnCallReport": onCallReport, "Handover": handover,
  ]

  private static let callEvent: JSON = [
    "event_id": "e-1", "type": "call.started", "call_id": "c-1",
    "at": "2026-07-10T02:00:00+12:00", "from": "021 555 0199", "to": "0800 663 640",
    "caller": [
      "name": "Moana Tau", "organisation": "Harbour Cafe", "email": "moana@harbour.example.nz",
    ], "summary": "The till does not print.", "urgency": "normal",
  ]

  private static let callAnswer: JSON = [
    "event_id": "e-1", "duplicate": false, "route": "on_call",
    "dial": "sip:message@pbx.example.nz",
    "say": .string(
      "Our service desk is closed for Matariki and opens on Monday 13 July at 8 am. "
        + "Please leave your name, organisation and email address; our on-call engineer will ring you back "
        + "by 3 am. Your ticket number is 1 0 0 1. After-hours work is charged for."),
    "service_hours": [
      "open": false, "reason": "Matariki", "public_holiday": "Matariki",
      "next_change": "2026-07-13T08:00:00+12:00",
    ],
    "ticket": 1001,
    "callback": [
      "ticket": 1001, "status": "pending", "due_at": "2026-07-10T03:00:00+12:00",
      "owner": "on_call", "on_call": ["aroha"],
    ], "warnings": [],
  ]

  static let callback: [JSON.Member] = [
    JSON.Member("id", 1), JSON.Member("ticket", 1001), JSON.Member("status", "pending"),
    JSON.Member("holder", .null), JSON.Member("owner", "on_call"),
    JSON.Member("due_at", "2026-07-10T03:00:00+12:00"),
    JSON.Member("first_due_at", "2026-07-10T03:00:00+12:00"), JSON.Member("overdue", false),
    JSON.Member("created_at", "2026-07-10T02:00:00+12:00"), JSON.Member("ready_at", .null),
    JSON.Member("acknowledged_by", .null), JSON.Member("acknowledged_at", .null),
    JSON.Member("completed_at", .null), JSON.Member("outcome", .null),
    JSON.Member("attempts", []), JSON.Member("calls", 1), JSON.Member("urgency", "normal"),
    JSON.Member(
      "caller",
      [
        "name": "Moana Tau", "organisation": "Harbour Cafe", "email": "moana@harbour.example.nz",
        "phone": "+64215550199", "phone_as_given": "021 555 0199", "partner": .null,
      ]), JSON.Member("summary", "The till does not print."),
    JSON.Member("recording_url", .null), JSON.Member("billing_group", "after_hours"),
    JSON.Member("warnings", []), JSON.Member("on_call", ["aroha"]),
    JSON.Member("next_step_at", .null),
  ]

  private static let history: JSON = [
    [
      "at": "2026-07-10T02:00:00+12:00", "by": "telephony", "door": "telephony", "what": "made",
      "note":
        "After hours: arrived Fri 2026-07-10T02:00:00+12:00, public holiday: Matariki",
    ]
  ]
}

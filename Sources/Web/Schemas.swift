import Callbacks
import Documents
import Rota
import ServiceHours

/// The schemas of all documents, by name: the components of `/openapi.json`.
enum Schemas {
  static let all: [JSON.Member] =
    calls + callbacks + tickets + hours + rotas + service
    + [
      JSON.Member("WhatIf", WhatIfRoutes.schema), JSON.Member("Bill", BillDocument.schema),
      JSON.Member("MailTaken", MailRoutes.taken),
    ] + StatusRoutes.schemas + FeedRoutes.schemas + ReportRoutes.schemas

  private static let calls = [
    JSON.Member("CallEvent", callEvent), JSON.Member("CallEventForm", callEventForm),
    JSON.Member("CallAnswer", callAnswer), JSON.Member("CallAnswerForm", callAnswerForm),
    JSON.Member(
      "Refused",
      Schema.object([
        "refused": Schema.list(
          of: Schema.object([
            "at": Schema.time, "token": Schema.text, "body": Schema.text, "errors": faults,
          ]))
      ])),
  ]

  private static let callbacks = [
    JSON.Member("Callback", Schema.object(callbackMembers)),
    JSON.Member(
      "CallbackAlone", Schema.object(callbackMembers + [JSON.Member("history", history)])),
    JSON.Member(
      "CallbackPage",
      Schema.object([
        "callbacks": Schema.list(of: Schema.named("Callback")),
        "next": Schema.orNull(Schema.text),
        "calls_without_end": Schema.list(of: Schema.named("CallWithoutEnd")),
      ])),
    JSON.Member("CallWithoutEnd", callWithoutEnd),
    JSON.Member("Caller", caller),
  ]

  private static let hours = [
    JSON.Member(
      "ServiceHours",
      Schema.object([
        "at": Schema.time, "open": Schema.truth, "reason": Schema.text,
        "public_holiday": Schema.orNull(Schema.text), "next_change": Schema.orNull(Schema.time),
        "warnings": Schema.texts,
      ])),
    JSON.Member(
      "Windows",
      Schema.object([
        "windows": Schema.list(of: Schema.object(["open": Schema.time, "close": Schema.time]))
      ])),
    JSON.Member("Deadline", Schema.object(["deadline": Schema.time])),
    JSON.Member(
      "Split",
      Schema.object([
        "service_seconds": Schema.integer, "after_hours_seconds": Schema.integer,
      ])),
    JSON.Member(
      "PublicHolidays",
      Schema.object([
        "region": Schema.orNull(["enum": JSON(Region.allCases.map(\.name))]),
        "holidays": Schema.list(
          of: Schema.object([
            "name": Schema.text, "date": Schema.date, "observed": Schema.date,
            "scope": ["enum": ["national", "regional", "proclaimed"]],
          ])), "warnings": Schema.texts,
      ])),
  ]

  private static let rotas = [
    JSON.Member(
      "OnCall",
      Schema.object([
        "at": Schema.time,
        "steps": Schema.list(
          of: Schema.object(["after_seconds": Schema.integer, "people": Schema.texts])),
        "last_resort": Schema.text,
        "rotas": Schema.list(
          of: Schema.object([
            "rota": Schema.text, "person": Schema.orNull(Schema.text), "because": cause,
            "for": Schema.orNull(Schema.text), "since": Schema.orNull(Schema.time),
            "until": Schema.orNull(Schema.time),
          ])), "warnings": Schema.texts,
      ])),
    JSON.Member(
      "Schedule",
      Schema.object([
        "shifts": Schema.list(
          of: Schema.object([
            "rota": Schema.text, "person": Schema.text, "start": Schema.time, "end": Schema.time,
            "because": cause, "for": Schema.orNull(Schema.text),
          ])), "warnings": Schema.texts,
      ])),
    JSON.Member(
      "Configuration",
      Schema.object([
        "in_force_since": Schema.time, "files": Schema.texts,
        "pending": Schema.orNull(
          Schema.object(["since": Schema.time, "problems": Schema.list(of: fileProblem)])),
        "warnings": Schema.list(of: fileProblem),
      ])),
  ]

  private static let service = [
    JSON.Member("Health", Schema.object(["status": ["const": "ok"], "parts": HealthRoutes.parts])),
    JSON.Member("OpenAPI", ["type": "object"]),
    JSON.Member("DeskClosed", Schema.object(["until": Schema.time, "reason": Schema.text])),
    JSON.Member("Problem", problem),
  ]
}

// MARK: - Calls

extension Schemas {
  /// Only what refuses an event has a type here: anything else that is not understood is left out of it, with
  /// a warning, since a caller is owed a call all the same.
  private static let callEvent: JSON = [
    "type": "object", "required": ["type", "call_id"],
    "properties": [
      "event_id": identifier(
        ["string", "null"],
        "Unique for ever; without it one is made from the content. It makes a repeat harmless."),
      "type": Schema.word(CallEventType.self),
      "call_id": identifier(["string"], "The telephony system's id of the call.")
        .adding("minLength", 1),
      "at": words("When it happened: RFC 3339, or Unix seconds, milliseconds or microseconds."),
      "from": words("The caller's number in any usual form; `anonymous` or empty when withheld."),
      "to": words("The number that was called."),
      "caller": words("An object: `name`, `organisation`, `email`, `phone` (to be rung on)."),
      "summary": words(
        "What they said; cut after \(CallEventLimits.summaryScalarsMax) characters."),
      "recording_url": words("An http or https link, shown and never fetched."),
      "urgency": words("`urgent`, `normal` or `low`."),
      "outcome": words(
        "Of an ended call: " + CallOutcome.allCases.map(\.rawValue).joined(separator: ", ") + "."),
      "sent_to": words("Where the caller was really sent: `desk`, `on_call` or `fallback`."),
    ],
  ]

  /// The same names, with a dot for the caller's.
  private static let callEventForm: JSON = [
    "type": "object", "required": ["type", "call_id"],
    "properties": [
      "event_id": identifier(["string"], "As in JSON; empty counts as none."),
      "type": Schema.word(CallEventType.self),
      "call_id": identifier(["string"], "As in JSON.").adding("minLength", 1),
      "at": Schema.text, "from": Schema.text, "to": Schema.text, "caller.name": Schema.text,
      "caller.organisation": Schema.text, "caller.email": Schema.text,
      "caller.phone": Schema.text, "summary": Schema.text, "recording_url": Schema.text,
      "urgency": Schema.text, "outcome": Schema.text, "sent_to": Schema.text,
    ],
  ]

  private static func identifier(_ types: JSON, _ text: String) -> JSON {
    [
      "type": types, "maxLength": .integer(Int64(CallEventLimits.idScalarsMax)),
      "description": .string(text),
    ]
  }

  private static func words(_ text: String) -> JSON { ["description": .string(text)] }

  private static let callAnswer = Schema.object([
    "event_id": Schema.text, "duplicate": Schema.truth,
    "route": Schema.word(Callbacks.Route.self), "dial": Schema.orNull(Schema.text),
    "say": Schema.orNull(Schema.text),
    "service_hours": Schema.object([
      "open": Schema.truth, "reason": Schema.text, "public_holiday": Schema.orNull(Schema.text),
      "next_change": Schema.orNull(Schema.time),
    ]),
    "ticket": Schema.orNull(Schema.integer),
    "callback": Schema.orNull(
      Schema.object([
        "ticket": Schema.integer, "status": Schema.word(CallbackStatus.self),
        "due_at": Schema.time, "owner": Schema.word(Owner.self), "on_call": Schema.texts,
      ])), "warnings": Schema.texts,
  ])

  /// What is null in JSON is left out.
  private static let callAnswerForm: JSON = [
    "type": "object", "required": ["route", "event_id", "duplicate"],
    "properties": [
      "route": Schema.word(Callbacks.Route.self), "dial": Schema.text, "ticket": Schema.text,
      "due_at": Schema.text, "say": Schema.text, "event_id": Schema.text,
      "duplicate": ["enum": ["true", "false"]], "warnings": Schema.text,
    ],
  ]
}

// MARK: - Callbacks and tickets

extension Schemas {
  private static let callbackMembers = [
    JSON.Member("id", Schema.integer), JSON.Member("ticket", Schema.integer),
    JSON.Member("status", Schema.word(CallbackStatus.self)),
    JSON.Member("holder", Schema.orNull(Schema.text)),
    JSON.Member("owner", Schema.word(Owner.self)), JSON.Member("due_at", Schema.time),
    JSON.Member("first_due_at", Schema.time), JSON.Member("overdue", Schema.truth),
    JSON.Member("created_at", Schema.time), JSON.Member("ready_at", Schema.orNull(Schema.time)),
    JSON.Member("acknowledged_by", Schema.orNull(Schema.text)),
    JSON.Member("acknowledged_at", Schema.orNull(Schema.time)),
    JSON.Member("completed_at", Schema.orNull(Schema.time)),
    JSON.Member("outcome", Schema.orNull(Schema.word(AttemptOutcome.self))),
    JSON.Member(
      "attempts",
      Schema.list(
        of: Schema.object([
          "at": Schema.time, "person": Schema.text, "outcome": Schema.word(AttemptOutcome.self),
          "note": Schema.orNull(Schema.text),
        ]))), JSON.Member("calls", Schema.integer),
    JSON.Member("urgency", Schema.word(Urgency.self)),
    JSON.Member("caller", Schema.named("Caller")),
    JSON.Member("summary", Schema.orNull(Schema.text)),
    JSON.Member("recording_url", Schema.orNull(Schema.text)),
    JSON.Member("billing_group", Schema.word(BillingGroup.self)),
    JSON.Member("warnings", Schema.texts), JSON.Member("on_call", Schema.texts),
    JSON.Member("next_step_at", Schema.orNull(Schema.time)),
  ]

  private static let caller = Schema.object([
    "name": Schema.orNull(Schema.text), "organisation": Schema.orNull(Schema.text),
    "email": Schema.orNull(Schema.text), "phone": Schema.orNull(Schema.text),
    "phone_as_given": Schema.orNull(Schema.text), "partner": Schema.orNull(Schema.text),
  ])

  static let history = Schema.list(
    of: Schema.object([
      "at": Schema.time, "by": Schema.text, "door": Schema.word(Door.self), "what": Schema.text,
      "note": Schema.orNull(Schema.text),
    ]))

  static let call = Schema.object(callMembers)
  /// A desk call of which it is not known how it ended.
  private static let callWithoutEnd = Schema.object(
    callMembers + [JSON.Member("ticket", Schema.orNull(Schema.integer))])
  private static let callMembers = members([
    "call_id": Schema.text, "arrival": Schema.time, "route": Schema.word(Callbacks.Route.self),
    "from": Schema.orNull(Schema.text), "caller": Schema.named("Caller"),
    "summary": Schema.orNull(Schema.text), "recording_url": Schema.orNull(Schema.text),
    "urgency": Schema.word(Urgency.self), "outcome": Schema.orNull(Schema.word(CallOutcome.self)),
    "sent_to": Schema.orNull(Schema.word(SentTo.self)),
  ])

  private static func members(_ members: KeyValuePairs<String, JSON>) -> [JSON.Member] {
    members.map { JSON.Member($0.key, $0.value) }
  }
}

// MARK: - The rest

extension Schemas {
  private static let cause: JSON = ["enum": ["turn", "stand-in", "shift", "override", "nobody"]]

  private static let fileProblem = Schema.object([
    "file": Schema.orNull(Schema.text), "line": Schema.orNull(Schema.integer),
    "column": Schema.orNull(Schema.integer), "severity": ["enum": ["error", "warning", "note"]],
    "message": Schema.text, "advice": Schema.text,
  ])

  /// A pointer into the body, or the parameter; neither for a body that could not be read at all.
  private static let faults = Schema.list(of: [
    "type": "object", "required": ["detail"],
    "properties": ["pointer": Schema.text, "parameter": Schema.text, "detail": Schema.text],
  ])

  private static let problem: JSON = [
    "type": "object", "required": ["type", "title", "status", "detail"],
    "properties": [
      "type": Schema.text, "title": Schema.text, "status": Schema.integer, "detail": Schema.text,
      "errors": faults, "parts": HealthRoutes.parts,
    ],
  ]
}

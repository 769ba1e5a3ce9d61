public import Callbacks
public import CivilTime
import Rota

extension JSON {
  /// What would happen to a call: `POST /v1/what-if`, `ringback what-if --json`.
  public static func whatIf(_ whatIf: WhatIf, in zone: TimeZoneRules) -> JSON {
    [
      "events": .array(
        whatIf.events.map { event in
          [
            "at": time(event.at, in: zone), "what": .string(event.what.rawValue),
            "people": JSON(event.people.map(\.text)), "text": .string(event.text),
          ]
        })
    ]
  }
}

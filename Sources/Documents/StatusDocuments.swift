public import Callbacks
public import CivilTime

/// The service's status, as everybody may read it: who wrote it is left out.
public struct StatusDocuments {
  private let zone: TimeZoneRules

  public init(zone: TimeZoneRules) { self.zone = zone }

  public func notices(_ notices: [StatusNotice]) -> JSON {
    ["notices": .array(notices.map(notice))]
  }

  public func notice(_ notice: StatusNotice) -> JSON {
    [
      "number": .integer(notice.number), "open": .bool(notice.isOpen),
      "state": JSON(notice.updates.last?.state.rawValue),
      "text": JSON(notice.updates.last?.text), "says": JSON(notice.says),
      "since": time(notice.updates.first?.at), "updated_at": time(notice.updates.last?.at),
      "updates": .array(
        notice.updates.map { update in
          [
            "at": time(update.at), "state": .string(update.state.rawValue),
            "text": .string(update.text),
          ]
        }),
    ]
  }

  private func time(_ moment: Moment?) -> JSON { JSON.time(moment, in: zone) }
}

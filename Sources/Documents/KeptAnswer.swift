public import Callbacks
import CivilTime

extension CallAnswer {
  /// The answer as it is kept with its event: by the names of the program's own fields, times to the last
  /// microsecond, so that ``init(kept:)`` gives the very same.
  public var kept: JSON {
    let members: [(String, JSON?)] = [
      ("eventID", .string(eventID)), ("isDuplicate", .bool(isDuplicate)),
      ("route", .string(route.rawValue)), ("dial", dial.map(JSON.string)),
      ("say", say.map(JSON.string)), ("desk", desk.kept),
      ("ticket", ticket.map { .integer($0.value) }), ("callback", callback?.kept),
      ("warnings", JSON(warnings)),
    ]
    return JSON(present: members)
  }

  /// - Throws: when the text is not what ``kept`` writes.
  public init(kept text: String) throws {
    self = try SentJSON(reading: Array(text.utf8)).decode(CallAnswer.self)
  }
}

extension CallAnswer.DeskAnswer {
  fileprivate var kept: JSON {
    JSON(present: [
      ("isOpen", .bool(isOpen)), ("reason", .string(reason)),
      ("publicHoliday", publicHoliday.map(JSON.string)),
      ("nextChange", nextChange.map { .integer($0.microseconds) }),
    ])
  }
}

extension CallAnswer.CallbackAnswer {
  fileprivate var kept: JSON {
    JSON(present: [
      ("ticket", .integer(ticket.value)), ("status", .string(status.rawValue)),
      ("dueAt", .integer(dueAt.microseconds)), ("owner", .string(owner.rawValue)),
      ("onCall", JSON(onCall)),
    ])
  }
}

extension JSON {
  /// An object of those members that there are.
  fileprivate init(present members: [(String, JSON?)]) {
    self = .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }
}

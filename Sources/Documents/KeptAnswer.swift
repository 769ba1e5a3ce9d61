public import Callbacks
public import CivilTime

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
    try self.init(sent: SentJSON(reading: Array(text.utf8)))
  }
}

extension CallAnswer: SentDocument {
  public init(_ sent: SentObject) throws(SentMismatch) {
    self.init(
      eventID: try sent["eventID"], isDuplicate: try sent["isDuplicate"],
      route: try sent["route"], dial: try sent["dial"], say: try sent["say"],
      desk: try sent["desk"], ticket: try sent["ticket"], callback: try sent["callback"],
      warnings: try sent["warnings"])
  }
}

extension CallAnswer.DeskAnswer: SentDocument {
  public init(_ sent: SentObject) throws(SentMismatch) {
    self.init(
      isOpen: try sent["isOpen"], reason: try sent["reason"],
      publicHoliday: try sent["publicHoliday"], nextChange: try sent["nextChange"])
  }
}

extension CallAnswer.CallbackAnswer: SentDocument {
  public init(_ sent: SentObject) throws(SentMismatch) {
    self.init(
      ticket: try sent["ticket"], status: try sent["status"], dueAt: try sent["dueAt"],
      owner: try sent["owner"], onCall: try sent["onCall"])
  }
}

extension Route: SentReadable {}
extension CallbackStatus: SentReadable {}
extension Owner: SentReadable {}

extension RawRepresentable where Self: SentReadable, RawValue == String {
  /// By the word that stands for it.
  public init(sent value: SentJSON) throws(SentMismatch) {
    guard let word = Self(rawValue: try String(sent: value)) else { throw SentMismatch() }
    self = word
  }
}

extension TicketNumber: SentReadable {
  public init(sent value: SentJSON) throws(SentMismatch) { self.init(try Int64(sent: value)) }
}

/// As its whole microseconds: what is kept is read again to the last digit.
extension Moment: SentReadable {
  public init(sent value: SentJSON) throws(SentMismatch) {
    self.init(microseconds: try Int64(sent: value))
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

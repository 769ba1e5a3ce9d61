public import Callbacks
public import CivilTime
public import Rota

/// Which callbacks are asked for, and from where on (spec: http-api.md, "Callbacks").
public struct CallbackFilter: Equatable, Sendable {
  public var statuses: Set<CallbackStatus> = [.pending, .acknowledged]
  public var owner: Owner?
  /// Held by that person.
  public var person: Name?
  public var isOverdue: Bool?
  public var limit = CallbackFilter.limitDefault
  /// The last callback of the page before.
  public var after: CallbackCursor?

  public init() {}

  public static let limits = 1...200
  public static let limitDefault = 50
}

/// A place in the list, which is in the order of `due_at`, then `id`.
public struct CallbackCursor: Equatable, Sendable {
  public let dueAt: Moment
  public let id: CallbackID

  public init(dueAt: Moment, id: CallbackID) {
    self.dueAt = dueAt
    self.id = id
  }
}

/// A callback with what is shown of it: whose it is, what they said, and what was tried.
public struct CallbackRecord: Equatable, Sendable {
  public let callback: Callback
  public let ticket: Ticket
  /// The call for which it was made; nil for a request logged by hand.
  public let call: Call?
  public let attempts: [Attempt]

  public init(callback: Callback, ticket: Ticket, call: Call?, attempts: [Attempt]) {
    self.callback = callback
    self.ticket = ticket
    self.call = call
    self.attempts = attempts
  }
}

extension Store {
  /// The callbacks that the filter lets through, and one more when there is a next page.
  public func callbacks(_ filter: CallbackFilter, now: Moment) throws -> [Callback] {
    var conditions = ["status IN (\(Store.marks(filter.statuses.count)))"]
    var values = filter.statuses.map { SQLiteValue(word: $0) }.sorted { "\($0)" < "\($1)" }
    func require(_ condition: String, _ more: SQLiteValue...) {
      conditions.append(condition)
      values += more
    }
    if filter.statuses.allSatisfy(\.isOpen) {
      // Said in the index's own words, so that the index of the open ones is used.
      require("status IN ('pending', 'acknowledged')")
    }
    if let owner = filter.owner { require("owner = ?", SQLiteValue(word: owner)) }
    if let person = filter.person { require("holder = ?", SQLiteValue(person)) }
    if let isOverdue = filter.isOverdue {
      require(
        (isOverdue ? "" : "NOT ")
          + "(attempted_in_time = 0 AND due_at <= min(?, coalesce(completed_at, ?)))",
        SQLiteValue(now), SQLiteValue(now))
    }
    if let after = filter.after {
      require("(due_at, id) > (?, ?)", SQLiteValue(after.dueAt), SQLiteValue(after.id))
    }
    values.append(.integer(Int64(filter.limit + 1)))
    return try connection.rows(
      "SELECT * FROM callbacks WHERE \(conditions.joined(separator: " AND ")) "
        + "ORDER BY due_at, id LIMIT ?", values, Store.readCallback)
  }

  /// The callback with what is shown of it.
  public func record(of callback: Callback) throws -> CallbackRecord? {
    guard let ticket = try ticket(callback.ticket) else { return nil }
    return CallbackRecord(
      callback: callback, ticket: ticket, call: try callback.call.flatMap { try call($0) },
      attempts: try attempts(of: callback.id))
  }

  private static func marks(_ count: Int) -> String {
    Array(repeating: "?", count: count).joined(separator: ", ")
  }
}

public import CivilTime
public import Rota

/// Which callbacks are asked for, and from where on (spec: http-api.md, "Callbacks").
public struct CallbackFilter: Equatable, Sendable {
  public var statuses: Set<CallbackStatus> = [.pending, .acknowledged]
  public var owner: Owner?
  /// Held by that person, or held by nobody and already told to that person.
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

/// A ticket with all that belongs to it.
public struct WholeTicket: Equatable, Sendable {
  public let ticket: Ticket
  public let calls: [Call]
  public let callbacks: [CallbackRecord]
  public let updates: [TicketUpdate]
  public let attachments: [TicketAttachment]
  public let time: [TimeEntry]
  public let materials: [Material]
  public let history: [HistoryEntry]

  public init(
    ticket: Ticket, calls: [Call], callbacks: [CallbackRecord],
    updates: [TicketUpdate] = [], attachments: [TicketAttachment] = [], time: [TimeEntry],
    history: [HistoryEntry], materials: [Material] = []
  ) {
    self.ticket = ticket
    self.calls = calls
    self.callbacks = callbacks
    self.updates = updates
    self.attachments = attachments
    self.time = time
    self.materials = materials
    self.history = history
  }
}

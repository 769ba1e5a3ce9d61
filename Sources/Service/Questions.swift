public import Callbacks
import CivilTime
import Digests
import PhoneNumbers
public import Rota
import Store

// What the service is asked: read at one moment, on the asker's thread.
extension CallbackService {
  /// A page of callbacks, and the place from which the next one goes on.
  public func callbacks(
    _ filter: CallbackFilter
  ) throws -> (records: [CallbackRecord], next: CallbackCursor?) {
    let now = now
    return try read { store in
      let found = try store.callbacks(filter, now: now)
      let records = try found.prefix(filter.limit).compactMap { try store.record(of: $0) }
      let last = found.count > filter.limit ? records.last?.callback : nil
      return (records, last.map { CallbackCursor(dueAt: $0.dueAt, id: $0.id) })
    }
  }

  /// The ticket's open callback, else its latest, with its history; nil when it has none.
  public func callback(
    of ticket: TicketNumber
  ) throws -> (record: CallbackRecord, history: [HistoryEntry])? {
    try read { store in
      guard let callback = try store.callback(of: ticket),
        let record = try store.record(of: callback)
      else { return nil }
      return (record, try store.history(of: ticket))
    }
  }

  /// The desk calls of which it is not known how they ended, the newest first, without those from ignored
  /// numbers. For the board.
  public func callsWithoutEnd() throws -> [Call] {
    let (now, ignored) = (now, inForce.configuration.ignored.map(\.number.comparisonKey))
    return try read { try $0.callsWithoutEnd(now: now) }.filter { call in
      call.callerKey.map { !ignored.contains($0) } ?? true
    }
  }

  /// The tickets with an open callback whose caller has got through to the desk since. For the board.
  public func ticketsSpokenOn() throws -> Set<TicketNumber> {
    try read { try $0.ticketsSpokenOn() }
  }

  /// What is wrong between the rota files and the program's own set-up.
  public func setUpProblems() -> [Problem] { edges.setUpProblems() }

  /// Nil when there is no ticket of that number.
  public func ticket(_ number: TicketNumber) throws -> WholeTicket? {
    try read { try $0.wholeTicket(number) }
  }

  /// A file of that ticket's; nil when there is none.
  public func attachment(_ id: Int64, of ticket: TicketNumber) throws -> KeptAttachment? {
    try read { try $0.attachment(id, of: ticket) }
  }

  /// Emails that could not be read, the newest first, of each the beginning.
  public func mailsAside(bytesMax: Int) throws -> [MailAside] {
    let now = now
    return try read { try $0.mailsAside(bytesMax: bytesMax, now: now) }
  }

  /// How much there is, and how much of it waits.
  public func standing() throws -> Standing {
    let now = now
    return try read { try $0.standing(now: now) }
  }

  public var noticeCounts: NoticeCounts { edges.noticeCounts }

  public var trustedProxies: [String] { edges.trustedProxies() }

  /// The bodies kept aside, the newest first.
  public func refusedBodies() throws -> [RefusedBody] {
    let now = now
    return try read { try $0.refusedBodies(now: now) }
  }

  /// Those of the texts that are tokens, in their order.
  public func tokens(_ texts: [[UInt8]]) throws -> [Token] {
    try read { store in
      try texts.compactMap { try store.token(withHash: SHA256.digest(of: $0).bytes) }
    }
  }
}

public import Callbacks
import CivilTime
import PhoneNumbers
import Rota
import Store

extension ServiceCore {
  /// Makes a ticket of a request that a person logs, with its callback when one is owed.
  ///
  /// - Throws: ``CallbackRefusal`` for an agreed time that can't be kept.
  public func log(_ request: LoggedRequest, by actor: Actor) throws -> WholeTicket? {
    let now = freezeNow()
    let key = request.caller.phone?.comparisonKey
    let decision = try request.decide(
      ticket: try store.nextTicketNumber(), callback: try store.nextCallbackID(),
      sameCaller: try key.flatMap { try store.openRequest(of: $0, except: nil) },
      client: inForce.clients.list.client(of: request.caller, organisationBy: .person),
      configuration: inForce.configuration, desk: inForce.desk, by: actor, now: now)
    try store.save(decision.ticket)
    if let alike = decision.alike { try store.save(alike) }
    if let callback = decision.callback { try store.save(callback) }
    for entry in decision.history { try store.add(entry) }
    try mailNumber(of: decision.ticket, now: now)
    return try store.wholeTicket(decision.ticket.number)
  }

  /// Keeps a time entry, divided by the service hours that were in force then.
  ///
  /// - Returns: nil when there is no such ticket.
  public func addTime(
    _ entry: TimeEntry, by: String, door: Door = .api
  ) throws -> WholeTicket? {
    guard try store.ticket(entry.ticket) != nil else { return nil }
    try add(entry)
    let minutes = (entry.end - entry.start).wholeSeconds / 60
    try tellOfBill(entry.ticket, by, door, "time", "\(minutes) minutes by \(entry.person.text)")
    return try store.wholeTicket(entry.ticket)
  }

  /// - Returns: nil when there is no such ticket.
  public func addMaterial(_ material: Material, door: Door = .api) throws -> WholeTicket? {
    guard try store.ticket(material.ticket) != nil else { return nil }
    try store.add(material)
    let note = "\(material.quantity) at \(material.unitPriceCents) cents"
    try tellOfBill(material.ticket, material.by, door, "material", note)
    return try store.wholeTicket(material.ticket)
  }

  private func tellOfBill(
    _ ticket: TicketNumber, _ by: String, _ door: Door, _ what: String, _ note: String
  ) throws {
    try store.add(
      HistoryEntry(
        ticket: ticket, callback: nil, at: freezeNow(), by: by, door: door, what: what,
        note: note))
  }

  func add(_ entry: TimeEntry) throws {
    var entry = entry
    entry.pieces = try timeline(over: entry.start..<entry.end).pieces(
      ofWork: entry.start..<entry.end)
    try store.add(entry)
  }

  /// What was in force in the range, on the writer's own connection: what it has just written counts too.
  private func timeline(over range: Range<Moment>) throws -> ConfigurationTimeline {
    let sets = try store.configurationTimes()
    var read: [Int: Configuration] = [:]
    // After an edit many ask for the set before it, and to read one takes as long as many posts.
    if heldSets.count > PastConfigurations.heldMax { heldSets.removeAll() }
    for index in sets.indices.dropLast()
    where sets[index].since < range.upperBound && sets[index + 1].since > range.lowerBound {
      let id = sets[index].id
      if heldSets[id] == nil {
        heldSets[id] =
          Configuration.read(try store.configurationFiles(id), zones: edges.zones).configuration
      }
      read[index] = heldSets[id]
    }
    let found = read
    return ConfigurationTimeline(
      sinces: sets.map(\.since), present: inForce.configuration, load: { found[$0] })
  }
}

extension CallbackService {
  /// A page of tickets, and the place from which the next one goes on.
  public func tickets(_ filter: TicketFilter) throws -> (tickets: [Ticket], next: TicketNumber?) {
    try read { store in
      let found = try store.tickets(filter)
      let page = Array(found.prefix(filter.limit))
      return (page, found.count > filter.limit ? page.last?.number : nil)
    }
  }
}

public import Callbacks
import CivilTime
import PhoneNumbers

extension Store {
  public func ticket(_ number: TicketNumber) throws -> Ticket? {
    try connection.first(
      "SELECT * FROM tickets WHERE number = ?", [SQLiteValue(number)], Store.readTicket)
  }

  /// The organisations of the latest tickets, each once, by their names.
  public func organisations(limit: Int) throws -> [String] {
    try connection.rows(
      "SELECT DISTINCT organisation FROM (SELECT organisation FROM tickets "
        + "WHERE organisation IS NOT NULL ORDER BY number DESC LIMIT ?) ORDER BY organisation",
      [.integer(Int64(limit))]
    ) { try $0.text("organisation") }
  }

  public func nextTicketNumber() throws -> TicketNumber {
    max(TicketNumber(try highest("number", in: "tickets") + 1), .first)
  }

  public func save(_ ticket: Ticket) throws {
    try touch(ticket.number)
    try index(ticket, before: try self.ticket(ticket.number))
    try connection.upsert(
      "tickets", key: "number",
      [
        "number": SQLiteValue(ticket.number), "status": SQLiteValue(word: ticket.status),
        "subject": .text(ticket.subject), "summary": SQLiteValue(ticket.summary),
        "name": SQLiteValue(ticket.requester.name),
        "organisation": SQLiteValue(ticket.requester.organisation),
        "email": SQLiteValue(ticket.requester.email),
        "phone": SQLiteValue(ticket.requester.phone),
        "urgency": SQLiteValue(word: ticket.urgency),
        "billing_group": SQLiteValue(word: ticket.billing.group),
        "billing_reason": .text(ticket.billing.reason),
        "billing_by_person": SQLiteValue(ticket.billing.isSetByPerson),
        "source": SQLiteValue(word: ticket.source), "created_at": SQLiteValue(ticket.createdAt),
        "solved_at": SQLiteValue(ticket.solvedAt), "partner": SQLiteValue(ticket.partner),
        "client_by": SQLiteValue(word: ticket.client),
        "alike": SQLiteValue(ticket.alike), "refers_to": SQLiteValue(ticket.refersTo),
        "subject_by_person": SQLiteValue(ticket.isSubjectSetByPerson),
        "caller_by_person": SQLiteValue(ticket.isRequesterSetByPerson),
      ])
  }

  /// Its words for the search: the index is told the old ones to forget them.
  private func index(_ ticket: Ticket, before: Ticket?) throws {
    let words = Store.words(of: ticket)
    let columns = "rowid, subject, summary, name, organisation, email, phone"
    if let before {
      let old = Store.words(of: before)
      guard old != words else { return }
      try connection.run(
        "INSERT INTO ticket_words (ticket_words, \(columns)) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)",
        [SQLiteValue(ticket.number)] + old.map { SQLiteValue($0) })
    }
    try connection.run(
      "INSERT INTO ticket_words (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
      [SQLiteValue(ticket.number)] + words.map { SQLiteValue($0) })
  }

  private static func words(of ticket: Ticket) -> [String?] {
    let caller = ticket.requester
    return [
      ticket.subject, ticket.summary, caller.name, caller.organisation, caller.email,
      caller.phone?.asGiven,
    ]
  }

  static func readTicket(_ row: SQLiteRow) throws -> Ticket {
    Ticket(
      number: TicketNumber(try row.integer("number")), status: try row.word("status"),
      subject: try row.text("subject"), summary: try row.textIfAny("summary"),
      requester: CallerDetails(
        name: try row.textIfAny("name"), organisation: try row.textIfAny("organisation"),
        email: try row.textIfAny("email"), phone: try row.numberIfAny("phone")),
      urgency: try row.word("urgency"),
      billing: Billing(
        group: try row.word("billing_group"), reason: try row.text("billing_reason"),
        isSetByPerson: try row.bool("billing_by_person")),
      source: try row.word("source"), createdAt: try row.moment("created_at"),
      solvedAt: try row.momentIfAny("solved_at"), partner: try row.textIfAny("partner"),
      client: try row.textIfAny("client_by").flatMap { ClientMark(rawValue: $0) },
      alike: try row.ticketIfAny("alike"), refersTo: try row.ticketIfAny("refers_to"),
      isSubjectSetByPerson: try row.bool("subject_by_person"),
      isRequesterSetByPerson: try row.bool("caller_by_person"))
  }
}

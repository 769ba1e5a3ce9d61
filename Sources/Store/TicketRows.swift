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
      "SELECT DISTINCT organisation FROM tickets WHERE organisation IS NOT NULL "
        + "AND number > (SELECT max(number) FROM tickets) - ? ORDER BY organisation",
      [.integer(Int64(limit))]
    ) { try $0.text("organisation") }
  }

  public func nextTicketNumber() throws -> TicketNumber {
    max(TicketNumber(try highest("number", in: "tickets") + 1), .first)
  }

  /// The columns of which there are indexes, or references to other rows.
  private static let indexedTickets: Set<String> = [
    "status", "organisation", "email", "created_at", "solved_at", "client_by", "alike",
    "refers_to", "wiped_at",
  ]

  public func save(_ ticket: Ticket) throws {
    if changedWords[ticket.number] == nil {
      let before = try self.ticket(ticket.number).map(IndexedWords.all)
      changedWords[ticket.number] = IndexedWords(indexed: before)
    }
    changedWords[ticket.number]?.now = IndexedWords.all(of: ticket)
    try connection.upsert(
      "tickets",
      indexed: Store.indexedTickets,
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
        // It may have words again: see touch(_:).
        "wiped_at": .null,
      ])
    if !isInTransaction { try indexWords() }
  }

  /// Tells the index of words, which must be given the old ones to forget them. Once a transaction: each
  /// time makes a part of the index of its own, and parts must be merged.
  func indexWords() throws {
    let columns = "rowid, subject, summary, name, organisation, email, phone"
    for (number, words) in changedWords.sorted(by: { $0.key < $1.key })
    where words.indexed != words.now {
      if let old = words.indexed {
        try connection.run(
          "INSERT INTO ticket_words (ticket_words, \(columns)) "
            + "VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)",
          [SQLiteValue(number)] + old.map { SQLiteValue($0) })
      }
      try connection.run(
        "INSERT INTO ticket_words (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [SQLiteValue(number)] + words.now.map { SQLiteValue($0) })
    }
    changedWords = [:]
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

/// What of a ticket is searched: what the index has of it, if it has it at all, and what it is to have.
struct IndexedWords {
  let indexed: [String?]?
  var now: [String?] = []

  static func all(of ticket: Ticket) -> [String?] {
    let caller = ticket.requester
    return [
      ticket.subject, ticket.summary, caller.name, caller.organisation, caller.email,
      caller.phone?.asGiven,
    ]
  }
}

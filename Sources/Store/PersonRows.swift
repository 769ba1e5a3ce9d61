public import Callbacks
public import CivilTime

extension Store {
  /// All that is held about somebody. It looks at every row: it is asked seldom, and by a command.
  public func details(of person: PersonSought) throws -> PersonDetails {
    var numbers: Set<Int64> = []
    var calls: [Call] = []
    try connection.query("SELECT * FROM tickets") { row in
      let ticket = try Store.readTicket(row)
      if person.isMeant(by: ticket.requester) { numbers.insert(ticket.number.value) }
    }
    try connection.query("SELECT * FROM calls ORDER BY key") { row in
      let call = try Store.readCall(row)
      guard person.isMeant(by: call) else { return }
      if let ticket = call.ticket { numbers.insert(ticket.value) } else { calls.append(call) }
    }
    if case .address(let address) = person {
      for table in ["updates WHERE lower(by) = ?", "mails WHERE lower(recipient) = ?"] {
        numbers.formUnion(
          try connection.rows("SELECT DISTINCT ticket FROM \(table)", [.text(address)]) {
            try $0.integer("ticket")
          })
      }
    }
    return PersonDetails(
      tickets: try numbers.sorted().compactMap { try wholeTicket(TicketNumber($0)) }, calls: calls,
      keptAside: try keptAside(of: person).count)
  }

  /// Wipes a call of which no ticket was made.
  public func wipe(_ call: CallKey, at now: Moment) throws {
    try wipeCalls(where: "key = ?", [SQLiteValue(call)], at: now)
  }

  /// Removes the bodies and emails that could not be read and bear their number or address.
  public func removeKeptAside(of person: PersonSought) throws {
    for (table, id) in try keptAside(of: person) {
      try connection.run("DELETE FROM \(table) WHERE id = ?", [.integer(id)])
    }
  }

  private func keptAside(of person: PersonSought) throws -> [(table: String, id: Int64)] {
    try [("refused", "body"), ("mails_aside", "bytes")].flatMap { table, column in
      try Set(
        person.texts.flatMap { text in
          try connection.rows(
            "SELECT id FROM \(table) WHERE instr(\(column), ?) > 0", [.blob(Array(text.utf8))]
          ) { try $0.integer("id") }
        }
      ).sorted().map { (table, $0) }
    }
  }

  /// Leaves nothing of what was just wiped in the index of words, nor in the log.
  ///
  /// - Returns: false when somebody was reading and the log could not be emptied.
  public func finishWiping() throws -> Bool {
    while try transaction({ try mergeWords() }) {}
    return try emptyLog()
  }
}

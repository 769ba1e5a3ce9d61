public import CivilTime

/// What an email that a person wrote becomes (spec: callbacks.md, "Tickets").
public enum MailPlace: Equatable, Sendable {
  /// An update; it opens a solved ticket again.
  case update(Ticket)
  /// A ticket of its own, perhaps one that refers to another.
  case newTicket(refersTo: TicketNumber?)
}

/// A ticket that an email speaks of, and whether its sender may write to it.
public struct TicketSpokenOf: Equatable, Sendable {
  public let ticket: Ticket
  /// The requester, an address of the requester's organisation, the partner, or staff.
  public let senderMayWrite: Bool

  public init(ticket: Ticket, senderMayWrite: Bool) {
    self.ticket = ticket
    self.senderMayWrite = senderMayWrite
  }
}

extension MailPlace {
  /// A reply by somebody whom the ticket knows is an update. By anybody else, or of a closed ticket, it makes
  /// a new ticket that refers to it: whoever got hold of a forwarded email reads and changes nothing of
  /// another's, and what they wrote is not lost.
  ///
  /// - Parameter tickets: the likeliest first: those of the message that it answers, of its reply address, of
  ///   the number in its subject.
  public init(_ tickets: [TicketSpokenOf]) {
    guard let place = tickets.first(where: \.senderMayWrite) ?? tickets.first else {
      self = .newTicket(refersTo: nil)
      return
    }
    self =
      place.senderMayWrite && place.ticket.status != .closed
      ? .update(place.ticket) : .newTicket(refersTo: place.ticket.number)
  }
}

extension Ticket {
  /// What an email makes: such requests are dealt with in service hours.
  public static func ofMail(
    number: TicketNumber, subject: String, text: String, requester: CallerDetails,
    refersTo: TicketNumber?, client: CallerClient? = nil, at now: Moment
  ) -> Ticket {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let title = [withoutMarks(subject), line, "Email"].first { !$0.isEmpty } ?? "Email"
    var summary = String.UnicodeScalarView()
    summary.append(contentsOf: text.unicodeScalars.prefix(CallEventLimits.summaryScalarsMax))
    var ticket = Ticket(
      number: number, status: .open, subject: String(title.prefix(mailSubjectCharactersMax)),
      summary: text.isEmpty ? nil : String(summary), requester: requester, urgency: .normal,
      billing: Billing(group: .serviceDesk, reason: "Service desk: came by email"),
      source: .email, createdAt: now, refersTo: refersTo)
    ticket.recognise(client)
    return ticket
  }

  /// Without `Re:` and another ticket's number in brackets: this one gets a number of its own.
  private static func withoutMarks(_ subject: String) -> String {
    var words = subject.split(separator: " ").filter { word in
      !(word.hasPrefix("[#") && word.hasSuffix("]")
        && word.dropFirst(2).dropLast().allSatisfy(\.isNumber))
    }
    while let first = words.first, replyWords.contains(first.lowercased()) { words.removeFirst() }
    return words.joined(separator: " ")
  }

  private static let replyWords: Set<String> = ["re:", "aw:", "sv:", "antw:"]

  /// Whether the summary has all of the text.
  public static func summaryHolds(_ text: String) -> Bool {
    text.unicodeScalars.count <= CallEventLimits.summaryScalarsMax
  }

  public static let mailSubjectCharactersMax = 200
}

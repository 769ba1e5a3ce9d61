public import CivilTime

/// Somebody of a client's, signed in to the client pages by their address (spec: clients-and-status.md,
/// "Client pages").
public struct ClientReader: Equatable, Sendable {
  /// In lower case.
  public let address: String
  /// Those all of whose tickets the address may see, as the list of clients names them now.
  public let organisations: [String]

  public init(address: String, organisations: [String]) {
    self.address = address
    self.organisations = organisations
  }

  /// So many organisations' tickets are shown to one address at the most.
  public static let organisationsMax = 50
  /// The tickets of one page.
  public static let ticketsMax = 50
}

/// A link of one use that was sent to an address, or the session that it opened.
public enum ClientKey {
  public static let linkLasts = Duration.hours(1)
  public static let sessionLasts = Duration.hours(12)
  /// So many links an address is sent within ``linkLasts``: a stranger who asks for them fills no mailbox.
  public static let linksMax = 3
}

/// A ticket as a client sees it: what they asked, how it stands, and the public updates.
public struct ClientTicket: Equatable, Sendable {
  public let number: TicketNumber
  public let status: TicketStatus
  public let subject: String
  public let summary: String?
  public let requester: String?
  public let createdAt: Moment
  /// The first first.
  public let updates: [Update]

  public struct Update: Equatable, Sendable {
    public let at: Moment
    public let writer: Writer
    public let text: String
  }

  /// Staff are never named.
  public enum Writer: Equatable, Sendable {
    case reader, requester, desk, somebodyElse
  }

  /// - Parameters:
  ///   - updates: all of the ticket's; notes are left out here.
  ///   - staff: the addresses of people of the desk, in lower case.
  public init(
    _ ticket: Ticket, updates: [TicketUpdate], staff: Set<String>, reader: ClientReader
  ) {
    number = ticket.number
    status = ticket.status
    subject = ticket.subject
    summary = ticket.summary
    requester = ticket.requester.name
    createdAt = ticket.createdAt
    self.updates = updates.filter(\.isPublic).map { update in
      let by = update.by.lowercased()
      let writer: Writer =
        switch by {
        case reader.address: .reader
        case ticket.requester.email?.lowercased(): .requester
        case _ where staff.contains(by) || !by.contains("@"): .desk
        default: .somebodyElse
        }
      return Update(at: update.at, writer: writer, text: update.text)
    }
  }
}

extension Ticket {
  /// What a contact raises on the client pages: such requests are dealt with in service hours.
  public static func ofClientPage(
    number: TicketNumber, subject: String, text: String, requester: CallerDetails, at now: Moment
  ) -> Ticket {
    Ticket(
      number: number, status: .open, subject: subject, summary: text, requester: requester,
      urgency: .normal,
      billing: Billing(group: .serviceDesk, reason: "Service desk: came by the client pages"),
      source: .web, createdAt: now)
  }
}

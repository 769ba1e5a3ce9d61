public import Callbacks
import CivilTime
import Clients
import Digests
import Mail
import Rota
import Store

/// How the client pages are set up; without it there are none.
public struct ClientPageSettings: Equatable, Sendable {
  public let knowledgeBaseURL: String?

  public init(knowledgeBaseURL: String?) { self.knowledgeBaseURL = knowledgeBaseURL }
}

extension InForce {
  /// Who that address is, as the list of clients has it now.
  func clientReader(_ address: String) -> ClientReader {
    let clients = clients.list.clients(withContact: address)
    return ClientReader(address: address, organisations: clients.map(\.organisation))
  }

  /// Whether the ticket is shown to them: their own, or one that is known to be their organisation's.
  func shows(_ ticket: Ticket, to reader: ClientReader) -> Bool {
    ticket.requester.email?.lowercased() == reader.address
      || clients.list.row(of: ticket)?.contacts.contains(reader.address) == true
  }

  fileprivate var staffAddresses: Set<String> {
    let addresses = configuration.people.map(\.email) + [configuration.desk.email]
    return Set(addresses.compactMap { $0?.lowercased() })
  }
}

// MARK: - Coming in

extension ServiceCore {
  /// A link for whoever reads that address's mail; whoever asks for it learns nothing.
  ///
  /// - Returns: the email that bears it; nil when the address opens nothing, has been sent enough, or nobody
  ///   says how it is sent.
  public func clientLink(for text: String) throws -> MailSending? {
    let (address, now) = (text.lowercased(), freezeNow())
    guard edges.clientPages() != nil, let base = edges.publicAddress(), let mail = edges.mail(),
      let recipient = MailAddress(address), recipient.isPlain,
      try !inForce.clientReader(address).organisations.isEmpty
        || store.hasTicket(ofAddress: address),
      try store.clientLinks(to: address, since: now - ClientKey.linkLasts) < ClientKey.linksMax,
      let id = MessageID(
        id: Hex.encode(edges.random(ServiceCore.noticeIDBytes)), domain: mail.from.domain)
    else { return nil }
    let secret = NewSecret(random: edges.random)
    try store.addClientLink(hash: secret.hash, address: address, now: now)
    let name = inForce.configuration.desk.name
    let desk = HeaderText(name)
    return MailSending(
      id: 0, ticket: 0, kind: "client_link", sender: mail.from, recipient: recipient,
      message: OutgoingMessage(
        from: Mailbox(name: desk, address: mail.from), to: [Mailbox(address: recipient)],
        replyTo: nil, subject: HeaderText("Your requests at \(name)"), date: now,
        offsetMinutes: inForce.zone.offsetSeconds(at: now) / 60, messageID: id, inReplyTo: nil,
        references: [],
        text: """
          Somebody, probably you, asked to see your requests. This link opens them once, within an hour:

          \(base)/client/sign-in/\(secret.text)

          If it was not you, do nothing: without this email the page opens for nobody.

          --\u{20}
          \(name)

          """, isAnswer: false))
  }

  /// - Returns: the cookie's text; nil when the link has been used, or is too old.
  public func signInClient(link text: String) throws -> String? {
    let (hash, now) = (NewSecret.hash(of: text), freezeNow())
    guard edges.clientPages() != nil, let address = try store.clientLink(withHash: hash, now: now),
      try store.useClientLink(withHash: hash, now: now)
    else { return nil }
    let secret = NewSecret(random: edges.random)
    try store.addClientSession(hash: secret.hash, address: address, now: now)
    return secret.text
  }

  public func signOutClient(cookie text: String) throws {
    try store.removeClientSession(withHash: NewSecret.hash(of: text))
  }
}

// MARK: - What they write

/// What became of what a client wrote.
public enum ClientReceipt: Equatable, Sendable {
  case done(TicketNumber)
  case refused(TicketRefusal)
  /// There is none, or none that is theirs.
  case noTicket
  case notAContact
}

extension ServiceCore {
  /// Adds a public update, which opens a solved ticket again; nil opens it without a word.
  public func addUpdate(
    _ text: String?, to number: TicketNumber, byClient address: String
  ) throws -> ClientReceipt {
    let now = freezeNow()
    guard let ticket = try store.ticket(number),
      inForce.shows(ticket, to: inForce.clientReader(address))
    else { return .noTicket }
    let again: TicketStatusChange
    do throws(TicketRefusal) {
      again = try ticket.reopened(by: address, door: .page, now: now)
    } catch {
      return .refused(error)
    }
    if let text {
      try store.add(
        TicketUpdate(
          ticket: number, at: now, by: address, door: .page, isPublic: true, text: text))
      try store.add(
        HistoryEntry(
          ticket: number, callback: nil, at: now, by: address, door: .page, what: "update",
          note: nil))
    }
    if again.isChange { try save(again) }
    if again.isChange || text != nil {
      try mail(
        again.isChange ? .reopened : .update, about: again.ticket, text: text,
        writer: MailAddress(address), now: now)
    }
    return .done(number)
  }

  /// A request of a contact's, for one of their organisations.
  public func raise(
    _ subject: String, _ text: String, for organisation: String, byClient address: String
  ) throws -> ClientReceipt {
    let now = freezeNow()
    guard inForce.clientReader(address).organisations.contains(organisation) else {
      return .notAContact
    }
    let found = inForce.clients.list.client(named: organisation)
    let client = found.map {
      CallerClient(mark: .contact, organisations: $0.organisations, partner: $0.partner)
    }
    var ticket = Ticket.ofClientPage(
      number: try store.nextTicketNumber(), subject: subject, text: text,
      requester: CallerDetails(organisation: organisation, email: address), at: now)
    ticket.recognise(client)
    try store.save(ticket)
    for (what, note) in [("made", ticket.billing.reason)] + [client?.story()].compactMap({ $0 }) {
      try store.add(
        HistoryEntry(
          ticket: ticket.number, callback: nil, at: now, by: address, door: .page, what: what,
          note: note))
    }
    try mailNumber(of: ticket, now: now)
    return .done(ticket.number)
  }
}

// MARK: - What they see

extension CallbackService {
  /// Nil: there are no client pages here.
  public var clientPages: ClientPageSettings? { edges.clientPages() }

  /// Whose cookie it is; nil when the session has ended.
  public func clientReader(ofCookie text: String) throws -> ClientReader? {
    let now = now
    return try read { try $0.clientSession(withHash: NewSecret.hash(of: text), now: now) }
      .map(inForce.clientReader)
  }

  /// Whether a link can still be used. Asking changes nothing.
  public func isClientLink(_ text: String) throws -> Bool {
    let now = now
    return try read { try $0.clientLink(withHash: NewSecret.hash(of: text), now: now) } != nil
  }

  /// A page of what is shown to them, and the number from which the next one goes on.
  public func tickets(
    of reader: ClientReader, after: TicketNumber?
  ) throws -> (tickets: [ClientTicket], next: TicketNumber?) {
    let inForce = inForce
    let found = try read {
      try $0.tickets(of: reader, after: after, limit: ClientReader.ticketsMax)
    }
    let page = found.prefix(ClientReader.ticketsMax)
    let shown = page.filter { inForce.shows($0, to: reader) }
    return (
      shown.map { ClientTicket($0, updates: [], staff: [], reader: reader) },
      found.count > page.count ? page.last?.number : nil
    )
  }

  /// Nil when there is none, or none that is theirs: they can't tell which.
  public func ticket(_ number: TicketNumber, of reader: ClientReader) throws -> ClientTicket? {
    let inForce = inForce
    return try read { store in
      guard let ticket = try store.ticket(number), inForce.shows(ticket, to: reader) else {
        return nil
      }
      return ClientTicket(
        ticket, updates: try store.updates(of: number), staff: inForce.staffAddresses,
        reader: reader)
    }
  }

  /// Sends a link to an address that opens something. Whoever asks is not kept waiting, and so can't tell by
  /// the time that it takes whether there was anything to do. The link is kept nowhere: when the mailer
  /// doesn't take it, they ask again.
  public func sendClientLink(to address: String) {
    write {
      try $0.clientLink(for: address)
    } then: { [self] result in
      guard case .success(let sending?) = result else { return }
      edges.sendMail(sending) { [self] sent in log("event=client_link result=\(sent)") }
    }
  }
}

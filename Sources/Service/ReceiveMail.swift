public import Callbacks
import CivilTime
public import Mail
import Rota
import Store

/// What became of an email (spec: http-api.md, "Mail").
public struct MailReceipt: Equatable, Sendable {
  public let ticket: TicketNumber?
  /// It made the ticket.
  public let made: Bool
}

extension ServiceCore {
  /// Takes one message from the support address: a new ticket, an update, or nothing.
  ///
  /// - Parameters:
  ///   - bytes: the message as it came, to be kept aside when it can't be read.
  ///   - poster: the name of the token that handed it over.
  public func receive(
    _ message: IncomingMessage, bytes: [UInt8], poster: String
  ) throws -> MailReceipt {
    let now = freezeNow()
    if let known = try store.takenMail(message.identity) {
      return MailReceipt(ticket: known.ticket, made: known.made)
    }
    let support = edges.mail()?.support ?? ServiceCore.unknownSupport
    let arrival = ArrivedMail(message: message, poster: poster, now: now, support: support)
    let taken: TakenMail
    if let refusal = message.refusal {
      try keepAside(arrival, bytes: bytes, reason: "\(refusal)")
      taken = arrival.taken("unreadable", nil, made: false)
    } else if let reason = support.flatMap({ message.automaticReason(support: $0) }) {
      taken = arrival.taken("\(reason)", nil, made: false)
    } else {
      taken = try take(arrival)
    }
    try store.add(taken)
    edges.log(
      "event=mail_in result=\(taken.result)" + (taken.ticket.map { " ticket=\($0.value)" } ?? ""))
    return MailReceipt(ticket: taken.ticket, made: taken.made)
  }

  /// A server whose file has no `mail` stanza takes mail all the same, and sends none; it knows its own by
  /// their marks alone.
  private static let unknownSupport = MailAddress("support@localhost")

  private func take(_ arrival: ArrivedMail) throws -> TakenMail {
    switch MailPlace(try ticketsSpokenOf(by: arrival)) {
    case .update(let ticket): return try update(ticket, with: arrival)
    case .newTicket(let earlier): return try makeTicket(of: arrival, refersTo: earlier)
    }
  }

  private func update(_ ticket: Ticket, with arrival: ArrivedMail) throws -> TakenMail {
    let (message, now) = (arrival.message, arrival.now)
    let text = message.replyText
    try store.add(
      TicketUpdate(
        ticket: ticket.number, at: now, by: arrival.sender, door: .mail, isPublic: true,
        text: text.isEmpty ? ArrivedMail.noText : text))
    try keepAttachments(of: message, on: ticket.number, now: now)
    try tell("update", on: ticket.number, arrival)
    let again = try ticket.reopened(by: arrival.poster, door: .mail, now: now)
    if again.isChange { try save(again) }
    try mail(
      again.isChange ? .reopened : .update, about: again.ticket, text: text,
      answering: arrival.answered, now: now)
    return arrival.taken("update", ticket.number, made: false)
  }

  private func makeTicket(
    of arrival: ArrivedMail, refersTo earlier: TicketNumber?
  ) throws -> TakenMail {
    let (message, now) = (arrival.message, arrival.now)
    let client = inForce.clients.list.client(
      of: arrival.requester, organisationBy: .organisation)
    let ticket = Ticket.ofMail(
      number: try store.nextTicketNumber(), subject: message.subject.text, text: message.text,
      requester: arrival.requester, refersTo: earlier,
      client: client, at: now)
    try store.save(ticket)
    try tell("made", on: ticket.number, arrival, note: ticket.billing.reason)
    if let story = client?.story() {
      try tell(story.what, on: ticket.number, arrival, note: story.note)
    }
    if let earlier {
      try tell("refers_to", on: ticket.number, arrival, note: "speaks of ticket \(earlier.value)")
      try tell(
        "spoken_of", on: earlier, arrival,
        note: "an email that could not be added here made ticket \(ticket.number.value)")
    }
    if !Ticket.summaryHolds(message.text) {
      try store.add(
        TicketUpdate(
          ticket: ticket.number, at: now, by: arrival.sender, door: .mail, isPublic: true,
          text: message.text))
    }
    try keepAttachments(of: message, on: ticket.number, now: now)
    try mailNumber(of: ticket, answering: arrival.answered, now: now)
    return arrival.taken("new", ticket.number, made: true)
  }

  private func keepAttachments(
    of message: IncomingMessage, on ticket: TicketNumber, now: Moment
  ) throws {
    var (count, bytes) = try store.attachmentSums(of: ticket)
    for attachment in message.attachments {
      count += 1
      guard count <= KeptAttachment.countMax else { return }
      let fits = bytes + (attachment.bytes?.count ?? 0) <= KeptAttachment.bytesOfTicketMax
      let kept = fits ? attachment.bytes : nil
      bytes += kept?.count ?? 0
      try store.add(
        KeptAttachment(
          ticket: ticket, at: now, name: attachment.name, type: attachment.type,
          byteCount: attachment.byteCount, bytes: kept))
    }
  }

  /// It may be somebody's request: the desk is told that it is there.
  private func keepAside(_ arrival: ArrivedMail, bytes: [UInt8], reason: String) throws {
    try store.add(
      MailAside(at: arrival.now, poster: arrival.poster, reason: reason, bytes: bytes))
    try tell(
      [
        NoticeOrder(
          kind: .mailKeptAside, recipient: .desk,
          text:
            "An email came that can't be read (\(reason)); it is kept aside with what was refused.")
      ], now: arrival.now)
  }

  private func tell(
    _ what: String, on ticket: TicketNumber, _ arrival: ArrivedMail, note: String? = nil
  ) throws {
    try store.add(
      HistoryEntry(
        ticket: ticket, callback: nil, at: arrival.now, by: arrival.poster, door: .mail, what: what,
        note: note))
  }
}

// MARK: - Which ticket, and whose

extension ServiceCore {
  /// By the message that it answers, by the secret of the reply address, by the number in the subject.
  private func ticketsSpokenOf(by arrival: ArrivedMail) throws -> [TicketSpokenOf] {
    let message = arrival.message
    var numbers: [TicketNumber] = []
    for id in message.answered {
      if let number = try store.ticket(ofMessageID: id.text) ?? store.takenMail(id.text)?.ticket {
        numbers.append(number)
      }
    }
    for secret in arrival.support.map({ message.replySecrets(support: $0) }) ?? [] {
      if let number = try ticket(ofReplySecret: secret) { numbers.append(number) }
    }
    numbers += message.subjectTicketNumbers.prefix(ArrivedMail.numbersMax).map {
      TicketNumber(Int64($0))
    }
    var seen: Set<TicketNumber> = []
    return try numbers.filter { seen.insert($0).inserted }.compactMap { number in
      guard let ticket = try store.ticket(number) else { return nil }
      return TicketSpokenOf(ticket: ticket, senderMayWrite: mayWrite(arrival.address, to: ticket))
    }
  }

  /// The requester, staff, and the organisation's and the partner's addresses.
  private func mayWrite(_ sender: MailAddress?, to ticket: Ticket) -> Bool {
    guard let sender else { return false }
    let staff = inForce.configuration.people.map(\.email) + [inForce.configuration.desk.email]
    let isNamed = (staff + [ticket.requester.email]).contains { address in
      address.flatMap { MailAddress($0) } == sender
    }
    return isNamed || inForce.clients.list.isClients(sender.description, on: ticket)
  }
}

/// A message with what is known of its coming.
private struct ArrivedMail {
  let message: IncomingMessage
  let poster: String
  let now: Moment
  let support: MailAddress?

  /// Numbers of a subject that are looked up at the most.
  static let numbersMax = 5
  static let noText = "(an email without text)"

  var address: MailAddress? { message.sender?.address }
  var sender: String { address?.description ?? "" }

  var requester: CallerDetails {
    let name = message.sender?.name.text ?? ""
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: name.unicodeScalars.prefix(CallEventLimits.nameScalarsMax))
    return CallerDetails(name: name.isEmpty ? nil : String(cut), email: sender)
  }

  var answered: AnsweredMessage? {
    address.map {
      AnsweredMessage(
        sender: $0, id: message.messageID, references: message.references,
        wantsNoAnswer: message.wantsNoAutomaticAnswer)
    }
  }

  func taken(_ result: String, _ ticket: TicketNumber?, made: Bool) -> TakenMail {
    TakenMail(identity: message.identity, at: now, result: result, ticket: ticket, made: made)
  }
}

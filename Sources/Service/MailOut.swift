import Callbacks
import CivilTime
import Digests
import Mail
import Rota
import Store

/// The message that an email of ours answers.
struct AnsweredMessage {
  let sender: MailAddress
  let id: MessageID?
  let references: [MessageID]
  /// Its sender asks that no program answers.
  let wantsNoAnswer: Bool
}

extension ServiceCore {
  /// Keeps an email for each address that is to hear of it, in the transaction of what caused it.
  ///
  /// - Parameters:
  ///   - text: what was written; the one who wrote it by email isn't sent it back.
  ///   - answered: the message that caused it.
  ///   - writer: who wrote it, by another door than email: they aren't sent it either.
  func mail(
    _ kind: TicketMailKind, about ticket: Ticket, text: String? = nil,
    answering answered: AnsweredMessage? = nil, writer: MailAddress? = nil, now: Moment
  ) throws {
    guard let settings = edges.mail() else { return }
    for recipient in recipients(of: ticket) where recipient.address != writer {
      let isAnswer = answered?.sender == recipient.address
      if isAnswer, kind == .update { continue }
      if isAnswer, try !isToBeAnswered(answered, now: now) { continue }
      try keep(
        kind, about: ticket, text: isAnswer ? nil : text, answering: isAnswer ? answered : nil,
        to: recipient, settings, now: now)
    }
  }

  /// Tells the number to every address of the ticket that has not been told it yet: a caller's address may
  /// come later than the call, or be put right.
  func mailNumber(
    of ticket: Ticket, answering answered: AnsweredMessage? = nil, now: Moment
  ) throws {
    guard let settings = edges.mail(), ticket.status == .open else { return }
    let told = try store.mails(of: ticket.number).filter { $0.kind == .made }.map(\.recipient)
    for recipient in recipients(of: ticket) where !told.contains(recipient.address.description) {
      let isAnswer = answered?.sender == recipient.address
      if isAnswer, try !isToBeAnswered(answered, now: now) { continue }
      try keep(
        .made, about: ticket, text: nil, answering: isAnswer ? answered : nil, to: recipient,
        settings, now: now)
    }
  }

  /// Not when its sender wants none, nor when that address has had so many of late: another program that
  /// answers each of our answers, without saying what it is, would go on for ever.
  private func isToBeAnswered(_ message: AnsweredMessage?, now: Moment) throws -> Bool {
    guard let message, !message.wantsNoAnswer else { return false }
    let count = try store.answers(
      to: message.sender.description, since: now - ServiceCore.answersWithin)
    return count < ServiceCore.answersMax
  }

  static let answersMax = 10
  static let answersWithin = Duration.hours(1)

  private struct MailRecipient {
    let address: MailAddress
    var isPartner = false
  }

  /// The requester, and the partner through whom the client comes; an address that no mailer would take is
  /// left out, and stands on the ticket all the same.
  private func recipients(of ticket: Ticket) -> [MailRecipient] {
    var found: [MailRecipient] = []
    if let address = ticket.requester.email.flatMap({ MailAddress($0) }), address.isPlain {
      found.append(MailRecipient(address: address))
    }
    if let address = inForce.clients.list.partnerAddress(of: ticket).flatMap({ MailAddress($0) }),
      address.isPlain, !found.contains(where: { $0.address == address })
    {
      found.append(MailRecipient(address: address, isPartner: true))
    }
    return found
  }

  private func keep(
    _ kind: TicketMailKind, about ticket: Ticket, text: String?, answering: AnsweredMessage?,
    to recipient: MailRecipient, _ settings: MailSettings, now: Moment
  ) throws {
    let words = TicketMailText(
      kind, about: ticket, words: text, desk: inForce.configuration.desk.name,
      knowledgeBase: settings.knowledgeBaseURL, isPartner: recipient.isPartner)
    let uid = Hex.encode(edges.random(ServiceCore.noticeIDBytes))
    guard let id = MessageID(id: uid, domain: settings.from.domain) else { return }
    let address = recipient.address.description
    // The thread as this recipient has it: what we sent before, and what is answered now.
    var earlier = try store.mails(of: ticket.number).filter { $0.recipient == address }
      .map(\.messageID)
    earlier += (answering?.references ?? []).map(\.text).filter { !earlier.contains($0) }
    if let answered = answering?.id?.text, !earlier.contains(answered) { earlier.append(answered) }
    let secret = try replySecret(of: ticket.number)
    try store.add(
      KeptMail(
        ticket: ticket.number, kind: kind, recipient: address, subject: words.subject,
        text: words.text, messageID: id.text,
        replyTo: (settings.support.replyAddress(secret: secret) ?? settings.support).description,
        inReplyTo: answering?.id?.text ?? earlier.last,
        earlier: earlier, isAnswer: answering != nil, createdAt: now))
  }
}

// MARK: - The secret part of the reply address

extension ServiceCore {
  /// Derived from a key that only the store has, so that nothing need be kept for it and nobody can make one
  /// for another ticket: `1001x` and 96 bits.
  func replySecret(of ticket: TicketNumber) throws -> String {
    let key = try store.key("reply addresses") { edges.random(ServiceCore.replyKeyBytes) }
    let code = HMACSHA256.code(for: Array("ticket \(ticket.value)".utf8), key: key)
    return "\(ticket.value)x" + Hex.encode(Array(code.bytes.prefix(ServiceCore.replySecretBytes)))
  }

  /// The ticket whose reply address has that secret part.
  func ticket(ofReplySecret secret: String) throws -> TicketNumber? {
    let digits = secret.prefix { $0 != "x" }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(digits),
      areEqualInConstantTime(
        Array(try replySecret(of: TicketNumber(value)).utf8), Array(secret.utf8))
    else { return nil }
    return TicketNumber(value)
  }

  static let replyKeyBytes = 32
  static let replySecretBytes = 12
}

// MARK: - Handing them over

extension ServiceCore {
  /// Claims what is due for the mailer.
  ///
  /// - Returns: also whether something waits for room.
  func claimMails(now: Moment) throws -> (sends: [MailSending], isCrowded: Bool) {
    let room = max(0, ServiceCore.mailsInHandMax - (try store.mailsInHand()))
    var sends: [MailSending] = []
    // One more than there is room for, to see whether something waits; what is lost needs no room.
    let due = try store.mailsDue(by: now, limit: ServiceCore.mailsInHandMax * 2)
    for var kept in due {
      if kept.delivery.isLost(at: now) {
        kept.delivery.fail(at: now, chance: chance())
        try store.save(kept)
        continue
      }
      guard sends.count < room else { return (sends, true) }
      kept.delivery.claim(at: now)
      if let sending = sending(kept, now: now) {
        sends.append(sending)
      } else {
        // Nobody says how to send it; it waits until the file does.
        kept.delivery.fail(at: now, chance: chance())
      }
      try store.save(kept)
    }
    return (sends, false)
  }

  /// So many at a time, so that each is tried well within ``Delivery/tryMax``.
  static let mailsInHandMax = 8

  /// How a try went, told by the mailer.
  public func mailed(_ id: Int64, _ result: SendResult) throws {
    let now = freezeNow()
    guard var kept = try store.mailing(id), kept.delivery.state == .sending else { return }
    switch result {
    case .sent:
      kept.delivery.succeed()
      try store.save(kept, sentAt: now)
    case .failed, .noSuchChannel:
      // A mailer that is missing may be put there: no email is ever given up.
      kept.delivery.fail(at: now, chance: chance())
      try store.save(kept)
    }
    edges.log(
      "event=mail kind=\(kept.mail.kind.rawValue) ticket=\(kept.mail.ticket.value) result=\(result) "
        + "tries=\(kept.delivery.tries)")
  }

  private func sending(_ kept: KeptMailing, now: Moment) -> MailSending? {
    let mail = kept.mail
    guard let settings = edges.mail(), let to = MailAddress(mail.recipient),
      let id = MessageID(mail.messageID)
    else { return nil }
    let desk = HeaderText(inForce.configuration.desk.name)
    return MailSending(
      id: kept.id, ticket: mail.ticket.value, kind: mail.kind.rawValue, sender: settings.from,
      recipient: to,
      message: OutgoingMessage(
        from: Mailbox(name: desk, address: settings.from), to: [Mailbox(address: to)],
        replyTo: MailAddress(mail.replyTo).map { Mailbox(name: desk, address: $0) },
        subject: HeaderText(mail.subject), date: mail.createdAt,
        offsetMinutes: inForce.zone.offsetSeconds(at: mail.createdAt) / 60,
        messageID: id, inReplyTo: mail.inReplyTo.flatMap { MessageID($0) },
        references: mail.earlier.compactMap { MessageID($0) }, text: mail.text,
        isAnswer: mail.isAnswer))
  }
}

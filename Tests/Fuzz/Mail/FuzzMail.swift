// The reader of mail under libFuzzer. Not part of the package: see run.sh beside it.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMail(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let message = IncomingMessage(bytes: bytes)
  guard let support = MailAddress("support@desk.example.nz") else { return 0 }
  _ = message.automaticReason(support: support)
  _ = message.replySecrets(support: support)
  _ = message.subjectTicketNumbers
  _ = message.identity
  let reply = message.replyText
  precondition(reply.utf8.count <= message.text.utf8.count, "a reply longer than its text")
  precondition(!message.subject.text.utf8.contains { $0 < 0x20 }, "a control in a subject")
  for mailbox in message.from {
    precondition(MailAddress(mailbox.address.description) == mailbox.address, "an address changed")
  }
  // What was read can be written, and is then read alike.
  guard let sender = message.sender, let id = MessageID(id: "1", domain: support.domain) else {
    return 0
  }
  let answer = OutgoingMessage(
    from: Mailbox(address: support), to: [sender], subject: message.subject,
    date: message.date ?? Moment(seconds: 0), messageID: id, references: message.answered,
    text: reply)
  let read = IncomingMessage(bytes: answer.bytes)
  precondition(read.subject == message.subject, "a subject changed")
  precondition(read.to == [sender], "a recipient changed")
  precondition(read.automaticReason(support: support) == .ownMail, "our own mail is not known")
  return 0
}

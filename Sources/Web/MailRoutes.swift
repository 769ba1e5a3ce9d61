import Callbacks
import Documents
import HTTPServer
import Mail
import Service

/// The machine's mail server's door (spec: http-api.md, "Mail").
enum MailRoutes {
  static let routes = [
    Route(
      "POST", "/v1/mail", "One message from the support address, as the mail server has it.",
      roles: [.mail], body: .media([Route.Media(MediaType.mail, anyBytes, example: example)]),
      bodyBytesMax: MailLimits.messageBytesMax,
      answers: [
        .json(
          200,
          "It is on disk. `made`: it made the ticket; without a ticket it was no request, or could not "
            + "be read and is kept aside.", "MailTaken")
      ], .later(post)),
    Route(
      "GET", "/v1/tickets/{ticket}/attachments/{attachment}",
      "A file that came with an email, as its sender made it.", roles: CallbackRoutes.staff,
      answers: [
        Route.Answer(
          status: 200, words: "Its bytes, to be saved and not shown.",
          media: [Route.Media(MediaType.bytes, Schema.text)])
      ], .now(attachment)),
  ]

  /// A message is bytes and no JSON: no schema says more of it than its type.
  private static let anyBytes: JSON = [:]

  static let taken = Schema.object([
    "ticket": Schema.orNull(Schema.integer), "made": Schema.truth,
  ])

  private static let example: JSON = .string(
    "From: Moana Tau <moana@harbour.example.nz>\r\nTo: support@desk.example.nz\r\n"
      + "Subject: The till does not print\r\nMessage-ID: <1@harbour.example.nz>\r\n\r\nPlease help.\r\n"
  )

  private static func post(
    _ exchange: Exchange, _ reply: @escaping @Sendable (HTTPResponse) -> Void
  ) throws {
    guard MediaType.of(exchange.request) == MediaType.mail else {
      throw WebProblem(415, "send \(MediaType.mail)")
    }
    let bytes = exchange.request.body
    // Read here, on a worker: the writer never waits for a large message.
    let message = IncomingMessage(bytes: bytes)
    let poster = exchange.visitor?.name ?? ""
    exchange.service.write { core in
      try core.receive(message, bytes: bytes, poster: poster)
    } then: { result in
      switch result {
      case .success(let receipt):
        reply(
          .json([
            "ticket": receipt.ticket.map { .integer($0.value) } ?? .null,
            "made": .bool(receipt.made),
          ]))
      case .failure(let fault): reply(WebProblem(fault: fault).response)
      }
    }
  }

  /// Never shown by a browser, whatever it says of itself.
  private static func attachment(_ exchange: Exchange) throws -> HTTPResponse {
    let number = try exchange.ticketNumber()
    guard let text = exchange.values["attachment"],
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let id = Int64(text),
      let kept = try exchange.service.attachment(id, of: number), let bytes = kept.bytes
    else { throw WebProblem(404, "there is no such attachment") }
    var response = HTTPResponse(status: 200, body: bytes)
    response.fields.add("Content-Type", MediaType.bytes)
    response.fields.add(
      "Content-Disposition", "attachment; filename*=UTF-8''" + PercentText.encode(kept.name))
    response.fields.add("X-Content-Type-Options", "nosniff")
    response.fields.add("Cache-Control", "no-store")
    return response
  }
}

/// RFC 8187: a name in a header, whatever letters it has.
enum PercentText {
  static func encode(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain
        ? String(UnicodeScalar(byte)) : "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }.joined()
  }
}

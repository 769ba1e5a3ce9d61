import Callbacks
import CivilTime
import HTTPServer
import Pages
import Service

/// The clients' own pages (spec: clients-and-status.md, "Client pages"). They have a cookie of their own,
/// which opens nothing else, and no other cookie or token opens them. What is not theirs is not there.
enum ClientPageRoutes {
  static let routes = [
    route("GET", "/client", "A client's requests; else where a link is asked for.", home),
    route("POST", "/client/link", "Sends a link to an address, if it is known.", askForLink),
    route("GET", "/client/sign-in/{secret}", "Where a client's link leads.", linkPage),
    route("POST", "/client/sign-in/{secret}", "Signs a client in with a link of one use.", signIn),
    route("POST", "/client/sign-out", "Ends a client's session.", signOut),
    route("GET", "/client/tickets/{ticket}", "One request of a client's.", ticket),
    route("POST", "/client/tickets/{ticket}", "Adds an update, or opens it again.", update),
    route("GET", "/client/new", "Where a client's contact asks for something new.", newPage),
    route("POST", "/client/new", "A request of a client's contact.", raise),
  ]

  private typealias Answer =
    @Sendable (Exchange, @escaping PageRoutes.Reply) throws -> Void

  /// - Throws: 404 while there are no client pages.
  private static func route(
    _ method: String, _ path: String, _ summary: String, _ answer: @escaping Answer
  ) -> Route {
    Route(
      method, path, summary, roles: nil,
      body: method == "POST" ? .media([Route.Media(MediaType.form, Schema.text)]) : .none,
      isPage: true,
      answers: method == "POST"
        ? [PageRoutes.goesOn, none] : [PageRoutes.html(200, "The page."), PageRoutes.goesOn, none],
      .later { exchange, reply in
        guard exchange.service.clientPages != nil else { throw WebProblem.notFound }
        try answer(exchange, reply)
      })
  }

  private static let none = PageRoutes.html(404, "It is not there, or not theirs.")

  /// - Returns: nil when nobody is signed in; then they are led to where a link is asked for.
  private static func visit(
    _ exchange: Exchange, _ reply: @escaping PageRoutes.Reply
  ) throws -> ClientVisit? {
    if let visit = try ClientVisit(exchange) { return visit }
    reply(PageAnswer.goTo("/client?note=ended"))
    return nil
  }

  // MARK: - Coming in

  private static func home(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    let service = exchange.service
    let note = note(exchange.request.query)
    guard let visit = try ClientVisit(exchange) else {
      let page = ClientGatePage(ClientFrame(service)).document(note)
      return reply(PageAnswer.page(page))
    }
    let after = exchange.request.query.first { $0.name == "after" }.flatMap { Int64($0.value) }
    let found = try service.tickets(of: visit.reader, after: after.map { TicketNumber($0) })
    let page = ClientTicketsPage(
      visit.frame, tickets: found.tickets, next: found.next, words: visit.words)
    reply(PageAnswer.page(page.document(note)))
  }

  private static func note(_ query: [HTTPParameter]) -> PageNote? {
    switch query.first(where: { $0.name == "note" })?.value {
    case "sent": ClientGatePage.sent
    case "ended": PageNote("Ask for a link to go on; nothing was done.", isBad: true)
    case "used":
      PageNote("That link has been used, or is too old. Ask for a new one.", isBad: true)
    case "out": PageNote("You are signed out.")
    case "done": PageNote("We have it.")
    default: nil
    }
  }

  /// The same answer, as soon, for every address.
  private static func askForLink(
    _ exchange: Exchange, _ reply: @escaping PageRoutes.Reply
  ) throws {
    let form = try PageForm(exchange)
    let address = try form.words("email", scalarsMax: CallEventLimits.emailBytesMax) ?? ""
    exchange.service.sendClientLink(to: address)
    reply(PageAnswer.goTo("/client?note=sent"))
  }

  private static func linkPage(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    let secret = exchange.values["secret"] ?? ""
    guard try exchange.service.isClientLink(secret) else { return try wrongLink(exchange, reply) }
    reply(
      PageAnswer.page(ClientLinkPage(ClientFrame(exchange.service), secret: secret).document))
  }

  private static func wrongLink(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    try exchange.access.countWrongToken(from: exchange.clientAddress, now: exchange.service.now)
    reply(PageAnswer.goTo("/client?note=used"))
  }

  private static func signIn(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    _ = try PageForm(exchange)
    let (service, request) = (exchange.service, exchange.request)
    let secret = exchange.values["secret"] ?? ""
    guard try service.isClientLink(secret) else { return try wrongLink(exchange, reply) }
    service.write { core in
      try core.signInClient(link: secret)
    } then: { result in
      switch result {
      case .success(let cookie?):
        reply(
          answer(
            "/client", cookie: cookie, seconds: ClientKey.sessionLasts.wholeSeconds, service))
      case .success(nil): reply(PageAnswer.goTo("/client?note=used"))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
      }
    }
  }

  private static func signOut(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    let form = try PageForm(exchange)
    guard let visit = try visit(exchange, reply) else { return }
    try visit.check(form)
    let (service, request) = (exchange.service, exchange.request)
    service.write(visit.signOut) { result in
      switch result {
      case .success: reply(answer("/client?note=out", cookie: "", seconds: 0, service))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
      }
    }
  }

  private static func answer(
    _ path: String, cookie: String, seconds: Int64, _ service: CallbackService
  ) -> HTTPResponse {
    var response = PageAnswer.goTo(path)
    response.fields.add(
      "Set-Cookie",
      SessionCookie.set(
        cookie, seconds: seconds, isSecure: service.isSecure, named: SessionCookie.clientName,
        path: "/client"))
    return response
  }

  // MARK: - Tickets

  private static func ticket(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    guard let visit = try visit(exchange, reply) else { return }
    guard let ticket = try visit.service.ticket(exchange.ticketNumber(), of: visit.reader) else {
      throw WebProblem.noTicket
    }
    let page = ClientTicketPage(visit.frame, ticket, words: visit.words)
    reply(PageAnswer.page(page.document(note(exchange.request.query))))
  }

  private static func update(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    let form = try PageForm(exchange)
    guard let visit = try visit(exchange, reply) else { return }
    try visit.check(form)
    let (number, address) = (try exchange.ticketNumber(), visit.reader.address)
    guard let ticket = try visit.service.ticket(number, of: visit.reader) else {
      throw WebProblem.noTicket
    }
    let text = try form.words("text", scalarsMax: TicketUpdate.textScalarsMax)
    guard text != nil || ticket.status == .solved else {
      throw WebProblem(422, "the update is empty")
    }
    try act(visit, form, reply) { try $0.addUpdate(text, to: number, byClient: address) }
  }

  private static func newPage(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    guard let visit = try visit(exchange, reply) else { return }
    guard !visit.reader.organisations.isEmpty else { throw WebProblem.notFound }
    reply(PageAnswer.page(ClientNewPage(visit.frame).document()))
  }

  private static func raise(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    let form = try PageForm(exchange)
    guard let visit = try visit(exchange, reply) else { return }
    try visit.check(form)
    let (own, address) = (visit.reader.organisations, visit.reader.address)
    guard let organisation = form["organisation"] ?? own.first, own.contains(organisation) else {
      throw WebProblem.notFound
    }
    let subject: String
    let text: String
    do throws(WebProblem) {
      guard let words = try form.words("subject", scalarsMax: Ticket.subjectScalarsMax),
        let more = try form.words("text", scalarsMax: CallEventLimits.summaryScalarsMax)
      else { throw WebProblem(422, "write down what you need") }
      (subject, text) = (words.filter { !$0.isNewline }, more)
    } catch {
      // What was written is not lost.
      let note = PageNote(
        error.detail.prefix(1).uppercased() + error.detail.dropFirst() + ".", isBad: true)
      let page = ClientNewPage(
        visit.frame, subject: form["subject"] ?? "", text: form["text"] ?? "")
      return reply(PageAnswer.page(page.document(note), status: 422))
    }
    try act(visit, form, reply) {
      try $0.raise(subject, text, for: organisation, byClient: address)
    }
  }

  private static func act(
    _ visit: ClientVisit, _ form: PageForm, _ reply: @escaping PageRoutes.Reply,
    _ work: @escaping @Sendable (ServiceCore) throws -> ClientReceipt
  ) throws {
    let (key, request) = (try visit.key(of: form), visit.exchange.request)
    visit.service.write { core in
      try core.once(key) {
        switch try work(core) {
        case .done(let number):
          PostReply(status: 303, body: "/client/tickets/\(number.value)?note=done")
        case .refused(let refusal): PostReply(status: 409, body: refusal.detail)
        case .noTicket, .notAContact: PostReply(status: 404, body: WebProblem.noTicket.detail)
        }
      }
    } then: { result in
      switch result {
      case .success(let made) where made.status == 303: reply(PageAnswer.goTo(made.body))
      case .success(let made): reply(WebProblem(made.status, made.body).response(to: request))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
      }
    }
  }
}

import Callbacks
import Documents
import HTTPServer
import Pages
import Service

/// How pages are declared: who is not signed in is led to the sign-in page, and a form counts only from the
/// session's own pages.
enum PageRoutes {
  static let routes =
    AssetRoutes.routes + SignInRoutes.routes + BoardRoutes.routes + NewTicketRoutes.routes
    + TicketPageRoutes.routes + StatusNoticeRoutes.routes
    + NoticePageRoutes.routes + OnCallPageRoutes.routes + ReportPageRoutes.routes
    + ClientPageRoutes.routes

  typealias Reply = @Sendable (HTTPResponse) -> Void

  /// A page for whoever is signed in.
  static func page(
    _ path: String, _ summary: String, managersOnly: Bool = false,
    _ show: @escaping @Sendable (PageVisit) throws -> HTTPResponse
  ) -> Route {
    Route(
      "GET", path, summary, roles: nil, isPage: true,
      answers: [html(200, "The page."), goesOn],
      .later { exchange, reply in
        try enter(exchange, reply) { visit in
          try check(visit, managersOnly)
          reply(try show(visit))
        }
      })
  }

  /// A form of such a page.
  static func form(
    _ path: String, _ summary: String, managersOnly: Bool = false,
    _ act: @escaping @Sendable (PageVisit, PageForm, @escaping Reply) throws -> Void
  ) -> Route {
    Route(
      "POST", path, summary, roles: nil, body: .media([Route.Media(MediaType.form, Schema.text)]),
      isPage: true, answers: [goesOn],
      .later { exchange, reply in
        let form = try PageForm(exchange)
        try enter(exchange, reply) { visit in
          try visit.check(form)
          try check(visit, managersOnly)
          try act(visit, form, reply)
        }
      })
  }

  private static func check(_ visit: PageVisit, _ managersOnly: Bool) throws(WebProblem) {
    guard !managersOnly || visit.isManager else {
      throw WebProblem(403, "this page is for managers")
    }
  }

  static let goesOn = Route.Answer(status: 303, words: "Another page goes on.", media: [])
  static func html(_ status: Int, _ words: String) -> Route.Answer {
    status < 400
      ? Route.Answer(
        status: status, words: words, media: [Route.Media(MediaType.html, Schema.text)])
      : .either(status, words)
  }

  /// Whoever is signed in goes in; who is not is led to the sign-in page, and from there back.
  private static func enter(
    _ exchange: Exchange, _ reply: @escaping Reply, _ goIn: (PageVisit) throws -> Void
  ) throws {
    // What is no ticket's number is no page, for whoever asks.
    if exchange.values["ticket"] != nil { _ = try exchange.ticketNumber() }
    do {
      if let visit = try PageVisit(exchange) { return try goIn(visit) }
    } catch let left as PersonHasLeft {
      return signOut(left.session, exchange.service, reply)
    }
    let request = exchange.request
    let isSomewhere =
      request.method != "POST" && request.target != "/" && Link.isOwn(request.target)
    reply(
      PageAnswer.goTo(isSomewhere ? "/?to=" + QueryText.encoded(request.target) : "/?note=ended"))
  }

  /// An engineer who is not in the files any more is told, and signed out.
  static func signOut(
    _ session: PageSession, _ service: CallbackService, _ reply: @escaping Reply
  ) {
    let isSecure = service.isSecure
    service.write { core in
      try core.signOut(session)
    } then: { _ in
      let page = MessagePage(
        "You are signed out",
        "Your name is not in the rota files any more. Ask whoever looks after them.")
      var response = PageAnswer.page(page.document, status: 403)
      response.fields.add("Set-Cookie", SessionCookie.set("", seconds: 0, isSecure: isSecure))
      reply(response)
    }
  }
}

/// Text within a query.
enum QueryText {
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "/"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (hex.utf8.count == 1 ? "0" : "") + hex
      }
    }
    return encoded
  }
}

extension WebProblem {
  /// A problem as whoever asks can read it: a page for a browser, a document for a program.
  func response(to request: HTTPRequest) -> HTTPResponse {
    let kinds = [MediaType.problem, MediaType.html]
    guard !request.path.hasPrefix("/v1"),
      MediaType.preferred(of: kinds, by: request) == MediaType.html
    else { return response }
    let text = detail.prefix(1).uppercased() + detail.dropFirst() + "."
    var answer = PageAnswer.page(
      MessagePage(StatusText.of(status), text).document, status: status)
    for line in fields { answer.fields.add(line.name, line.value) }
    return answer
  }
}

extension Route.Answer {
  /// A refusal, as a page or as a document.
  static func either(_ status: Int, _ words: String? = nil) -> Route.Answer {
    Route.Answer(
      status: status, words: words ?? StatusText.of(status),
      media: [
        Route.Media(MediaType.problem, Schema.named("Problem")),
        Route.Media(MediaType.html, Schema.text),
      ])
  }
}

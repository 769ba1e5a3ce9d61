import Callbacks
import Documents
import HTTPServer
import Pages
import Rota
import Service

/// The pages (spec: board.md). They know a visitor by the cookie of their session, and by no token.
enum PageRoutes {
  static let routes = [
    Route(
      "GET", "/", "The board of open callbacks; without a session, the way in.", roles: nil,
      answers: [page(200, "The board, or the way in."), page(403, "The token may not come in.")],
      .now(board)),
    Route(
      "GET", "/style.css", "The pages' style sheet.", roles: nil,
      answers: [
        Route.Answer(
          status: 200, words: "The style sheet.", media: [Route.Media(MediaType.css, Schema.text)])
      ], .now { _ in PageAnswer.styleSheet }),
    Route(
      "POST", "/sign-in", "Begins a session by a token.", roles: nil, body: form,
      answers: [
        seeOther, page(401, "The token is not known."), page(403, "It may not come in."),
        page(422, "The form is not one of ours."), page(429, "Too many wrong tokens."),
        page(503, "Nothing can be kept now."),
      ], .later(SignIn.signIn)),
    Route(
      "POST", "/sign-out", "Ends the session.", roles: nil, body: form,
      answers: [
        seeOther, page(403, "The form is not one of this session's pages."),
        page(422, "The form is not one of ours."),
      ], .later(SignIn.signOut)),
    Route(
      "GET", "/tickets/{ticket}", "A ticket's story.", roles: nil,
      answers: [
        page(200, "The ticket."), seeOther, page(403, "The token may not come in."),
        page(404, "There is no such ticket."),
      ], .now(ticket)),
    Route(
      "POST", "/tickets/{ticket}", "What a button of the callback's card does.", roles: nil,
      body: form, answers: deedAnswers, .later(CardDeed.onTicket)),
    Route(
      "GET", "/n/{token}", "The callback of a notice's link; opening it changes nothing.",
      roles: nil,
      answers: [page(200, "The callback."), page(404, "The link opens nothing any more.")],
      .now(link)),
    Route(
      "POST", "/n/{token}", "What a button of the link's callback does.", roles: nil, body: form,
      answers: deedAnswers, .later(CardDeed.throughLink)),
  ]

  private static let form = Route.Body.media([Route.Media(MediaType.form, Schema.text)])
  private static let seeOther = Route.Answer(status: 303, words: "Done; go on there.", media: [])
  private static let deedAnswers = [
    seeOther, page(403, "The form is not one of this session's pages."),
    page(404, "There is nothing here."), page(409, "The callback's state does not allow it."),
    page(422, "The form is not one of ours."), page(503, "Nothing can be kept now."),
  ]

  /// A status of which the HTTP server or the router may make a problem document too is declared as both.
  private static func page(_ status: Int, _ words: String) -> Route.Answer {
    Route.Answer(
      status: status, words: words,
      media: [Route.Media(MediaType.html, Schema.text)]
        + (status == 503 ? [Route.Media(MediaType.problem, Schema.named("Problem"))] : []))
  }

  private static func board(_ exchange: Exchange) -> HTTPResponse {
    PageAnswer.catching {
      let (service, inForce) = (exchange.service, exchange.service.inForce)
      guard let session = try PageSession(of: exchange) else {
        return PageAnswer.of(.signIn(desk: inForce.configuration.desk.name))
      }
      let now = service.now
      let found = try service.callbacks(CallbackFilter())
      let desk = Board.Desk(
        name: inForce.configuration.desk.name, takesCalls: inForce.desk.takesCalls(at: now),
        nextChange: inForce.desk.nextChange(after: now), onCall: inForce.onCall.onCall(at: now),
        people: inForce.configuration.people, faults: inForce.pending?.problems ?? [])
      let board = Board(
        desk: desk, callbacks: found.records, hasMore: found.next != nil, zone: inForce.zone,
        now: now)
      return PageAnswer.of(
        board.page(for: session.pageVisitor(service), mayAct: session.visitor.person != nil))
    }
  }

  private static func ticket(_ exchange: Exchange) -> HTTPResponse {
    PageAnswer.catching {
      let service = exchange.service
      let number = try exchange.ticketNumber()
      guard let session = try PageSession(of: exchange) else { return PageAnswer.seeOther("/") }
      guard let found = try service.callback(of: number) else {
        throw WebProblem.noCallback
      }
      let page = TicketPage(
        record: found.record, history: found.history, zone: service.inForce.zone, now: service.now)
      return PageAnswer.of(
        page.page(for: session.pageVisitor(service), mayAct: session.visitor.person != nil))
    }
  }

  private static func link(_ exchange: Exchange) -> HTTPResponse {
    PageAnswer.catching {
      let (service, token) = (exchange.service, exchange.values["token"] ?? "")
      guard let link = try service.noticeLink(token),
        let found = try service.callback(of: link.ticket), found.record.callback.id == link.callback
      else { throw WebProblem.linkIsOver }
      let page = TicketPage(
        record: found.record, history: [], zone: service.inForce.zone, now: service.now)
      let seal = FormSeal(proof: FormProof.of(token), key: FormProof.newKey(service))
      return PageAnswer.of(page.page(forLink: Card.Buttons(path: "/n/\(token)", seal: seal)))
    }
  }
}

extension WebProblem {
  static let linkIsOver = WebProblem(
    404, "this link opens nothing any more: its callback is over, or it was never one")
}

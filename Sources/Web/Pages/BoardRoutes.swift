import Callbacks
import HTTPServer
import Pages
import Rota
import Service

/// The board, and what its buttons do (spec: board.md).
enum BoardRoutes {
  static let routes = [
    Route(
      "GET", "/", "The board; whoever is not signed in signs in here.", roles: nil, isPage: true,
      answers: [PageRoutes.html(200, "The page.")], .later(home)),
    Route(
      "GET", "/board", "What changes on the board by itself.", roles: nil, isPage: true,
      answers: [
        PageRoutes.html(200, "A part of the page."), PageRoutes.html(401, "Nobody is signed in."),
        Route.Answer(status: 304, words: "It is as it was.", media: []),
      ], .now(fragment)),
    Route(
      "GET", "/board/events", "A server-sent event when something has changed.", roles: nil,
      isPage: true,
      answers: [
        Route.Answer(
          status: 200, words: "One event, once there is something to look at.",
          media: [Route.Media(MediaType.events, Schema.text)]),
        PageRoutes.html(401, "Nobody is signed in."),
      ], .later(events)),
    PageRoutes.form("/act", "A button of the board.", act),
  ]

  private static func home(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    func parameter(_ name: String) -> String? {
      exchange.request.query.last { $0.name == name }?.value
    }
    do {
      guard let visit = try PageVisit(exchange) else {
        let note = SignInRoutes.note(parameter("note"))
        return reply(SignInRoutes.page(exchange, note: note, to: parameter("to")))
      }
      let said = DeedNote(exchange.request.query, visit.service.inForce)?.note
      reply(PageAnswer.page(try board(visit).document(said)))
    } catch let left as PersonHasLeft {
      PageRoutes.signOut(left.session, exchange.service, reply)
    }
  }

  private static func fragment(_ exchange: Exchange) throws -> HTTPResponse {
    guard let visit = try? PageVisit(exchange) else {
      return PageAnswer.page(Array("Nobody is signed in.".utf8), status: 401)
    }
    let fragment = try board(visit).fragment
    let tag = "\"\(BoardPage.tag(of: fragment))\""
    var response = PageAnswer.page(fragment.bytes)
    if PageAnswer.isKnown(tag, to: exchange.request) {
      response = PageAnswer.page([], status: 304)
    }
    response.fields.add("ETag", tag)
    return response
  }

  /// One event, and the stream ends; the browser opens the next by itself, with the last one's id (WHATWG
  /// HTML, "Server-sent events"). So a board that nobody looks at any more is soon forgotten, and whatever
  /// keeps answers until they are whole keeps this one from nobody.
  private static func events(_ exchange: Exchange, _ reply: @escaping PageRoutes.Reply) throws {
    guard (try? PageVisit(exchange)) != nil else {
      return reply(PageAnswer.page(Array("Nobody is signed in.".utf8), status: 401))
    }
    let service = exchange.service
    let seen = exchange.request.fields["Last-Event-ID"]
    service.changes.wait(after: seen, now: service.now) { mark in
      let event = "retry: \(BoardPage.eventsApart)\nid: \(mark)\ndata: look\n\n"
      var response = HTTPResponse(
        status: 200, fields: ["Content-Type": MediaType.events, "Cache-Control": "no-store"],
        body: Array(event.utf8))
      PageAnswer.secure(&response)
      reply(response)
    }
  }

  private static func board(_ visit: PageVisit) throws -> BoardPage {
    var filter = CallbackFilter()
    filter.limit = CallbackFilter.limits.upperBound
    let found = try visit.service.callbacks(filter)
    return BoardPage(
      desk: visit.service.deskPicture, records: found.records, isCut: found.next != nil,
      spokenOn: try visit.service.ticketsSpokenOn(), endless: try visit.service.callsWithoutEnd(),
      reader: visit.reader)
  }

  private static func act(
    _ visit: PageVisit, _ form: PageForm, _ reply: @escaping PageRoutes.Reply
  ) throws {
    let parts = (form[Press.field] ?? "").split(separator: " ")
    guard parts.count == 2, let ticket = TicketNumber(digits: parts[0]),
      let press = Press(rawValue: String(parts[1]))
    else {
      throw WebProblem(422, "the form names no button of the board")
    }
    try visit.press(press, on: ticket, form, from: "/", reply)
  }
}

extension CallbackService {
  /// The desk as it stands now.
  var deskPicture: DeskPicture {
    let (inForce, now) = (inForce, now)
    return DeskPicture(
      inForce.configuration, onCall: inForce.onCall, closing: inForce.desk.closing(at: now)?.reason,
      nextChange: inForce.desk.nextChange(after: now),
      fault: inForce.pending.map {
        DeskPicture.FilesFault(since: $0.since, problems: $0.problems)
      }, now: now)
  }
}

extension TicketNumber {
  /// Nil for what can't be one.
  init?(digits: some StringProtocol) {
    guard (1...18).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits)
    else { return nil }
    self.init(number)
  }
}

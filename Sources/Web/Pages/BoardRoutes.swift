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

  private static func board(_ visit: PageVisit) throws -> BoardPage {
    var filter = CallbackFilter()
    filter.limit = CallbackFilter.limits.upperBound
    let found = try visit.service.callbacks(filter)
    return BoardPage(
      desk: visit.service.deskPicture, records: found.records, isCut: found.next != nil,
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

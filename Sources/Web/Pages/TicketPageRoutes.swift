import Callbacks
import CivilTime
import HTTPServer
import Pages
import Rota
import Service

/// A ticket's page, and its forms (spec: board.md).
enum TicketPageRoutes {
  static let routes = [
    PageRoutes.page("/tickets/{ticket}", "A ticket, with its whole story.") { visit in
      PageAnswer.page(try page(visit).document(visit.said))
    },
    PageRoutes.page("/tickets/{ticket}/promise", "Where a time is promised.") { visit in
      PageAnswer.page(try promisePage(visit).document())
    },
    PageRoutes.page("/tickets/{ticket}/hand-over", "Where a callback is handed over.") { visit in
      PageAnswer.page(try handOverPage(visit).document())
    },
    PageRoutes.form("/tickets/{ticket}/{deed}", "One of the ticket's forms.", act),
  ]

  private static func page(_ visit: PageVisit) throws -> TicketPage {
    let inForce = visit.service.inForce
    guard let found = try visit.service.ticketStory(try visit.exchange.ticketNumber()) else {
      throw WebProblem.noTicket
    }
    return TicketPage(
      found.whole, notices: found.notices, people: inForce.configuration.people,
      words: visit.words, reader: visit.reader)
  }

  private static func owed(_ visit: PageVisit) throws -> CallbackRecord {
    guard let found = try visit.service.callback(of: try visit.exchange.ticketNumber()) else {
      throw WebProblem.noCallback
    }
    return found.record
  }

  private static func promisePage(_ visit: PageVisit) throws -> PromisePage {
    let record = try owed(visit)
    return PromisePage(
      record, opening: visit.service.nextOpening, words: visit.words, reader: visit.reader,
      action: .path("/tickets/\(record.callback.ticket.value)/promise"))
  }

  private static func handOverPage(_ visit: PageVisit) throws -> HandOverPage {
    let record = try owed(visit)
    return HandOverPage(
      record, people: visit.service.inForce.configuration.people, words: visit.words,
      reader: visit.reader, action: .path("/tickets/\(record.callback.ticket.value)/hand-over"))
  }

  // MARK: - Deeds

  private static func act(
    _ visit: PageVisit, _ form: PageForm, _ reply: @escaping PageRoutes.Reply
  ) throws {
    let ticket = try visit.exchange.ticketNumber()
    let page = "/tickets/\(ticket.value)"
    guard let deed = visit.exchange.values["deed"] else { throw WebProblem.notFound }
    if deed == "press" {
      guard let press = form.press else { throw WebProblem(422, "the form names no button") }
      return try visit.press(press, on: ticket, form, from: page, reply)
    }
    if let action = try form.callbackAction(deed, visit.service) {
      // What was given up as unreachable is told as that.
      let isGivenUp = form["outcome"] == AttemptOutcome.unreachable.rawValue
      let said = deed == "attempt" ? form.attemptSaid : deed
      return try visit.act(
        action, ifFree: false, said: isGivenUp ? "unreachable" : said, on: ticket, form, from: page,
        reply)
    }
    guard let work = try TicketDeed(deed, form, visit, on: ticket) else {
      throw WebProblem.notFound
    }
    let key = try visit.key(of: form)
    let request = visit.exchange.request
    visit.service.write { core in
      try core.once(key) {
        switch try work.perform(core) {
        case .done:
          let note = DeedNote(.done, said: deed, ticket: ticket)
          return PostReply(status: 303, body: note.address(on: page))
        case .refused(let refusal): return PostReply(status: 409, body: refusal.detail)
        case .noTicket: return PostReply(status: 404, body: WebProblem.noTicket.detail)
        }
      }
    } then: { result in
      switch result {
      case .success(let made) where made.status == 303: reply(PageAnswer.goTo(made.body))
      case .success(let made):
        reply(WebProblem(made.status, made.body).response(to: request))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
      }
    }
  }
}

extension PageVisit {
  var words: PageWords { PageWords(service.inForce.configuration, now: service.now) }

  /// What the address says of the deed that led here.
  var said: PageNote? { DeedNote(exchange.request.query, service.inForce)?.note }
}

extension CallbackService {
  /// When the desk next opens; nil while it is open.
  var nextOpening: Moment? {
    let (desk, now) = (inForce.desk, now)
    return desk.takesCalls(at: now) ? nil : desk.nextOpening(from: now)
  }
}

extension PageForm {
  /// `1001 acknowledge`, or the press alone.
  var press: Press? {
    self[Press.field].flatMap { $0.split(separator: " ").last }.flatMap {
      Press(rawValue: String($0))
    }
  }

  fileprivate var attemptSaid: String {
    switch self["outcome"].flatMap({ AttemptOutcome(rawValue: $0) }) {
    case .reached?: Press.reached.rawValue
    case .leftMessage?: Press.leftMessage.rawValue
    default: Press.noAnswer.rawValue
    }
  }

  /// What a form of that name does with a callback; nil for one that does something else.
  ///
  /// - Throws: 422.
  func callbackAction(_ deed: String, _ service: CallbackService) throws -> CallbackAction? {
    let zone = service.inForce.zone
    let note = try words("note", scalarsMax: CallbackAction.noteScalarsMax)
    switch deed {
    case "promise":
      return .promise(try promised(service), note: note)
    case "hand-over":
      return .handOver(try handOverTarget(service.inForce), note: note)
    case "cancel":
      guard let reason = try words("reason", scalarsMax: CallbackAction.noteScalarsMax) else {
        throw WebProblem(422, "say why nobody need ring")
      }
      return .cancel(reason: reason)
    case "urgency":
      guard let urgency = self["urgency"].flatMap({ Urgency(rawValue: $0) }) else {
        throw WebProblem(422, "choose an urgency")
      }
      return .urgency(urgency, note: note)
    case "attempt":
      guard let outcome = self["outcome"].flatMap({ AttemptOutcome(rawValue: $0) }) else {
        throw WebProblem(422, "choose how it went")
      }
      return .attempt(
        CallbackAction.AttemptReport(
          outcome: outcome, at: try time("at", in: zone),
          minutes: try number("minutes", in: 0...CallbackAction.minutesMax), note: note))
    default: return nil
    }
  }

  private func promised(_ service: CallbackService) throws -> Moment {
    let choice = self[Press.field] ?? "at"
    if choice == "opening", let opening = service.nextOpening { return opening }
    if let minutes = PromisePage.near.first(where: { choice == "in-\($0)" }) {
      return service.now + .minutes(minutes)
    }
    guard let moment = try time("at", in: service.inForce.zone) else {
      throw WebProblem(422, "choose a time, or write one down")
    }
    return moment
  }

  private func handOverTarget(
    _ inForce: InForce
  ) throws(WebProblem) -> CallbackAction.HandOverTarget {
    switch self["to"] {
    case "rota": return .rota
    case "desk": return .desk
    case let name?:
      guard let person = inForce.person(Name(name)) else {
        throw WebProblem(422, "this names nobody in the rota files")
      }
      return .person(person.name)
    case nil: throw WebProblem(422, "choose to whom")
    }
  }
}

import Callbacks
import HTTPServer
import Pages
import PhoneNumbers
import Service

/// Where the desk logs a request, with a caller on the line (spec: board.md).
enum NewTicketRoutes {
  static let routes = [
    PageRoutes.page("/tickets/new", "Where a request is logged by hand.") { visit in
      PageAnswer.page(try page(visit).document())
    },
    PageRoutes.form("/tickets/new", "Logs a request by hand.", log),
  ]

  private static func page(
    _ visit: PageVisit, _ given: NewTicketPage.Given = NewTicketPage.Given()
  ) throws -> NewTicketPage {
    NewTicketPage(
      reader: visit.reader, organisations: try visit.service.organisations(), given: given)
  }

  private static func log(
    _ visit: PageVisit, _ form: PageForm, _ reply: @escaping PageRoutes.Reply
  ) throws {
    let (actor, key) = (try visit.actor(), try visit.key(of: form))
    let given = NewTicketPage.Given(form)
    let logged: LoggedRequest
    do throws(WebProblem) {
      logged = try request(form, visit)
    } catch {
      // What was written is not lost.
      let note = PageNote(
        error.detail.prefix(1).uppercased() + error.detail.dropFirst() + ".", isBad: true)
      return reply(PageAnswer.page(try page(visit, given).document(note), status: 422))
    }
    let sent = visit.exchange.request
    visit.service.write { core in
      try core.once(key) {
        do {
          guard let whole = try core.log(logged, by: actor) else {
            return PostReply(status: 404, body: WebProblem.noTicket.detail)
          }
          let number = whole.ticket.number
          let note = DeedNote(.done, said: "logged", ticket: number)
          return PostReply(status: 303, body: note.address(on: "/tickets/\(number.value)"))
        } catch let refusal as CallbackRefusal {
          return PostReply(status: 422, body: refusal.detail)
        }
      }
    } then: { result in
      switch result {
      case .success(let made) where made.status == 303: reply(PageAnswer.goTo(made.body))
      case .success(let made): reply(WebProblem(made.status, made.body).response(to: sent))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: sent))
      }
    }
  }

  private static func request(
    _ form: PageForm, _ visit: PageVisit
  ) throws(WebProblem) -> LoggedRequest {
    let email = try form.words("email", scalarsMax: CallEventLimits.emailBytesMax)
    if let email, !EmailAddress.isPlausible(email) {
      throw WebProblem(422, "that email address can't be one")
    }
    let caller = CallerDetails(
      name: try form.words("name", scalarsMax: CallEventLimits.nameScalarsMax),
      organisation: try form.words("organisation", scalarsMax: CallEventLimits.nameScalarsMax),
      email: email,
      phone: try form.words("phone", scalarsMax: CallEventLimits.numberScalarsMax).map {
        WrittenNumber($0)
      })
    guard caller != CallerDetails() else {
      throw WebProblem(422, "write down who asks: a name, an organisation, a number or an email")
    }
    guard let summary = try form.words("summary", scalarsMax: CallEventLimits.summaryScalarsMax)
    else { throw WebProblem(422, "write down what they ask") }
    var request = LoggedRequest(caller: caller, summary: summary)
    request.urgency = form["urgency"].flatMap { Urgency(rawValue: $0) } ?? .normal
    request.billing = form["group"].flatMap { BillingGroup(rawValue: $0) }.map {
      TicketChange.BillingMove(group: $0, reason: "Set by \(visit.reader.name) when logged")
    }
    request.callbackAt = try form.time("callback_at", in: visit.service.inForce.zone)
    request.owesCallback = form["callback"] == "yes" || request.callbackAt != nil
    if let at = request.callbackAt, at <= visit.service.now {
      throw WebProblem(422, "the agreed time must lie ahead")
    }
    return request
  }
}

extension NewTicketPage.Given {
  init(_ form: PageForm) {
    self.init()
    name = form["name"] ?? ""
    organisation = form["organisation"] ?? ""
    email = form["email"] ?? ""
    phone = form["phone"] ?? ""
    summary = form["summary"] ?? ""
    urgency = form["urgency"].flatMap { Urgency(rawValue: $0) } ?? .normal
    group = form["group"].flatMap { BillingGroup(rawValue: $0) }
    owesCallback = form["callback"] == "yes"
    callbackAt = form["callback_at"] ?? ""
  }
}

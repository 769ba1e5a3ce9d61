import Callbacks
import CivilTime
import HTTPServer
import Pages
import Rota
import Service

// A button on a page: what it does, once, and what the next page says of it.

extension Press {
  /// What it does, and whether only if nobody else has the callback by then. What has happened is written
  /// down whoever has it.
  var deed: (action: CallbackAction, ifFree: Bool) {
    func rang(_ outcome: AttemptOutcome) -> CallbackAction {
      .attempt(CallbackAction.AttemptReport(outcome: outcome, at: nil, minutes: nil, note: nil))
    }
    return switch self {
    case .acknowledge: (.acknowledge, true)
    case .takeOver: (.acknowledge, false)
    case .ringing: (rang(.ringing), true)
    case .reached: (rang(.reached), false)
    case .noAnswer: (rang(.noAnswer), false)
    case .leftMessage: (rang(.leftMessage), false)
    }
  }
}

extension PageVisit {
  func press(
    _ press: Press, on ticket: TicketNumber, _ form: PageForm, from page: String,
    _ reply: @escaping PageRoutes.Reply
  ) throws {
    let (action, ifFree) = press.deed
    try act(action, ifFree: ifFree, said: press.rawValue, on: ticket, form, from: page, reply)
  }

  /// Does it once for the form's key, and goes back to the page with a word on how it went.
  func act(
    _ action: CallbackAction, ifFree: Bool, said: String, on ticket: TicketNumber, _ form: PageForm,
    from page: String, _ reply: @escaping PageRoutes.Reply
  ) throws {
    let (actor, key) = (try actor(), try key(of: form))
    let request = exchange.request
    service.write { core in
      try core.once(key) {
        let receipt = try core.press(action, ifFree: ifFree, on: ticket, by: actor)
        return PostReply(
          status: 303, body: DeedNote(receipt, said: said, ticket: ticket).address(on: page))
      }
    } then: { result in
      switch result {
      case .success(let made): reply(PageAnswer.goTo(made.body))
      case .failure(let fault): reply(WebProblem(fault: fault).response(to: request))
      }
    }
  }
}

/// How a deed went, as the address of the next page tells it: words of our own alone, so that no link can put
/// words into a page.
struct DeedNote: Equatable {
  /// What was done: a press, or `promise`, `hand-over`, …
  let said: String
  let ticket: TicketNumber
  let how: How

  enum How: Equatable {
    case done
    case taken(by: String)
    case over(CallbackStatus)
    case tooSeldom
    case badTime
    case gone
  }

  init(_ how: How, said: String, ticket: TicketNumber) {
    self.how = how
    self.said = said
    self.ticket = ticket
  }

  init(_ receipt: PressReceipt, said: String, ticket: TicketNumber) {
    self.said = said
    self.ticket = ticket
    how =
      switch receipt {
      case .done: .done
      case .taken(let holder): .taken(by: holder.text)
      case .noCallback: .gone
      case .refused(.over(let status)): .over(status)
      case .refused(.triedTooSeldom): .tooSeldom
      case .refused(.attemptBeforeArrival), .refused(.attemptAheadOfNow),
        .refused(.promiseNotAhead), .refused(.promiseTooFarAhead):
        .badTime
      }
  }

  func address(on page: String) -> String {
    var query = "?did=\(said)&ticket=\(ticket.value)"
    switch how {
    case .done: break
    case .taken(let holder): query += "&no=taken&by=" + QueryText.encoded(holder)
    case .over(let status): query += "&no=\(status.rawValue)"
    case .tooSeldom: query += "&no=seldom"
    case .badTime: query += "&no=time"
    case .gone: query += "&no=gone"
    }
    return page + query
  }

  /// Nil when the address tells of no deed.
  init?(_ query: [HTTPParameter], _ inForce: InForce) {
    func value(_ name: String) -> String? { query.last { $0.name == name }?.value }
    guard let said = value("did"), DeedNote.done[said] != nil,
      let ticket = value("ticket").flatMap({ TicketNumber(digits: $0) })
    else { return nil }
    self.said = said
    self.ticket = ticket
    switch value("no") {
    case nil: how = .done
    case "taken":
      // Only a name of the files is said again.
      guard let holder = value("by").flatMap({ inForce.person(Name($0)) }) else { return nil }
      how = .taken(by: holder.fullName)
    case "seldom": how = .tooSeldom
    case "time": how = .badTime
    case "gone": how = .gone
    case let word?:
      guard let status = CallbackStatus(rawValue: word) else { return nil }
      how = .over(status)
    }
  }

  var note: PageNote {
    let number = ticket.value
    return switch how {
    case .done: PageNote("Ticket \(number): \(DeedNote.done[said] ?? "done").")
    case .taken(let holder):
      PageNote(
        "\(holder) was quicker and has ticket \(number). Nothing was done for you.", isBad: true)
    case .over(let status):
      PageNote(
        "The callback of ticket \(number) is \(status.rawValue) already. Nothing was done.",
        isBad: true)
    case .tooSeldom:
      PageNote(
        "Ticket \(number): three attempts without success must be written down first.", isBad: true)
    case .badTime:
      PageNote(
        "Ticket \(number): that time can’t be. It must lie ahead, at most 30 days.", isBad: true)
    case .gone: PageNote("Ticket \(number) has no callback that is open.", isBad: true)
    }
  }

  private static let done: [String: String] = [
    Press.acknowledge.rawValue: "you have this",
    Press.takeOver.rawValue: "you have taken this over",
    Press.ringing.rawValue: "written down that you are ringing. Good luck",
    Press.reached.rawValue: "reached. Well done",
    Press.noAnswer.rawValue: "no answer is written down; you are reminded in 15 minutes",
    Press.leftMessage.rawValue: "the message is written down; you are reminded in 15 minutes",
    "promise": "the promised time is written down",
    "hand-over": "handed over",
    "cancel": "the callback is cancelled",
    "urgency": "the urgency is changed",
    "unreachable": "given up as unreachable",
    "update": "the update is written down",
    "time": "the time is written down",
    "material": "the material is written down",
    "solve": "solved",
    "reopen": "open again",
    "billing": "moved to another billing group",
    "logged": "logged",
  ]
}

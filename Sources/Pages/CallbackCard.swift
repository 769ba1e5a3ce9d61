import Callbacks
import CivilTime
import PhoneNumbers
import Rota

/// What the button of a card sends: `1001 acknowledge`.
public enum Press: String, CaseIterable, Sendable {
  /// Counts when nobody else has it by then: the second of two who press at once is told.
  case acknowledge
  /// Takes it from whoever has it; both are told.
  case takeOver = "take-over"
  /// About to ring; like `acknowledge` it counts when nobody else has it.
  case ringing
  case reached
  case noAnswer = "no-answer"
  case leftMessage = "left-message"

  /// The name of the button's field.
  public static let field = "do"

  var words: String {
    switch self {
    case .acknowledge: "I have this"
    case .takeOver: "Take over"
    case .ringing: "I am ringing now"
    case .reached: "Reached"
    case .noAnswer: "No answer"
    case .leftMessage: "Left message"
    }
  }
}

/// How a callback stands, as whoever looks sees it.
enum Standing: Equatable {
  case nobodys, mine
  /// Mine, and I am on the phone.
  case ringing
  case somebodys(Name)

  init(_ record: CallbackRecord, for reader: Name?, now: Moment) {
    guard let holder = record.callback.holder else {
      self = .nobodys
      return
    }
    guard holder == reader else {
      self = .somebodys(holder)
      return
    }
    let last = record.attempts.last { $0.person == holder }
    self = last?.outcome(at: now) == .ringing ? .ringing : .mine
  }

  /// The buttons that fit.
  var presses: [Press] {
    switch self {
    case .nobodys: [.acknowledge, .ringing]
    case .mine: [.ringing, .reached, .noAnswer, .leftMessage]
    case .ringing: [.reached, .noAnswer, .leftMessage]
    case .somebodys: [.takeOver]
    }
  }
}

/// A callback on the board.
struct CallbackCard {
  let record: CallbackRecord
  let reader: Name?
  let words: PageWords
  /// The most pressing one: the one thing that stands out.
  var isFirst = false
  /// Whoever came by a notice's link sees no other page.
  var linksToTicket = true
  /// Nobody has said as whom the buttons are pressed.
  var hasButtons = true
  /// The caller has got through to the desk meanwhile.
  var hasSpoken = false

  private var callback: Callback { record.callback }
  private var ticket: TicketNumber { callback.ticket }
  private var caller: CallerDetails { record.ticket.caller(of: record.call) }
  private var standing: Standing { Standing(record, for: reader, now: words.now) }
  private var isLate: Bool { callback.isOverdue(at: words.now) }

  static let soonWithin = Duration.minutes(15)
  static let saidCharactersMax = 140

  var html: HTML {
    Tag.article(.class(classes), .id("t\(ticket.value)")) {
      due
      Tag.div {
        Tag.h2 { title }
        Tag.p(.class("who")) { about }
      }
      said
      state
      CallLink(number: caller.phone).html
      if hasButtons { buttons }
    }
  }

  private var classes: String {
    var classes = "card"
    if isLate {
      classes += " late"
    } else if callback.dueAt - words.now <= CallbackCard.soonWithin, !callback.attemptedInTime {
      classes += " soon"
    } else if standing == .mine || standing == .ringing {
      classes += " mine"
    }
    return isFirst ? classes + " first" : classes
  }

  private var due: HTML {
    let moment = callback.dueAt
    let word = callback.isPromised ? "promised for" : moment > words.now ? "by" : "was due"
    return Tag.p(.class("due")) {
      Tag.b(.due(moment.seconds)) {
        words.left(until: moment)
      }
      Tag.span { "\(word) \(words.by(moment))" }
      if callback.urgency == .urgent { Tag.span(.class("mark hot")) { "urgent" } }
      if callback.urgency == .low { Tag.span(.class("mark")) { "low" } }
      if callback.owner == .desk { Tag.span(.class("mark")) { "the desk’s" } }
    }
  }

  private var title: HTML {
    let name = PageWords.said(caller.name ?? caller.organisation ?? "Somebody who left no name")
    guard linksToTicket else { return name }
    return Tag.a(.href(.path("/tickets/\(ticket.value)"))) { name }
  }

  private var about: HTML {
    var parts: [HTML] = []
    if caller.name != nil, let organisation = caller.organisation {
      parts.append(PageWords.said(organisation))
    }
    parts.append(HTML("ticket \(ticket.value)"))
    if callback.calls > 1 { parts.append(HTML("called \(callback.calls) times")) }
    if record.ticket.alike != nil { parts.append(HTML(PageWords.warning(.perhapsSameCaller))) }
    parts += record.ticket.warnings.map { HTML(PageWords.warning($0)) }
    return HTML.joined(parts, by: " · ")
  }

  private var said: HTML? {
    guard let text = record.call?.summary?.value ?? record.ticket.summary else { return nil }
    let isLong = linksToTicket && text.count > CallbackCard.saidCharactersMax
    let shown = isLong ? text.prefix(CallbackCard.saidCharactersMax) + "…" : text[...]
    return Tag.p(.class("said")) { PageWords.said(String(shown)) }
  }

  private var state: HTML? {
    var parts: [HTML] = []
    switch standing {
    case .nobodys: break
    case .mine: parts.append(Tag.span(.class("mark mine")) { "You have this" })
    case .ringing: parts.append(Tag.span(.class("mark mine")) { "You are ringing" })
    case .somebodys(let holder):
      parts.append(
        Tag.span(.class("mark")) {
          PageWords.said(words.name(holder))
          " has this"
        })
    }
    if hasSpoken { parts.append(HTML("They have got through to the desk since.")) }
    let tries = record.attempts.filter { $0.outcome(at: words.now) != .ringing }
    if let last = tries.last {
      let outcome = PageWords.outcome(last.outcome(at: words.now))
      let count = PageWords.count(tries.count, "attempt")
      parts.append(HTML("\(count), the last at \(words.clock(last.at)): \(outcome)"))
    }
    return parts.isEmpty ? nil : Tag.p { HTML.joined(parts, by: " ") }
  }

  private func button(_ press: Press, _ words: String) -> HTML {
    Tag.button(.name(Press.field), .value("\(ticket.value) \(press.rawValue)")) { words }
  }

  private var buttons: HTML {
    Tag.p(.class("acts")) {
      if hasSpoken { button(.reached, "Done, we spoke") }
      standing.presses.filter { !hasSpoken || $0 != .reached }.map { button($0, $0.words) }
      if linksToTicket {
        Tag.a(.href(.path("/tickets/\(ticket.value)/promise"))) { "Promise a time" }
        Tag.a(.href(.path("/tickets/\(ticket.value)/hand-over"))) { "Hand over" }
      }
    }
  }
}

/// The number to ring as one big link. That of a number which may be the bait of toll fraud asks first.
struct CallLink {
  let number: WrittenNumber?

  var html: HTML {
    guard let number, let link = Link.telephone(number) else {
      return Tag.p(.class("none")) {
        number.map { "No number that can be rung: \($0.asGiven)" } ?? "No number to ring"
      }
    }
    guard number.asksFirst else { return anchor(link, number.display, "ring") }
    return Tag.details(.class("ask")) {
      Tag.summary(.class("ring")) {
        Drawing.use(.ring)
        PageWords.said(number.display)
        Tag.span(.class("mark hot")) { "check first" }
      }
      Tag.p(text: why(number))
      anchor(link, "Ring it all the same", "ring")
    }
  }

  private func anchor(_ link: Link, _ text: String, _ classes: String) -> HTML {
    Tag.a(.class(classes), .href(link)) {
      Drawing.use(.ring)
      PageWords.said(text)
    }
  }

  private func why(_ number: WrittenNumber) -> String {
    let phone = number.number
    let what =
      phone?.isPremiumRate == true
      ? "A premium-rate number: whoever rings it pays."
      : phone?.isForeign == true
        ? "A number abroad." : "This number is not understood; it is dialled as it was written."
    return what + " Is the caller who they say, and is it worth it?"
  }
}

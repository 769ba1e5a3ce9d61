public import Callbacks
public import CivilTime
import PhoneNumbers
import Rota

/// A callback as one who is woken at 2 am needs it: how pressing, who, what, and the number to tap.
public struct Card: Sendable {
  public let record: CallbackRecord
  public let zone: TimeZoneRules
  public let now: Moment
  /// Where its buttons lead, with their seal; nil: it has none.
  public let buttons: Buttons?
  /// Whether the ticket's own page may be opened from here, and the words are cut for that.
  public let isBrief: Bool

  public struct Buttons: Sendable {
    public let path: String
    public let seal: FormSeal

    public init(path: String, seal: FormSeal) {
      self.path = path
      self.seal = seal
    }
  }

  public init(
    record: CallbackRecord, zone: TimeZoneRules, now: Moment, buttons: Buttons?, isBrief: Bool
  ) {
    self.record = record
    self.zone = zone
    self.now = now
    self.buttons = buttons
    self.isBrief = isBrief
  }

  /// Of what the caller said, on the board; the ticket's page has all.
  public static let briefScalarsMax = 120

  public var html: HTML {
    let callback = record.callback
    let ticket = record.ticket
    let number = "#\(ticket.number.value)"
    let head: HTML =
      isBrief ? "<a href=\"/tickets/\(Int(ticket.number.value))\">\(number)</a>" : "\(number)"
    let caller = ticket.requester
    let organisation = caller.organisation.map { name -> HTML in
      "<p class=\"of\">\(HTML.words(name))</p>"
    }
    return """
      <article class="card \(mark)"><p class="due"><strong>\(due)</strong> \
      <span class="ticket">\(head)</span></p>\
      <h2>\(HTML.words(caller.name ?? "Caller without a name"))</h2>\(organisation)\(words)\
      <p class="quiet">\(facts.joined(separator: " · "))</p>\(dial)\(forms(callback))</article>

      """
  }

  private var isLate: Bool { record.callback.isOverdue(at: now) }

  private var mark: String {
    guard record.callback.status.isOpen else { return "over" }
    if isLate { return "late" }
    return record.callback.dueAt - now <= Card.soon ? "soon" : "calm"
  }

  private static let soon = Duration.seconds(15 * 60)

  /// In words, so that nobody need see the colour.
  private var due: String {
    let callback = record.callback
    guard callback.status.isOpen else { return callback.status.rawValue }
    let left = callback.dueAt - now
    if isLate { return "Late by \(Spoken.span(now - callback.dueAt))" }
    if left <= .zero { return "Rung in time; ring again" }
    return "\(Spoken.span(left)) left"
  }

  private var words: HTML? {
    guard let summary = record.ticket.summary, !summary.isEmpty else { return nil }
    let scalars = summary.unicodeScalars
    let isCut = isBrief && scalars.count > Card.briefScalarsMax
    let shown =
      isCut ? String(String.UnicodeScalarView(scalars.prefix(Card.briefScalarsMax))) : summary
    return "<blockquote>\(HTML.words(shown + (isCut ? "…" : "")))</blockquote>"
  }

  private var facts: [HTML] {
    let callback = record.callback
    var facts: [HTML] = []
    if callback.urgency != .normal { facts.append("Urgency: \(callback.urgency.rawValue)") }
    facts.append(callback.calls == 1 ? "Called once" : "Called \(callback.calls) times")
    facts.append("due \(Spoken.time(callback.dueAt, in: zone))")
    if callback.isPromised { facts.append("as promised") }
    if let holder = callback.holder { facts.append("held by \(HTML.words(holder.text))") }
    if let last = record.attempts.last {
      facts.append(
        """
        \(last.outcome.rawValue.replacing("_", with: " ")) by \(HTML.words(last.person.text)) \
        \(Spoken.time(last.at, in: zone))
        """)
    }
    return facts
  }

  /// One big link that dials; a number that can't be dialled is shown as it was given.
  private var dial: HTML {
    guard let number = record.ticket.requester.phone else {
      return "<p class=\"nonumber\">No number is known.</p>"
    }
    let warning: HTML? =
      number.asksFirst ? "<p class=\"alert\">Look at this number before you ring it.</p>" : nil
    guard let uri = number.telURI else {
      return "\(warning)<p class=\"nonumber\">\(HTML.words(number.display))</p>"
    }
    return "\(warning)<a class=\"dial\" href=\"\(uri)\">Ring \(HTML.words(number.display))</a>"
  }

  private func forms(_ callback: Callback) -> HTML? {
    let deeds = Deed.fitting(callback)
    guard let buttons, let first = deeds.first else { return nil }
    let list = deeds.map { deed -> HTML in
      let look: HTML = deed == first ? " class=\"first\"" : ""
      return """
        <button\(look) name="\(Deed.fieldName)" value="\(deed.rawValue)">\(deed.words)</button>
        """
    }
    return """
      <form class="deeds" method="post" action="\(buttons.path)">\(buttons.seal.fields)\(list)</form>
      """
  }
}

extension [HTML] {
  func joined(separator: String) -> HTML {
    HTML(enumerated().map { $0.offset == 0 ? $0.element : "\(separator)\($0.element)" })
  }
}

/// Times and spans for people, by the desk's clock.
enum Spoken {
  static func time(_ moment: Moment, in zone: TimeZoneRules) -> String {
    let local = zone.local(at: moment)
    return "\(local.date.weekday.abbreviation) \(local.date.day) "
      + "\(months[local.date.month - 1]) \(String(local.time.description.prefix(5)))"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Whole minutes, then hours and minutes, then days and hours.
  static func span(_ span: Duration) -> String {
    let minutes = Int(span.components.seconds) / 60
    if minutes < 1 { return "less than a minute" }
    if minutes < 60 { return minutes == 1 ? "1 minute" : "\(minutes) minutes" }
    if minutes < 48 * 60 { return "\(minutes / 60) h \(minutes % 60) min" }
    return "\(minutes / 60 / 24) days \(minutes / 60 % 24) h"
  }
}

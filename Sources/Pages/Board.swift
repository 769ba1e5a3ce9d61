public import Callbacks
public import CivilTime
public import Rota

/// The board: how the desk stands, and who is still owed a call (spec: board.md, "The board").
public struct Board: Sendable {
  public let desk: Desk
  /// The most pressing first.
  public let callbacks: [CallbackRecord]
  /// Whether more are open than are shown.
  public let hasMore: Bool
  public let zone: TimeZoneRules
  public let now: Moment

  /// The desk at this moment.
  public struct Desk: Sendable {
    public let name: String
    public let takesCalls: Bool
    public let nextChange: Moment?
    /// One answer a rota.
    public let onCall: [OnCall]
    public let people: [Person]
    /// What is wrong with the newest rota files, which therefore do not count.
    public let faults: [Problem]

    public init(
      name: String, takesCalls: Bool, nextChange: Moment?, onCall: [OnCall], people: [Person],
      faults: [Problem]
    ) {
      self.name = name
      self.takesCalls = takesCalls
      self.nextChange = nextChange
      self.onCall = onCall
      self.people = people
      self.faults = faults
    }
  }

  public init(
    desk: Desk, callbacks: [CallbackRecord], hasMore: Bool, zone: TimeZoneRules, now: Moment
  ) {
    self.desk = desk
    self.callbacks = callbacks
    self.hasMore = hasMore
    self.zone = zone
    self.now = now
  }

  public static let refreshSeconds = 15

  /// - Parameter mayAct: false for a manager whose token names no person, as whom nothing can be done.
  public func page(for visitor: Page.Visitor, mayAct: Bool) -> Page {
    let cards = callbacks.map { record in
      Card(
        record: record, zone: zone, now: now,
        buttons: mayAct
          ? Card.Buttons(path: "/tickets/\(record.ticket.number.value)", seal: visitor.seal) : nil,
        isBrief: true
      ).html
    }
    let onlooker: HTML? =
      mayAct
      ? nil
      : "<p class=\"quiet\">Your token names no person, so that here you can look, but not act.</p>"
    let more: HTML? =
      hasMore ? "<p class=\"quiet\">More are open: these are the most pressing.</p>" : nil
    return Page(
      title: callbacks.isEmpty ? desk.name : "(\(callbacks.count)) \(desk.name)",
      content: """
        <header><h1>\(HTML.words(desk.name))</h1>\(state)</header>\(fault)\(onlooker)\
        \(callbacks.isEmpty ? nothing : HTML(cards))\(more)
        """, visitor: visitor, refreshesAfterSeconds: Board.refreshSeconds)
  }

  private var state: HTML {
    let change = desk.nextChange.map { Spoken.time($0, in: zone) }
    let hours: HTML =
      desk.takesCalls
      ? "<p><strong>The desk is open</strong>\(change.map { " until \($0)" } ?? "")</p>"
      : "<p><strong>The desk is closed</strong>\(change.map { " until \($0)" } ?? "")</p>"
    let shifts = desk.onCall.map { shift -> HTML in
      let person = shift.person.map { name in
        desk.people.first { $0.name == name }?.fullName ?? name.text
      }
      let until = shift.until.map { " until \(Spoken.time($0, in: zone))" } ?? ""
      return """
        <li>\(HTML.words(shift.rota.text)): <strong>\(HTML.words(person ?? "nobody"))</strong>\
        \(until)</li>
        """
    }
    return "\(hours)<ul class=\"shifts\" aria-label=\"On call\">\(shifts)</ul>"
  }

  private var fault: HTML? {
    guard let first = desk.faults.first else { return nil }
    let place = first.place.map { "\($0.file):\($0.line): " } ?? ""
    return """
      <p class="alert" role="alert">The newest rota files do not count, since something in them is \
      wrong: \(HTML.words(place + first.message + " " + first.advice))</p>
      """
  }

  private var nothing: HTML {
    let next = desk.onCall.compactMap(\.until).min().map {
      " The next shift changes \(Spoken.time($0, in: zone))."
    }
    return "<p class=\"well\">Nobody is waiting for a call.\(next ?? "")</p>"
  }
}

public import Callbacks
public import CivilTime

/// A ticket's story (spec: board.md, "A ticket"): its callback, and all that happened, in time order.
public struct TicketPage: Sendable {
  public let record: CallbackRecord
  public let history: [HistoryEntry]
  public let zone: TimeZoneRules
  public let now: Moment

  public init(
    record: CallbackRecord, history: [HistoryEntry], zone: TimeZoneRules, now: Moment
  ) {
    self.record = record
    self.history = history
    self.zone = zone
    self.now = now
  }

  public func page(for visitor: Page.Visitor, mayAct: Bool) -> Page {
    let number = record.ticket.number.value
    let buttons =
      mayAct ? Card.Buttons(path: "/tickets/\(number)", seal: visitor.seal) : nil
    return Page(
      title: "Ticket \(number)",
      content: """
        <h1>Ticket \(Int(number))</h1>\(card(buttons))<h2>What happened</h2>\
        <ol class="story">\(history.map(line))</ol><p><a class="back" href="/">To the board</a></p>
        """, visitor: visitor)
  }

  /// The callback alone, for whoever has its notice's link (spec: board.md, "Notice links").
  public func page(forLink buttons: Card.Buttons) -> Page {
    Page(
      title: "Ticket \(record.ticket.number.value)", content: card(buttons),
      refreshesAfterSeconds: Board.refreshSeconds)
  }

  private func card(_ buttons: Card.Buttons?) -> HTML {
    Card(record: record, zone: zone, now: now, buttons: buttons, isBrief: false).html
  }

  private func line(_ entry: HistoryEntry) -> HTML {
    let note = entry.note.map { note -> HTML in "<br>\(HTML.words(note))" }
    return """
      <li><span class="quiet">\(Spoken.time(entry.at, in: zone))</span> \
      <strong>\(entry.what.replacing("_", with: " "))</strong> by \(HTML.words(entry.by)) \
      <span class="quiet">(\(entry.door.rawValue))</span>\(note)</li>
      """
  }
}

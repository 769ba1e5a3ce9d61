import CivilTime

/// Why a requester is written to (spec: callbacks.md, "Tickets").
public enum TicketMailKind: String, CaseIterable, Sendable {
  case made, update, solved, reopened
}

/// What an email about a ticket says, in plain text.
public struct TicketMailText: Equatable, Sendable {
  public let subject: String
  public let text: String

  /// - Parameters:
  ///   - words: what was written, when it is to be shown. What a stranger may have sent is never sent on.
  ///   - desk: its name.
  ///   - knowledgeBase: the address that stands at the foot.
  ///   - isPartner: it goes to the IT partner through whom the client comes.
  public init(
    _ kind: TicketMailKind, about ticket: Ticket, words: String?, desk: String,
    knowledgeBase: String?, isPartner: Bool = false
  ) {
    let number = ticket.number.value
    // The number in brackets is what a reply is known by when everything else is lost.
    subject = "[#\(number)] \(ticket.subject)"
    let whose = isPartner ? "A client of yours has" : "You have"
    let head: String =
      switch kind {
      case .made: "We have \(isPartner ? "a" : "your") request. Its ticket number is \(number)."
      case .update: "There is news on ticket \(number)."
      case .solved: "Ticket \(number) is solved."
      case .reopened: "Ticket \(number) is open again."
      }
    let advice: String =
      switch kind {
      case .made, .update, .reopened: "Reply to this email to add something."
      case .solved: "If it is not solved, reply to this email: that opens it again."
      }
    var parts = [head]
    if kind == .made, isPartner { parts.append("\(whose) asked us for help.") }
    if let words, !words.isEmpty { parts.append(words) }
    parts.append(advice)
    var foot = "-- \n\(desk)"
    if let knowledgeBase { foot += "\nAnswers to common questions: \(knowledgeBase)" }
    text = parts.joined(separator: "\n\n") + "\n\n" + foot + "\n"
  }
}

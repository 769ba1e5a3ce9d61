import CivilTime
import Rota
import ServiceHours

/// The words that the caller hears. They promise only what is on disk and can still be kept.
struct Say {
  let configuration: Configuration
  let desk: DeskView
  let state: DeskState
  /// The event's own time: the caller's "today".
  let at: Moment
  /// The server's clock: a deadline that is over is not promised any more.
  let now: Moment

  /// After hours, with a callback of the caller's own.
  func ownCallback(_ callback: Callback, isWithheld: Bool) -> String {
    sentences([
      closed,
      "Please leave your name, organisation and email address; "
        + "\(who(callback)) will ring you back \(by(callback)).",
      isWithheld ? "Please leave the number to ring." : nil,
      number(callback.ticket),
      configuration.desk.afterHoursWords,
    ])
  }

  /// After hours, of a caller to whom a call is owed already.
  func joined(_ callback: Callback, firstCallAt: Moment) -> String {
    let first = SpokenTime(firstCallAt, heardAt: at, in: zone).timeThenDay
    return sentences([
      closed,
      "We have your call of \(first) and will ring you \(by(callback)).",
      number(callback.ticket),
      configuration.desk.afterHoursWords,
    ])
  }

  /// A partner's client rings the partner first, on whichever route (spec: clients-and-status.md).
  static func first(_ partner: CallerClient.Partner?) -> String? {
    partner.map { partner in
      "Please ring your IT partner \(partner.name) first"
        + (partner.phone.map { ", on \($0)" } ?? "")
        + "; if it can't wait, please stay on the line."
    }
  }

  /// After hours, when no callback is owed: nothing is promised.
  var closedOnly: String { sentences([closed]) }

  private var closed: String {
    guard let opening = desk.nextOpening(from: at) else {
      return "Our service desk is closed\(why)."
    }
    let when = SpokenTime(opening, heardAt: at, in: zone).dayThenTime
    return "Our service desk is closed\(why) and opens \(when)."
  }

  private var why: String {
    if let closing = desk.closing(at: at) { return " for \(closing.reason)" }
    return switch state.reason {
    case .publicHoliday(let name): " for \(name)"
    case .closure(let words?): " for \(words)"
    default: ""
    }
  }

  private func who(_ callback: Callback) -> String {
    callback.owner == .desk ? "our service desk" : "our on-call engineer"
  }

  private func by(_ callback: Callback) -> String {
    guard callback.dueAt > now else { return "as soon as possible" }
    return "by \(SpokenTime(callback.dueAt, heardAt: at, in: zone).timeThenDay)"
  }

  /// Digit by digit, as a voice must read it.
  private func number(_ ticket: TicketNumber) -> String {
    "Your ticket number is \(String(ticket.value).map(String.init).joined(separator: " "))."
  }

  private var zone: TimeZoneRules { configuration.desk.definition.zone }

  private func sentences(_ parts: [String?]) -> String {
    parts.compactMap { $0 }.joined(separator: " ")
  }
}

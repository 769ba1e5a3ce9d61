import CivilTime
import PhoneNumbers
import Rota

/// The words of a notice: short enough for a lock screen, with the caller, the number, the deadline and what
/// was said; never a secret.
struct NoticeText {
  let callback: Callback
  let ticket: Ticket
  /// The call for which the callback was made.
  let caller: CallerDetails
  let summary: String?
  let zone: TimeZoneRules
  let now: Moment

  /// What a phone shows without being unlocked.
  static let scalarsMax = 220

  func callbackReady() -> String {
    let word = callback.urgency == .urgent ? "URGENT: ring back" : "Ring back"
    return cut("\(word) \(number) by \(due). \(about)")
  }

  func lastResort() -> String {
    cut("Nobody else is reached: ring back \(number) by \(due). \(about)")
  }

  func calledAgain() -> String {
    cut("Called again (\(ordinal(callback.calls)) call): \(number), due \(due). \(about)")
  }

  func overdue() -> String {
    let holder = callback.holder.map { "held by \($0.text)" } ?? "held by nobody"
    return cut("OVERDUE: \(number) was to be rung by \(due), \(holder). \(about)")
  }

  func reminder() -> String { cut("Try again: \(number), due \(due). \(about)") }

  func promised() -> String { cut("Promised: ring \(number) at \(due). \(about)") }

  func handedOver(by person: Name) -> String {
    cut("\(person.text) handed you: ring back \(number) by \(due). \(about)")
  }

  func takenOver(by person: Name, from holder: Name) -> String {
    cut("\(person.text) has taken over from \(holder.text): \(number), due \(due). \(about)")
  }

  private var number: String {
    guard let phone = caller.phone else { return "(no number)" }
    return phone.asksFirst ? "\(phone.display) (check the number first)" : phone.display
  }

  private var due: String { SpokenTime(callback.dueAt, heardAt: now, in: zone).timeThenDay }

  /// The ticket first: it must not be cut off.
  private var about: String {
    let who = [caller.name, caller.organisation].compactMap { $0 }.joined(separator: ", ")
    let parts = ["Ticket \(ticket.number.value)", who, summary ?? ""].filter { !$0.isEmpty }
    return parts.joined(separator: ": ")
  }

  private func cut(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= UInt8(ascii: " ") && $0 < 0x80 }
    let line = isPlain ? text : text.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard line.unicodeScalars.count > NoticeText.scalarsMax else { return line }
    return String(line.unicodeScalars.prefix(NoticeText.scalarsMax - 1)) + "…"
  }
}

/// 1st, 2nd, 3rd.
func ordinal(_ number: Int) -> String {
  switch (number % 10, number % 100) {
  case (_, 11...13): "\(number)th"
  case (1, _): "\(number)st"
  case (2, _): "\(number)nd"
  case (3, _): "\(number)rd"
  default: "\(number)th"
  }
}

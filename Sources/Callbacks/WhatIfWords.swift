import CivilTime
import PhoneNumbers
import Rota
import ServiceHours

/// What is said of each thing that would happen.
struct WhatIfWords {
  private let configuration: Configuration
  private let zone: TimeZoneRules
  private let fullNames: [Name: String]

  init(_ configuration: Configuration) {
    self.configuration = configuration
    zone = configuration.desk.definition.zone
    fullNames = Dictionary(
      configuration.people.map { ($0.name, $0.fullName) }, uniquingKeysWith: { first, _ in first })
  }

  func routed(_ answer: CallAnswer) -> String {
    let state = answer.desk.isOpen ? "open" : "closed"
    let target =
      answer.dial.map { "the call goes to \($0)" } ?? "there is no number to send the call to"
    let said = answer.say.map { " The caller hears: “\(WhatIfWords.withoutNumber($0))”" } ?? ""
    return "The desk is \(state) (\(answer.desk.reason)): \(target).\(said)"
  }

  /// The number that the ticket would have is not known before it is made.
  private static func withoutNumber(_ say: String) -> String {
    say.replacing(/Your ticket number is [0-9 ]+\./, with: "Your ticket number is … .")
  }

  func ignored(_ call: Call) -> String {
    let line = configuration.ignored.first { $0.number.comparisonKey == call.callerKey }
    let why = line.map { " (\($0.words))" } ?? ""
    return "Calls from this number are ignored\(why): no ticket is made, and nobody is told."
  }

  let unanswered = "If nobody at the desk answers the call, it goes on so:"

  func ticket(
    _ ticket: Ticket, _ callback: Callback, _ answer: CallAnswer, at now: Moment
  ) -> String {
    let due = SpokenTime(callback.dueAt, heardAt: now, in: zone).timeThenDay
    var text = "A ticket is made. \(ticket.billing.reason)."
    text += " The caller is to be rung back by \(due) (urgency: \(callback.urgency.rawValue))"
    switch callback.owner {
    case .desk: text += "; it stands on the desk's board, and tells no on-call person."
    case .onCall:
      let seconds = Callback.readyWithin.wholeSeconds
      text +=
        ". Who is on call is told as soon as the caller's details have come or the call has ended,"
      text += " or \(seconds) seconds after it began."
    }
    let warnings = answer.warnings.joined(separator: ", ")
    return text + (warnings.isEmpty ? "" : " Warned of: \(warnings).")
  }

  func step(
    _ step: NoticeOrder.StepReference, who: String, _ people: [Name], isLastResort: Bool
  ) -> String {
    let round = step.round > 1 ? ", round \(step.round)" : ""
    let place = "Step \(step.index + 1)\(round) (\(who))"
    return isLastResort
      ? "\(place) reaches nobody: the last resort, \(list(people)), is told."
      : "\(place): \(list(people)) \(people.count == 1 ? "is" : "are") told."
  }

  func handover(_ rota: Name, from: Name?, to: Name?) -> String {
    "The rota \(rota) passes from \(name(from)) to \(name(to))."
  }

  let deskOpens =
    "The desk opens: the callback becomes the desk's and its deadline stays; no on-call person is"
    + " told any more."

  func deskCloses(due: Moment, at now: Moment) -> String {
    "The desk closes: being urgent, the callback becomes the on-call people's, to be rung back by"
      + " \(SpokenTime(due, heardAt: now, in: zone).timeThenDay)."
  }

  let deadline = "The deadline: by now somebody must have rung the caller back."

  func overdue(_ people: [Name]) -> String {
    "Nobody has rung: it is overdue, and \(list(people)) \(people.count == 1 ? "is" : "are") told."
  }

  let goesOn =
    "So it goes on, round after round, until somebody acknowledges it or the desk opens."
  let cutShort =
    "It goes on so. More than \(WhatIf.wakesMax) steps are not told here."

  private func list(_ people: [Name]) -> String { people.map(name).joined(separator: ", ") }

  private func name(_ person: Name?) -> String {
    person.map { fullNames[$0] ?? $0.text } ?? "nobody"
  }
}

import CivilTime
import PhoneNumbers

/// A callback as the interface tells it (spec: http-api.md, "Callbacks"): what the commands show of
/// it. All but the ticket may be missing: an older or newer service is read as far as it goes.
struct CallbackAnswer: Decodable {
  let ticket: Int
  let status: String?
  let holder: String?
  let owner: String?
  let dueAt: String?
  let overdue: Bool?
  let urgency: String?
  let calls: Int?
  let caller: Caller?
  let summary: String?
  let recordingUrl: String?
  let outcome: String?
  let onCall: [String]?
  let warnings: [String]?
  let history: [HistoryLine]?

  struct Caller: Decodable {
    let name: String?
    let organisation: String?
    let email: String?
    let phone: String?
    let phoneAsGiven: String?
  }

  struct HistoryLine: Decodable {
    let at: String?
    let by: String?
    let door: String?
    let what: String?
    let note: String?
  }
}

struct CallbackList: Decodable {
  let callbacks: [CallbackAnswer]
  let next: String?
}

extension CallbackAnswer {
  var isOpen: Bool { status == "pending" || status == "acknowledged" }

  /// The number to ring, as New Zealanders write it.
  var number: String {
    let given = caller?.phone ?? caller?.phoneAsGiven ?? ""
    return PhoneNumber(e164: given)?.display ?? given
  }

  /// `in 12m`, `late 3m`, to the minute.
  func due(at now: Moment) -> String {
    guard let due = dueAt.flatMap({ RFC3339.moment($0) }) else { return "" }
    let minutes = (due - now).wholeSeconds / 60
    let span = Words.duration(.minutes(Int(abs(minutes))))
    if isLate(at: now) { return minutes == 0 ? "late now" : "late \(span)" }
    return minutes == 0 ? "now" : "in \(span)"
  }

  /// The service says whether it is overdue; a deadline behind us is late even when it was met.
  func isLate(at now: Moment) -> Bool {
    if overdue == true { return true }
    guard let due = dueAt.flatMap({ RFC3339.moment($0) }) else { return false }
    return due < now
  }

  /// `2026-12-25 02:10`: the desk's clock, in which the service answers.
  static func minute(_ time: String?) -> String {
    guard let time, RFC3339.moment(time) != nil else { return time ?? "" }
    return time.prefix(10) + " " + time.dropFirst(11).prefix(5)
  }

  /// How it stands, on one line: what an action has led to.
  func line(at now: Moment) -> String {
    var parts = [status ?? "unknown"]
    if let outcome, !isOpen { parts.append(outcome) }
    if isOpen {
      if let urgency { parts.append(urgency) }
      parts.append(holder.map { "held by \($0)" } ?? "held by nobody")
      parts.append("due \(due(at: now)) (\(CallbackAnswer.minute(dueAt)))")
    }
    return "Ticket \(ticket): " + parts.joined(separator: ", ").printable + ".\n"
  }
}

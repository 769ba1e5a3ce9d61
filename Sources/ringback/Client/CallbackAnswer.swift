import CivilTime
import Documents
import PhoneNumbers

/// A callback as the interface tells it (spec: http-api.md, "Callbacks"): what the commands show of
/// it. All but the ticket may be missing: an older or newer service is read as far as it goes.
struct CallbackAnswer: SentDocument {
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
  let recordingURL: String?
  let outcome: String?
  let onCall: [String]?
  let warnings: [String]?
  let history: [HistoryLine]?

  init(_ sent: SentObject) throws(SentMismatch) {
    ticket = try sent["ticket"]
    status = try sent["status"]
    holder = try sent["holder"]
    owner = try sent["owner"]
    dueAt = try sent["due_at"]
    overdue = try sent["overdue"]
    urgency = try sent["urgency"]
    calls = try sent["calls"]
    caller = try sent["caller"]
    summary = try sent["summary"]
    recordingURL = try sent["recording_url"]
    outcome = try sent["outcome"]
    onCall = try sent["on_call"]
    warnings = try sent["warnings"]
    history = try sent["history"]
  }

  struct Caller: SentDocument {
    let name: String?
    let organisation: String?
    let email: String?
    let phone: String?
    let phoneAsGiven: String?

    init(_ sent: SentObject) throws(SentMismatch) {
      name = try sent["name"]
      organisation = try sent["organisation"]
      email = try sent["email"]
      phone = try sent["phone"]
      phoneAsGiven = try sent["phone_as_given"]
    }
  }

  struct HistoryLine: SentDocument {
    let at: String?
    let by: String?
    let door: String?
    let what: String?
    let note: String?

    init(_ sent: SentObject) throws(SentMismatch) {
      at = try sent["at"]
      by = try sent["by"]
      door = try sent["door"]
      what = try sent["what"]
      note = try sent["note"]
    }
  }
}

struct CallbackList: SentDocument {
  let callbacks: [CallbackAnswer]
  let next: String?

  init(_ sent: SentObject) throws(SentMismatch) {
    callbacks = try sent["callbacks"]
    next = try sent["next"]
  }
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

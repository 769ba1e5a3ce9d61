import CivilTime
import Documents

/// What the desk finds, as the interface tells it (spec: billing.md, "The handover").
struct HandoverAnswer: SentDocument {
  let closedAt: String?
  let openedAt: String?
  let open: [CallbackAnswer]
  let tickets: [TicketLine]
  let ended: [CallbackAnswer]
  let calls: [CallLine]
  let time: [TimeLine]
  let workedSeconds: Int

  init(_ sent: SentObject) throws(SentMismatch) {
    closedAt = try sent["closed_at"]
    openedAt = try sent["opened_at"]
    open = try sent["open"]
    tickets = try sent["tickets"]
    ended = try sent["ended"]
    calls = try sent["calls"]
    time = try sent["time"]
    workedSeconds = try sent["worked_seconds"]
  }

  struct TicketLine: SentDocument {
    let number: Int
    let subject: String
    let caller: CallbackAnswer.Caller?

    init(_ sent: SentObject) throws(SentMismatch) {
      number = try sent["number"]
      subject = try sent["subject"]
      caller = try sent["caller"]
    }
  }

  struct CallLine: SentDocument {
    let arrival: String
    let ticket: Int?
    let caller: CallbackAnswer.Caller?
    let summary: String?

    init(_ sent: SentObject) throws(SentMismatch) {
      arrival = try sent["arrival"]
      ticket = try sent["ticket"]
      caller = try sent["caller"]
      summary = try sent["summary"]
    }
  }

  struct TimeLine: SentDocument {
    let ticket: Int
    let person: String
    let start: String
    let end: String
    let note: String?

    init(_ sent: SentObject) throws(SentMismatch) {
      ticket = try sent["ticket"]
      person = try sent["person"]
      start = try sent["start"]
      end = try sent["end"]
      note = try sent["note"]
    }
  }
}

extension HandoverAnswer {
  func text(now: Moment) -> String {
    let worked = Words.duration(.seconds(workedSeconds))
    let parts = [
      part(count(open.count, "callback", "is open", "are open"), openLines(now)),
      part(count(tickets.count, "ticket", "waits for the desk", "wait for the desk"), ticketLines),
      part(count(ended.count, "callback", "has ended", "have ended"), endedLines),
      part(count(calls.count, "call", "came in", "came in"), callLines),
      part(time.isEmpty ? nil : "\(worked) were worked", timeLines),
    ].compactMap { $0 }
    return since + (parts.isEmpty ? "Nothing is open, and nothing happened.\n" : parts.joined())
  }

  private var since: String {
    guard let closedAt else { return "The desk has not been closed.\n" }
    let opened =
      openedAt.map { "and opened at \(CallbackAnswer.minute($0))" } ?? "and has not opened yet"
    return "The desk closed at \(CallbackAnswer.minute(closedAt)) \(opened).\n"
  }

  private func part(_ heading: String?, _ lines: String) -> String? {
    heading.map { "\n\($0):\n\(lines)" }
  }

  private func count(_ count: Int, _ noun: String, _ one: String, _ several: String) -> String? {
    count == 0 ? nil : "\(Words.count(count, noun)) \(count == 1 ? one : several)"
  }

  private func openLines(_ now: Moment) -> String {
    var table = TextTable(["ticket", "due", "urgency", "held by", "caller", "number", "they said"])
    for callback in open {
      table.add(
        [
          "\(callback.ticket)",
          callback.due(at: now) + " (\(CallbackAnswer.minute(callback.dueAt)))",
          callback.urgency ?? "", callback.holder ?? "–", who(callback.caller), callback.number,
          callback.summary ?? "",
        ], style: { style, text in callback.isLate(at: now) ? style.bad(text) : text })
    }
    return table.text()
  }

  private var ticketLines: String {
    var table = TextTable(["ticket", "caller", "subject"])
    for ticket in tickets { table.add(["\(ticket.number)", who(ticket.caller), ticket.subject]) }
    return table.text()
  }

  private var endedLines: String {
    var table = TextTable(["ticket", "how", "held by", "caller", "they said"])
    for callback in ended {
      table.add([
        "\(callback.ticket)", callback.outcome ?? callback.status ?? "", callback.holder ?? "–",
        who(callback.caller), callback.summary ?? "",
      ])
    }
    return table.text()
  }

  private var callLines: String {
    var table = TextTable(["at", "ticket", "caller", "they said"])
    for call in calls {
      table.add([
        CallbackAnswer.minute(call.arrival), call.ticket.map { "\($0)" } ?? "–", who(call.caller),
        call.summary ?? "",
      ])
    }
    return table.text()
  }

  private var timeLines: String {
    var table = TextTable(["from", "to", "ticket", "person", "note"])
    for entry in time {
      table.add([
        CallbackAnswer.minute(entry.start), CallbackAnswer.minute(entry.end), "\(entry.ticket)",
        entry.person, entry.note ?? "",
      ])
    }
    return table.text()
  }

  private func who(_ caller: CallbackAnswer.Caller?) -> String {
    let names = [caller?.name, caller?.organisation].compactMap { $0 }.filter { !$0.isEmpty }
    return names.isEmpty ? caller?.phoneAsGiven ?? "not known" : names.joined(separator: ", ")
  }
}

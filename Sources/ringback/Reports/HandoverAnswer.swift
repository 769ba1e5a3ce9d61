import CivilTime

/// What the desk finds, as the interface tells it (spec: billing.md, "The handover").
struct HandoverAnswer: Decodable {
  let closedAt: String?
  let openedAt: String?
  let open: [CallbackAnswer]
  let tickets: [TicketLine]
  let over: [CallbackAnswer]
  let calls: [CallLine]
  let time: [TimeLine]
  let workedSeconds: Int

  struct TicketLine: Decodable {
    let number: Int
    let subject: String
    let caller: CallbackAnswer.Caller?
  }

  struct CallLine: Decodable {
    let arrival: String
    let ticket: Int?
    let outcome: String?
    let caller: CallbackAnswer.Caller?
    let summary: String?
  }

  struct TimeLine: Decodable {
    let ticket: Int
    let person: String
    let start: String
    let end: String
    let note: String?
  }
}

extension HandoverAnswer {
  func text(now: Moment) -> String {
    let parts = [
      part("Open", open.count, "callback", openLines(now)),
      part("For the desk", tickets.count, "ticket", ticketLines),
      part("Over", over.count, "callback", overLines),
      part("Came in", calls.count, "call", callLines),
      part(
        "Worked: \(Words.duration(.seconds(workedSeconds))) in", time.count, "entry", timeLines),
    ].compactMap { $0 }
    return since + (parts.isEmpty ? "Nothing is open, and nothing happened.\n" : parts.joined())
  }

  private var since: String {
    guard let closedAt else { return "The desk has not been closed.\n" }
    let opened =
      openedAt.map { "and opened at \(CallbackAnswer.minute($0))" } ?? "and has not opened yet"
    return "The desk closed at \(CallbackAnswer.minute(closedAt)) \(opened).\n"
  }

  private func part(_ heading: String, _ count: Int, _ noun: String, _ lines: String) -> String? {
    guard count > 0 else { return nil }
    let words =
      noun == "entry" && count > 1 ? "\(count) entries" : Words.count(count, noun)
    return "\n\(heading) \(words):\n" + lines
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

  private var overLines: String {
    var table = TextTable(["ticket", "how", "held by", "caller", "they said"])
    for callback in over {
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

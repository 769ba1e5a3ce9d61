import Callbacks
import CivilTime
import PhoneNumbers
public import Reports

/// What the desk finds, for the screen and for paper (spec: board.md, "Reports"; billing.md, "The handover").
public struct HandoverPage: Sendable {
  let handover: Handover
  let words: PageWords
  let reader: PageReader

  public init(_ handover: Handover, words: PageWords, reader: PageReader) {
    self.handover = handover
    self.words = words
    self.reader = reader
  }

  public func document() -> [UInt8] {
    let frame = ReportFrame(kind: .handover, reader: reader)
    return frame.document {
      choice(frame)
      Tag.div(.class("hand stack")) {
        Tag.p {
          Tag.b(text: since)
          " As it is on \(words.dayAndClock(handover.at))."
        }
        if isQuiet {
          Tag.p(.class("note")) { "Nothing is open, and nothing happened." }
        }
        open
        waiting
        ended
        calls
        time
      }
    }
  }

  private var isQuiet: Bool {
    handover.open.isEmpty && handover.waiting.isEmpty && handover.ended.isEmpty
      && handover.calls.isEmpty && handover.time.isEmpty
  }

  private func choice(_ frame: ReportFrame) -> HTML {
    let local = words.zone.local(at: handover.at)
    let minute = TimeOfDay(second: local.time.second / 60 * 60)
    return Tag.form(.class("sheet"), .get, .action(.path(ReportKind.handover.path))) {
      Tag.div {
        Tag.label(.for("at")) {
          "At "
          Tag.small(text: "the desk’s clock")
        }
        Tag.input(
          .id("at"), .name("at"), .type("datetime-local"), .required,
          .value("\(local.date)T\(minute)"))
      }
      frame.acts("?at=\(local.date)T\(minute)")
      Tag.p { Tag.small(text: "Print this page for a sheet of paper.") }
    }
  }

  private var since: String {
    guard let closed = handover.closed else { return "The desk has not been closed." }
    let from = "The desk closed on \(words.dayAndClock(closed.range.lowerBound))"
    return closed.hasEnded
      ? "\(from) and opened on \(words.dayAndClock(closed.range.upperBound))."
      : "\(from) and has not opened yet."
  }

  private var open: HTML? {
    table(
      "Open", ["Ticket", "Due", "Held by", "Caller", "Number", "They said"],
      handover.open.map { record in
        let callback = record.callback
        let caller = record.call?.caller ?? record.ticket.requester
        return HTML {
          link(record.ticket)
          Tag.td {
            words.time(callback.dueAt, words.dayAndClock(callback.dueAt))
            callback.isPromised ? ", promised" : ""
            callback.isOverdue(at: handover.at) ? ", late" : ""
            callback.urgency == .normal ? "" : ", \(PageWords.urgency(callback.urgency))"
          }
          Tag.td(text: callback.holder.map { words.name($0) } ?? "nobody")
          Tag.td { who(caller) }
          Tag.td { number(caller) }
          Tag.td { PageWords.said(record.call?.summary?.value ?? record.ticket.summary ?? "") }
        }
      })
  }

  private var waiting: HTML? {
    table(
      "For the desk", ["Ticket", "Made", "Caller", "Subject"],
      handover.waiting.map { ticket in
        HTML {
          link(ticket)
          Tag.td { words.time(ticket.createdAt, words.dayAndClock(ticket.createdAt)) }
          Tag.td { who(ticket.requester) }
          Tag.td { PageWords.said(ticket.subject) }
        }
      })
  }

  private var ended: HTML? {
    table(
      "Ended", ["Ticket", "How it ended", "By", "Caller", "They said"],
      handover.ended.map { record in
        HTML {
          link(record.ticket)
          Tag.td {
            record.callback.outcome.map { PageWords.outcome($0) }
              ?? record.callback.status.rawValue
          }
          Tag.td(text: record.callback.holder.map { words.name($0) } ?? "")
          Tag.td { who(record.call?.caller ?? record.ticket.requester) }
          Tag.td { PageWords.said(record.call?.summary?.value ?? record.ticket.summary ?? "") }
        }
      })
  }

  private var calls: HTML? {
    table(
      "Calls", ["At", "Ticket", "Caller", "They said"],
      handover.calls.map { call in
        HTML {
          Tag.td { words.time(call.arrival, words.dayAndClock(call.arrival)) }
          Tag.td(text: call.ticket.map { "\($0.value)" } ?? "none")
          Tag.td { who(call.caller) }
          Tag.td { PageWords.said(call.summary?.value ?? "") }
        }
      })
  }

  private var time: HTML? {
    let worked = PageWords.hours(handover.worked.wholeSeconds)
    return table(
      "Worked: \(worked) hours", ["From", "To", "Ticket", "Person", "Note"],
      handover.time.map { entry in
        HTML {
          Tag.td { words.time(entry.start, words.dayAndClock(entry.start)) }
          Tag.td { words.time(entry.end, words.clock(entry.end)) }
          Tag.td(text: "\(entry.ticket.value)")
          Tag.td(text: words.name(entry.person))
          Tag.td { PageWords.said(entry.note ?? "") }
        }
      })
  }

  private func table(_ caption: String, _ heads: [String], _ rows: [HTML]) -> HTML? {
    guard !rows.isEmpty else { return nil }
    return ReportTable(caption: caption, heads: heads).html(rows)
  }

  private func link(_ ticket: Ticket) -> HTML {
    Tag.td {
      Tag.a(.href(.path("/tickets/\(ticket.number.value)"))) { "\(ticket.number.value)" }
    }
  }

  private func who(_ caller: CallerDetails) -> HTML {
    let names = [caller.name, caller.organisation].compactMap { $0 }
    return PageWords.said(names.isEmpty ? "not known" : names.joined(separator: ", "))
  }

  private func number(_ caller: CallerDetails) -> HTML {
    PageWords.said(caller.phone.map { $0.number?.display ?? $0.asGiven } ?? "none")
  }
}

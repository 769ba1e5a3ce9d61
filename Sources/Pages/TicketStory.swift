import Callbacks
import CivilTime
import PhoneNumbers
import Rota

/// All that happened to a ticket, in time order.
struct TicketStory {
  private let words: PageWords
  private var events: [Event] = []

  private struct Event {
    let at: Moment
    let classes: String
    let html: HTML
  }

  init(_ whole: WholeTicket, _ notices: [ToldNotice], words: PageWords) {
    self.words = words
    for call in whole.calls { tell(call) }
    for entry in whole.history { tell(entry) }
    for update in whole.updates { tell(update) }
    for notice in notices { tell(notice) }
    // What happened at one moment stays in the order in which it was found.
    events = events.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element)
  }

  /// A list with the days as headings.
  var html: HTML {
    var day: CivilDate?
    return Tag.ol(.class("story")) {
      events.map { event -> HTML in
        let date = words.zone.local(at: event.at).date
        let heading = date == day ? nil : Tag.li(.class("date")) { words.day(date) }
        day = date
        return HTML {
          heading
          Tag.li(.class(event.classes)) {
            words.time(event.at, words.clock(event.at))
            event.html
          }
        }
      }
    }
  }

  private mutating func add(
    _ at: Moment, _ classes: String = "", @HTMLBuilder _ content: () -> HTML
  ) {
    events.append(Event(at: at, classes: classes, html: content()))
  }

  // MARK: - Calls

  private mutating func tell(_ call: Call) {
    add(call.arrival, "call") {
      Tag.p {
        Tag.b(text: "Call")
        if let from = call.from?.value { PageWords.said(" from \(from.display)") }
        " to \(call.route == .desk ? "the desk" : "the people on call")"
        if let outcome = call.outcome?.value {
          ": \(outcome.rawValue.split(separator: "_").joined(separator: " "))"
        }
      }
      if let caller = TicketStory.who(call.caller) { Tag.p { PageWords.said(caller) } }
      if let summary = call.summary?.value {
        Tag.p(.class("said")) { PageWords.said(summary) }
      }
      if let address = call.recordingURL?.value, let link = Link.web(address) {
        Tag.p { Tag.a(.href(link), .rel("noreferrer noopener")) { "The recording" } }
      }
    }
  }

  private static func who(_ caller: CallerDetails) -> String? {
    let parts = [caller.name, caller.organisation, caller.email].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  // MARK: - Updates

  private mutating func tell(_ update: TicketUpdate) {
    let who = words.name(by: update.by)
    add(update.at, update.isPublic ? "good" : "") {
      Tag.p {
        Tag.b { PageWords.said(who) }
        update.isPublic ? " wrote, for the requester to read" : " noted"
      }
      Tag.p(.class("said")) { PageWords.said(update.text) }
    }
  }

  // MARK: - Notices

  private mutating func tell(_ notice: ToldNotice) {
    let who =
      switch notice.recipient {
      case .person(let name): words.name(name)
      case .desk: "the desk"
      }
    let arrived = notice.channels.contains { $0.delivery.state == .sent }
    let failed = !arrived && notice.channels.allSatisfy { $0.delivery.hasFailed }
    add(notice.at, failed ? "bad" : "") {
      Tag.p {
        "Notice to "
        PageWords.said(who)
        ": \(TicketStory.words(notice.kind))"
      }
      Tag.p {
        Tag.small {
          notice.channels.isEmpty
            ? HTML("the files name no channel for them")
            : HTML.joined(notice.channels.map { HTML(TicketStory.words($0)) }, by: "; ")
        }
      }
    }
  }

  private static func words(_ on: ToldNotice.OnChannel) -> String {
    let tries = PageWords.count(on.delivery.tries, "attempt")
    return switch on.delivery.state {
    case .sent: "sent by \(on.channel)"
    case .waiting: "\(on.channel) if that fails"
    case .over: on.delivery.hasFailed ? "\(on.channel) failed" : "not needed by \(on.channel)"
    case .due, .sending:
      on.delivery.hasFailed
        ? "\(on.channel) has failed, \(tries), and is tried on" : "on its way by \(on.channel)"
    }
  }

  private static func words(_ kind: NoticeKind) -> String {
    switch kind {
    case .callbackReady: "somebody is to be rung back"
    case .calledAgain: "the caller called again"
    case .overdue: "it is late"
    case .handedOver: "it was handed over"
    case .reminder: "a reminder"
    case .takenOver: "it was taken over"
    case .shiftStarts: "a shift starts"
    case .shiftsChanged: "shifts changed"
    case .filesFault: "the rota files have errors"
    case .morningHandover: "the morning handover"
    case .mailKeptAside: "an email was kept aside"
    }
  }
}

// MARK: - The history

extension TicketStory {
  private mutating func tell(_ entry: HistoryEntry) {
    guard let sentence = sentence(entry) else { return }
    add(entry.at, sentence.classes) {
      Tag.p {
        if let by = sentence.by { Tag.b { PageWords.said(by) } }
        sentence.by == nil ? sentence.text.capitalizedFirst : " " + sentence.text
      }
      if let note = sentence.note, !note.isEmpty {
        Tag.p(.class("said")) { PageWords.said(note) }
      }
    }
  }

  private struct Sentence {
    /// Nil: it happened by itself.
    var by: String?
    var text: String
    var note: String?
    var classes = ""
  }

  /// Nil for what stands in the story anyway.
  private func sentence(_ entry: HistoryEntry) -> Sentence? {
    let by = entry.door == .clock || entry.door == .telephony ? nil : words.name(by: entry.by)
    func said(_ text: String, _ note: String? = entry.note, _ classes: String = "") -> Sentence {
      Sentence(by: by, text: text, note: note, classes: classes)
    }
    switch entry.what {
    case "update", "note", "started", "details", "ended": return nil
    case "made":
      return Sentence(
        by: by, text: by == nil ? "the ticket was made" : "made the ticket", note: entry.note)
    case "arrival": return said("the time of the call was put right")
    case "called_again": return said("the caller called again", entry.note, "call")
    case "acknowledged": return said("took this on", entry.note, "good")
    case "attempt": return attempt(entry, by)
    case "promised": return promised(entry, by)
    case "handed_over": return handedOver(entry, by)
    case "cancelled": return said("cancelled the callback")
    case "urgency":
      let (word, note) = divided(entry.note)
      return said("set the urgency to \(word)", note)
    case "subject": return said("changed the subject")
    case "caller": return said("corrected who asked")
    case "billing_group": return said("moved it to another billing group")
    case "time": return said("wrote down time")
    case "material": return said("wrote down material")
    case "step":
      let (step, told) = divided(entry.note)
      return said("\(step): \(names(told)) told", nil)
    case "last_resort": return said(entry.note ?? "the last resort was told", nil, "bad")
    case "step_failed": return said(entry.note ?? "no channel took the notices", nil, "bad")
    case "overdue": return said("the deadline passed; told: \(names(entry.note))", nil, "bad")
    case "acknowledgement_ended":
      return said("time was up for \(names(entry.note)); the list starts again", nil, "bad")
    case "desk_opened", "desk_closed": return said(entry.note ?? entry.what, nil)
    default:
      return said(entry.what.split(separator: "_").joined(separator: " "))
    }
  }

  private func attempt(_ entry: HistoryEntry, _ by: String?) -> Sentence {
    let (word, note) = divided(entry.note)
    let outcome = AttemptOutcome(rawValue: word)
    let text =
      switch outcome {
      case .ringing?: "is ringing"
      case .reached?: "reached the caller"
      case let outcome?: "rang: \(PageWords.outcome(outcome))"
      case nil: "rang"
      }
    return Sentence(by: by, text: text, note: note, classes: outcome == .reached ? "good" : "")
  }

  private func promised(_ entry: HistoryEntry, _ by: String?) -> Sentence {
    // The time has colons of its own.
    let time = String((entry.note ?? "").prefix(25))
    let note = (entry.note ?? "").dropFirst(27)
    let when = RFC3339.moment(time).map { words.at($0) } ?? time
    return Sentence(by: by, text: "promised to ring \(when)", note: String(note), classes: "good")
  }

  private func handedOver(_ entry: HistoryEntry, _ by: String?) -> Sentence {
    let (word, note) = divided(entry.note)
    let to =
      switch word {
      case "rota": "the people on call"
      case "desk": "the desk"
      default: words.name(by: word)
      }
    return Sentence(by: by, text: "handed it over to \(to)", note: note)
  }

  /// The word before the first colon, and what follows.
  private func divided(_ note: String?) -> (word: String, note: String?) {
    guard let note, let colon = note.firstRange(of: ": ") else { return (note ?? "", nil) }
    return (String(note[..<colon.lowerBound]), String(note[colon.upperBound...]))
  }

  private func names(_ note: String?) -> String {
    (note ?? "nobody").split(separator: ", ").map { words.name(by: String($0)) }
      .joined(separator: ", ")
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

public import Callbacks
public import CivilTime
public import Rota
import ServiceHours

/// The coming weeks as a calendar: who is told first, why, and where nobody is (spec: board.md, "On call").
public struct OnCallPage: Sendable {
  let configuration: Configuration
  let weeks: [CalendarWeek]
  let first: CivilDate
  let words: PageWords
  let reader: PageReader
  let feed: Feed
  let question: Question

  /// A person's calendar feed: what opens it, when it has been made.
  public enum Feed: Sendable {
    case nobodys
    case notMade
    case at(String)
  }

  /// What would happen to a call: what was asked, and the answer.
  public struct Question: Sendable {
    let at: String?
    let urgency: Urgency
    let events: [WhatIf.Event]
    let fault: String?

    public init(
      at: String?, urgency: Urgency = .normal, events: [WhatIf.Event] = [], fault: String? = nil
    ) {
      self.at = at
      self.urgency = urgency
      self.events = events
      self.fault = fault
    }
  }

  public static let weekCount = 4
  /// So far ahead the calendar can be turned.
  public static let daysAheadMax = 366

  /// - Parameter first: a Monday.
  public init(
    _ configuration: Configuration, onCall: OnCallTable, from first: CivilDate, reader: PageReader,
    feed: Feed, question: Question, now: Moment
  ) {
    self.configuration = configuration
    self.first = first
    self.reader = reader
    self.feed = feed
    self.question = question
    words = PageWords(configuration, now: now)
    let maker = CalendarMaker(configuration, onCall: onCall, words: words)
    weeks = (0..<OnCallPage.weekCount).map { maker.week(of: first.adding(days: 7 * $0)) }
  }

  private var today: CivilDate { words.zone.local(at: words.now).date }
  private var thisMonday: CivilDate { today.adding(days: -today.weekday.index) }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    Frame(title: "On call", reader: reader, current: .calendar, isWide: true).document {
      Tag.h1(text: "On call")
      note?.html
      key
      Tag.div(.class("weeks")) { weeks.map { $0.html(today: today) } }
      turning
      Tag.div(.class("two")) {
        whatIf
        feedPanel
      }
    }
  }

  private var key: HTML {
    let letters = PersonLetters(configuration.people.map(\.name))
    return Tag.ul(.class("key"), .label("Who is who")) {
      configuration.people.enumerated().map { index, person in
        Tag.li {
          Tag.b(.class("p\(index % CalendarMaker.colourCount)"), .hiddenFromReaders) {
            String(letters[person.name])
          }
          PageWords.said(person.fullName)
        }
      }
      Tag.li {
        Tag.b(.class("desk"), .hiddenFromReaders)
        "the desk is open"
      }
      Tag.li {
        Tag.b(.class("gap"), .hiddenFromReaders) { "!" }
        "nobody is on call"
      }
    }
  }

  private var turning: HTML {
    let step = 7 * OnCallPage.weekCount
    let later = first.adding(days: step)
    return Tag.nav(.class("acts"), .label("Other weeks")) {
      if first > thisMonday {
        let earlier = max(first.adding(days: -step), thisMonday)
        Tag.a(.href(.path("/on-call?from=\(earlier)"))) { "Earlier weeks" }
      }
      if thisMonday.days(to: later) <= OnCallPage.daysAheadMax {
        Tag.a(.href(.path("/on-call?from=\(later)"))) { "Later weeks" }
      }
    }
  }

  // MARK: - What if

  private var whatIf: HTML {
    Tag.section(.class("panel"), .id("what-if")) {
      Tag.h2(text: "What if somebody called?")
      Tag.form(.get, .action(.path("/on-call")), .class("stack")) {
        Tag.input(.type("hidden"), .name("from"), .value(first.description))
        Tag.div(.class("row")) {
          Tag.div {
            Tag.label(.for("at")) { "At" }
            Tag.input(
              .id("at"), .name("at"), .type("datetime-local"), .required, .value(question.at ?? ""))
          }
          Tag.div {
            Tag.label(.for("urgency")) { "Urgency" }
            Tag.select(.id("urgency"), .name("urgency")) {
              Urgency.allCases.map { urgency in
                Tag.option(
                  .value(urgency.rawValue), urgency == question.urgency ? .selected : nil
                ) { urgency.rawValue.capitalizedFirst }
              }
            }
          }
        }
        Tag.button { "See what would happen" }
      }
      if let fault = question.fault { PageNote(fault, isBad: true).html }
      if !question.events.isEmpty {
        Tag.ol(.class("story")) { question.events.map(told) }
      }
    }
  }

  private func told(_ event: WhatIf.Event) -> HTML {
    let classes =
      switch event.what {
      case .routed, .unanswered, .ignored: "call"
      case .overdue, .lastResort, .deadline: "bad"
      default: ""
      }
    return Tag.li(.class(classes)) {
      words.time(event.at, words.dayAndClock(event.at))
      Tag.p { PageWords.said(event.text) }
    }
  }

  // MARK: - The feed

  private var feedPanel: HTML? {
    switch feed {
    case .nobodys: nil
    case .notMade:
      panel("Your shifts in your own calendar program, kept up to date.", "Make my feed")
    case .at(let path):
      HTML {
        panel(
          "Your calendar program subscribes to this address. Whoever has it sees your shifts.",
          "Make a new address; the old one ends", path)
      }
    }
  }

  private func panel(_ text: String, _ button: String, _ path: String? = nil) -> HTML {
    Tag.section(.class("panel")) {
      Tag.h2(text: "Calendar feed")
      Tag.p(text: text)
      if let path { Tag.p { Tag.a(.href(.path(path))) { path } } }
      Tag.form(.post, .action(.path("/on-call/feed"))) {
        reader.forms.fields
        Tag.button { button }
      }
    }
  }
}

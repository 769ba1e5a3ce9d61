import CivilTime
import Rota
import ServiceHours

/// A week of the calendar: a bar for each day, and below who, when and why.
struct CalendarWeek: Sendable {
  let monday: CivilDate
  let days: [Day]
  let shifts: [Shift]
  let gaps: [String]

  struct Day: Sendable {
    let date: CivilDate
    let parts: [Part]
    /// Holidays kept, closures and openings, by their names.
    let tags: [String]
  }

  /// A stretch of a day with one look.
  struct Part: Sendable {
    let classes: String
    let mark: String
    /// `midnight to 8 am: Ben Carter`.
    let words: String
  }

  struct Shift: Sendable {
    let person: String
    let rota: String
    let when: String
    let why: String
  }

  func html(today: CivilDate) -> HTML {
    Tag.section(.class("week")) {
      Tag.h2(text: title)
      Tag.div(.class("days")) {
        days.map { day in
          Tag.div(.class(day.date == today ? "day today" : "day")) {
            Tag.h3(day.date == today ? .current("date") : nil) {
              "\(day.date.weekday.abbreviation) \(day.date.day)"
            }
            Tag.div(
              .class("bar"), .role("img"), .label(day.parts.map(\.words).joined(separator: "; "))
            ) {
              day.parts.map { part in Tag.span(.class(part.classes)) { part.mark } }
            }
            day.tags.map { tag in Tag.p(.class("tag")) { PageWords.said(tag) } }
          }
        }
      }
      gaps.map { PageNote($0, isBad: true).plain }
      Tag.details(.class("more")) {
        Tag.summary(text: "Who, when and why")
        Tag.div(.class("wrap"), .tabindex(0), .role("region"), .label("Shifts, \(title)")) {
          Tag.table {
            Tag.thead {
              Tag.tr {
                ["Who", "Rota", "When", "Why"].map { Tag.th(.scope("col"), text: $0) }
              }
            }
            Tag.tbody {
              shifts.map { shift in
                Tag.tr {
                  Tag.td { PageWords.said(shift.person) }
                  Tag.td { PageWords.said(shift.rota) }
                  Tag.td(text: shift.when)
                  Tag.td { PageWords.said(shift.why) }
                }
              }
            }
          }
        }
      }
    }
  }

  private var title: String {
    let sunday = monday.adding(days: 6)
    let month = PageWords.month(sunday.month)
    return monday.month == sunday.month
      ? "\(monday.day) to \(sunday.day) \(month)"
      : "\(monday.day) \(PageWords.month(monday.month)) to \(sunday.day) \(month)"
  }
}

/// Makes weeks of what the rota files say.
struct CalendarMaker {
  private let configuration: Configuration
  private let onCall: OnCallTable
  private let words: PageWords
  private let letters: PersonLetters
  private let numbers: [Name: Int]

  static let colourCount = 8
  /// A day's bar is drawn by quarters of an hour.
  private static let quarterSeconds: Int64 = 900

  init(_ configuration: Configuration, onCall: OnCallTable, words: PageWords) {
    self.configuration = configuration
    self.onCall = onCall
    self.words = words
    letters = PersonLetters(configuration.people.map(\.name))
    numbers = Dictionary(
      zip(configuration.people.map(\.name), 0...), uniquingKeysWith: { first, _ in first })
  }

  func week(of monday: CivilDate) -> CalendarWeek {
    let range = start(monday)..<start(monday.adding(days: 7))
    let stretches = onCall.firstStepStretches(in: range, hours: configuration.hours)
    return CalendarWeek(
      monday: monday, days: (0..<7).map { day(monday.adding(days: $0), stretches) },
      shifts: onCall.schedule(in: range).sorted {
        ($0.range.lowerBound, $0.rota) < ($1.range.lowerBound, $1.rota)
      }.map(shift),
      gaps: stretches.filter { $0.people.isEmpty && !$0.isOpen }.map { gap in
        "Nobody is on call from \(words.dayAndClock(gap.range.lowerBound)) to "
          + "\(words.dayAndClock(gap.range.upperBound)). The last resort is told."
      })
  }

  private func start(_ date: CivilDate) -> Moment { words.zone.start(of: date) }

  private func day(_ date: CivilDate, _ stretches: [FirstStepStretch]) -> CalendarWeek.Day {
    let range = start(date)..<start(date.adding(days: 1))
    let parts = stretches.filter { $0.range.overlaps(range) }.map { part($0, in: range) }
    return CalendarWeek.Day(date: date, parts: parts, tags: tags(date))
  }

  private func part(_ stretch: FirstStepStretch, in day: Range<Moment>) -> CalendarWeek.Part {
    let cut = stretch.range.clamped(to: day)
    let seconds = (cut.upperBound - cut.lowerBound).wholeSeconds
    let quarters = min(max((seconds + 450) / CalendarMaker.quarterSeconds, 1), 96)
    let when = "\(words.clock(cut.lowerBound)) to \(words.clock(cut.upperBound))"
    if stretch.isOpen {
      return CalendarWeek.Part(classes: "desk g\(quarters)", mark: "", words: "\(when): the desk")
    }
    guard let first = stretch.people.first else {
      return CalendarWeek.Part(classes: "gap g\(quarters)", mark: "!", words: "\(when): nobody")
    }
    let colour = (numbers[first.name] ?? 0) % CalendarMaker.colourCount
    return CalendarWeek.Part(
      classes: "p\(colour) g\(quarters)",
      mark: stretch.people.map { String(letters[$0.name]) }.joined(),
      words: "\(when): \(stretch.people.map(\.fullName).joined(separator: " and "))")
  }

  private func tags(_ date: CivilDate) -> [String] {
    let definition = configuration.desk.definition
    let day = CivilDateTime(date)..<CivilDateTime(date.adding(days: 1))
    func named(_ ranges: [SpecialRange], _ usual: String) -> [String] {
      ranges.filter { $0.start < day.upperBound && $0.end > day.lowerBound }
        .map { $0.words ?? usual }
    }
    return configuration.hours.holidaysKept(on: date).map(\.name)
      + named(definition.closures, "closed") + named(definition.openings, "open specially")
  }

  // MARK: - Why

  private func shift(_ shift: ScheduledShift) -> CalendarWeek.Shift {
    CalendarWeek.Shift(
      person: words.name(shift.person), rota: shift.rota.text,
      when: "\(words.dayAndClock(shift.range.lowerBound)) to "
        + words.dayAndClock(shift.range.upperBound), why: why(shift))
  }

  private func why(_ shift: ScheduledShift) -> String {
    switch shift.because {
    case .turn: return "their turn"
    case .standIn:
      return "stands in" + (shift.insteadOf.map { " for \(words.name($0)), who is on leave" } ?? "")
    case .shift: return "a shift in the files"
    case .nobody: return "nobody"
    case .override:
      let line = configuration.overrides.first { line in
        line.rota == shift.rota && line.person == shift.person
          && line.range.moments(in: words.zone).overlaps(shift.range)
      }
      return "an override" + (line?.words.map { ": \($0)" } ?? "")
    }
  }
}

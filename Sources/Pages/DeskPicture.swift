import Callbacks
public import CivilTime
public import Rota
import ServiceHours

/// The desk as it stands at a moment: open or not and why, who is on call until when, and what is wrong with
/// the files.
public struct DeskPicture: Sendable {
  public let words: PageWords
  let isOpen: Bool
  let reason: String
  let nextChange: Moment?
  /// From now on; the first is what holds.
  let stretches: [FirstStepStretch]
  let lastResort: String
  let fault: FilesFault?

  /// The files in the folder have errors; the last good set stays in force.
  public struct FilesFault: Sendable {
    let since: Moment
    let problems: [Problem]

    public init(since: Moment, problems: [Problem]) {
      self.since = since
      self.problems = problems.filter { $0.severity == .error }
    }
  }

  /// - Parameters:
  ///   - closing: the reason of a closing by hand that holds, and when the desk takes calls again.
  ///   - nextChange: when the desk next begins or ceases to take calls.
  public init(
    _ configuration: Configuration, onCall: OnCallTable, closing: String?, nextChange: Moment?,
    fault: FilesFault?, now: Moment
  ) {
    words = PageWords(configuration, now: now)
    let state = try? configuration.hours.state(at: now)
    isOpen = closing == nil && state?.isOpen == true
    reason = closing ?? state?.reason.description ?? "outside the calendar"
    self.nextChange = nextChange
    stretches = onCall.firstStepStretches(
      in: now..<now + DeskPicture.reach, hours: configuration.hours)
    lastResort = configuration.lastResort.fullName
    self.fault = fault
  }

  /// So far ahead the next shift is looked for.
  static let reach = Duration.days(15)

  private var present: [Person] { stretches.first?.people ?? [] }

  /// When others are told first, and who.
  private var next: (at: Moment, people: [Person])? {
    let names = present.map(\.name)
    return stretches.first { $0.people.map(\.name) != names }.map {
      ($0.range.lowerBound, $0.people)
    }
  }

  /// For a board with nothing on it.
  var nextShift: String {
    guard let next else { return "The shift does not change in the coming two weeks." }
    let who = next.people.isEmpty ? "nobody" : DeskPicture.list(next.people)
    return "The shift changes \(words.at(next.at)): then it is \(who)."
  }

  var html: HTML {
    HTML {
      faultNote
      gapNote
      Tag.dl(.class("now")) {
        Tag.div {
          Tag.dt(text: "The desk")
          Tag.dd {
            Tag.span(.class(isOpen ? "dot on" : "dot"), .hiddenFromReaders)
            isOpen ? "Open" : "Closed"
            if reason != "service hours" { Tag.small { PageWords.said(reason) } }
            if let nextChange {
              Tag.small {
                isOpen ? "closes \(words.at(nextChange))" : "opens \(words.at(nextChange))"
              }
            }
          }
        }
        Tag.div {
          Tag.dt(text: "On call")
          Tag.dd {
            present.isEmpty ? HTML("Nobody") : PageWords.said(DeskPicture.list(present))
            if let next {
              Tag.small {
                "until \(words.by(next.at)), then "
                PageWords.said(next.people.isEmpty ? "nobody" : DeskPicture.list(next.people))
              }
            }
          }
        }
      }
    }
  }

  private var gapNote: HTML? {
    guard let first = stretches.first, first.people.isEmpty, !first.isOpen else { return nil }
    return Tag.section(.class("note bad")) {
      Tag.h2(text: "Nobody is on call")
      Tag.p {
        "The first step of the escalation reaches nobody"
        stretches.count > 1 ? " until \(words.by(first.range.upperBound))" : ""
        ". Until then "
        PageWords.said(lastResort)
        " is told of every call."
      }
    }
  }

  static let problemsShownMax = 5

  private var faultNote: HTML? {
    guard let fault else { return nil }
    return Tag.section(.class("note bad")) {
      Tag.h2(text: "The rota files have errors")
      Tag.p {
        "The last good set stays in force since the edit at \(words.dayAndClock(fault.since))."
      }
      Tag.ul {
        fault.problems.prefix(DeskPicture.problemsShownMax).map { problem in
          Tag.li {
            if let place = problem.place { "\(place.file), line \(place.line): " }
            PageWords.said(problem.message)
          }
        }
        if fault.problems.count > DeskPicture.problemsShownMax {
          Tag.li(text: "and \(fault.problems.count - DeskPicture.problemsShownMax) more")
        }
      }
    }
  }

  private static func list(_ people: [Person]) -> String {
    people.map(\.fullName).joined(separator: ", ")
  }
}

public import CivilTime

/// The pages of the reports, in the order in which they lead to one another.
enum ReportKind: CaseIterable {
  case bill, callbacks, onCall, handover

  var words: String {
    switch self {
    case .bill: "The bill"
    case .callbacks: "Callbacks"
    case .onCall: "Hours on call"
    case .handover: "Handover"
    }
  }

  var path: String {
    switch self {
    case .bill: "/reports"
    case .callbacks: "/reports/callbacks"
    case .onCall: "/reports/on-call"
    case .handover: "/reports/handover"
    }
  }

  /// Where the same is as a file.
  var file: String { self == .bill ? "/reports/billing.csv" : path + ".csv" }
}

/// The dates of a report, by the desk's clock.
public struct ReportPeriod: Equatable, Sendable {
  public let from: CivilDate
  /// The first date after it.
  public let to: CivilDate

  public init(_ dates: Range<CivilDate>) {
    from = dates.lowerBound
    to = dates.upperBound
  }

  func text(_ words: PageWords) -> String {
    "\(words.day(from)) to \(words.day(to.adding(days: -1)))"
  }
}

/// What the reports' pages have in common.
struct ReportFrame {
  let kind: ReportKind
  let reader: PageReader

  func document(_ note: PageNote? = nil, @HTMLBuilder _ content: () -> HTML) -> [UInt8] {
    Frame(
      title: kind.words, reader: reader,
      current: .report, isWide: true
    ).document {
      Tag.h1(text: kind.words)
      note?.html
      Tag.nav(.class("kinds"), .label("Reports")) {
        Tag.ul {
          ReportKind.allCases.map { other in
            Tag.li {
              Tag.a(.href(.path(other.path)), other == kind ? .current("page") : nil) {
                other.words
              }
            }
          }
        }
      }
      content()
    }
  }

  /// A form that asks for another period.
  func choice(_ period: ReportPeriod) -> HTML {
    Tag.form(.class("sheet"), .get, .action(.path(kind.path))) {
      Tag.div(.class("row")) {
        date("From", "from", period.from)
        date("Up to and including", "last", period.to.adding(days: -1))
      }
      acts("?from=\(period.from)&to=\(period.to)")
    }
  }

  /// - Parameter query: what is shown, for the same as a file.
  func acts(_ query: String) -> HTML {
    Tag.div(.class("acts")) {
      Tag.button(.class("do")) { "Show" }
      Tag.a(.href(.path(kind.file + query))) { "Download as CSV" }
    }
  }

  private func date(_ label: String, _ name: String, _ value: CivilDate) -> HTML {
    Tag.div {
      Tag.label(.for(name)) { label }
      Tag.input(.id(name), .name(name), .type("date"), .required, .value(value.description))
    }
  }
}

/// A table that may be wider than the screen.
struct ReportTable {
  let caption: String
  let heads: [String]
  /// Columns that stand at the right.
  var numbers: Set<String> = []

  func html(_ rows: [HTML]) -> HTML {
    Tag.div(.class("wrap panel"), .tabindex(0), .role("region"), .label(caption)) {
      Tag.table {
        Tag.caption(text: caption)
        Tag.thead {
          Tag.tr {
            heads.map { head in
              Tag.th(.scope("col"), numbers.contains(head) ? .class("n") : nil, text: head)
            }
          }
        }
        Tag.tbody { rows.map { row in Tag.tr { row } } }
      }
    }
  }
}

/// A bar of several parts, beside its numbers, which say the same.
enum ReportBar {
  /// - Parameters:
  ///   - parts: each with the class of its colour; nil for the plain one.
  ///   - most: what fills the whole width.
  static func html(_ parts: [(value: Int, look: String?)], of most: Int) -> HTML {
    var start = 0
    return Tag.svg(.class("bars"), .viewBox("0 0 1000 60"), .stretched, .hiddenFromReaders) {
      Tag.rect(.class("bed"), .width(1000), .height(60), .rx(12))
      parts.map { part in
        let from = most > 0 ? start * 1000 / most : 0
        start += max(part.value, 0)
        let to = most > 0 ? start * 1000 / most : 0
        return Tag.rect(
          part.look.map { .class($0) }, .x(from), .width(to - from), .height(60),
          parts.count == 1 ? .rx(12) : nil)
      }
    }
  }

  static func html(_ value: Int, of most: Int) -> HTML { html([(value, nil)], of: most) }
}

extension PageWords {
  /// `1.25`, to the nearest hundredth.
  static func hours(_ seconds: Int64) -> String {
    let hundredths = (seconds * 100 + 1800) / 3600
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// Something wrong, doubtful or worth knowing, as a fact; `words` are the only place where it becomes a
/// sentence.
package protocol Fault: Sendable {
  var words: FaultWords { get }
}

/// What is said of a fault.
package struct FaultWords: Sendable {
  package var severity: Problem.Severity = .error
  /// One sentence in a manager's words.
  package let message: String
  /// One sentence that says what to do, with the right form where there is one.
  package let advice: String
  /// The other place, when two things clash.
  package var related: SourcePlace?

  package init(
    _ message: String, advice: String, related: SourcePlace? = nil,
    severity: Problem.Severity = .error
  ) {
    self.severity = severity
    self.message = message
    self.advice = advice
    self.related = related
  }
}

/// Where the readers of one run put what they find: one list, owned by that run.
package final class FaultList {
  private var found: [Problem] = []

  package init() {}

  /// `place` is nil only for what has none: a missing stanza.
  package func add(_ fault: some Fault, at place: SourcePlace?) {
    let words = fault.words
    found.append(
      Problem(
        severity: words.severity, place: place, message: words.message, advice: words.advice,
        related: words.related))
  }

  /// A line of a file.
  struct Line: Hashable {
    let file: String
    let number: Int

    init(_ place: SourcePlace) {
      file = place.file
      number = place.line
    }
  }

  /// The lines with an error.
  var lines: Set<Line> {
    Set(found.lazy.filter { $0.severity == .error }.compactMap(\.place).map(Line.init))
  }

  package var hasErrors: Bool { found.contains { $0.severity == .error } }

  /// By file name, line and column; what has no place comes last. No problem stands here twice.
  package func sorted() -> [Problem] {
    var seen: Set<Problem> = []
    return found.filter { seen.insert($0).inserted }.enumerated().sorted { left, right in
      switch (left.element.place, right.element.place) {
      case (let first?, let second?) where !first.startsWhere(second): first < second
      case (.some, nil): true
      case (nil, .some): false
      // Of two at one place the one found first comes first.
      default: left.offset < right.offset
      }
    }.map(\.element)
  }
}

extension SourcePlace: Comparable {
  /// By file name, then line, then column: the order in which problems are told, and by which one of two
  /// clashing lines is the later.
  public static func < (left: SourcePlace, right: SourcePlace) -> Bool {
    if left.line != right.line || left.column != right.column, left.file == right.file {
      return (left.line, left.column) < (right.line, right.column)
    }
    return (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }

  func startsWhere(_ other: SourcePlace) -> Bool {
    line == other.line && column == other.column && file == other.file
  }

  /// `people.rota:12`, as messages name another line.
  package var lineText: String { "\(file):\(line)" }
}

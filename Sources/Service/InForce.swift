public import Callbacks
public import CivilTime
public import Rota
import ServiceHours

/// The rota files that count now, and what is known of newer ones that don't.
public struct InForce: Sendable {
  public let configuration: Configuration
  public let since: Moment
  /// The names of the files.
  public let files: [String]
  /// The faults of the files in the folder, while the last good set stays in force.
  public let pending: Pending?
  /// Who is on call about now, worked out once.
  public let onCall: OnCallTable
  /// The manager's hand on the switch, when it holds or is to hold.
  public let closing: ClosingByHand?
  /// The list of clients, a set of its own.
  public internal(set) var clients = ClientsInForce.none

  public struct Pending: Sendable {
    public let since: Moment
    public let problems: [Problem]

    public init(since: Moment, problems: [Problem]) {
      self.since = since
      self.problems = problems
    }
  }

  public init(
    configuration: Configuration, since: Moment, files: [String], pending: Pending?,
    closing: ClosingByHand?, now: Moment
  ) {
    self.closing = closing
    self.configuration = configuration
    self.since = since
    self.files = files
    self.pending = pending
    onCall = OnCallTable(
      configuration, in: now - InForce.tableReach..<now + InForce.tableReach)
  }

  private init(_ other: InForce, pending: Pending?, closing: ClosingByHand?) {
    self.closing = closing
    configuration = other.configuration
    since = other.since
    files = other.files
    onCall = other.onCall
    clients = other.clients
    self.pending = pending
  }

  func with(pending: Pending?) -> InForce {
    InForce(self, pending: pending, closing: closing)
  }

  func with(closing: ClosingByHand?) -> InForce {
    InForce(self, pending: pending, closing: closing)
  }

  /// Who that is; nil when the files know nobody of the name, or no longer.
  public func person(_ name: Name) -> Person? {
    configuration.people.first { $0.name == name }
  }

  /// Whether the desk takes calls.
  public var desk: DeskView { DeskView(hours: configuration.hours, closing: closing) }

  public var zone: TimeZoneRules { configuration.desk.definition.zone }

  /// Whom the escalation's first step reaches at that moment.
  public func firstStep(at moment: Moment) -> [Person] {
    onCall.firstStep(at: moment)
  }

  /// Beyond it the answers are as right, but worked out each time.
  static let tableReach = Duration.days(60)
}

/// A set of rota files as read: what it means when it is sound, and all that is wrong with it.
struct RotaReading: Sendable {
  let files: [RotaFile]
  let configuration: Configuration?
  let problems: [Problem]

  init(_ files: [RotaFile], edges: Edges) {
    let result = edges.reading(files)
    self.files = files
    configuration = result.configuration
    problems = result.problems
  }

  var errors: [Problem] { problems.filter { $0.severity == .error } }
}

public import CivilTime

/// How far the desk is with something that is wrong (spec: clients-and-status.md, "Service status").
public enum ServiceState: String, CaseIterable, Sendable {
  case investigating, identified, monitoring, resolved
}

/// Something that is wrong, as everybody may read of it, until it is resolved.
public struct StatusNotice: Equatable, Sendable {
  public let number: Int64
  /// What new callers hear first, while it is open.
  public let says: String?
  /// The first first; never empty.
  public let updates: [Update]

  public struct Update: Equatable, Sendable {
    public let at: Moment
    /// Who wrote it; not for everybody.
    public let by: String
    public let state: ServiceState
    public let text: String

    public init(at: Moment, by: String, state: ServiceState, text: String) {
      self.at = at
      self.by = by
      self.state = state
      self.text = text
    }
  }

  public init(number: Int64, says: String?, updates: [Update]) {
    self.number = number
    self.says = says
    self.updates = updates
  }

  public var isOpen: Bool { updates.last?.state != .resolved }

  public static let textScalarsMax = 2_000
  public static let saysScalarsMax = 500
  /// How long a resolved one is shown.
  public static let shownFor = Duration.days(14)
  /// So many are shown at the most.
  public static let shownMax = 100
}

/// What a person posts.
public struct StatusPost: Equatable, Sendable {
  public let state: ServiceState
  public let text: String
  /// Nil: what it said stays; empty: nothing is said any more.
  public let says: String?
  public let subject: Subject

  public enum Subject: Equatable, Sendable {
    /// The open one; when none is open, a new one.
    case theOpenOne
    case notice(Int64)
    case another
  }

  public init(state: ServiceState, text: String, says: String?, subject: Subject) {
    self.state = state
    self.text = text
    self.says = says
    self.subject = subject
  }
}

public enum StatusRefusal: Error, Equatable, Sendable {
  case nothingOpen, notOpen, severalOpen

  public var detail: String {
    switch self {
    case .nothingOpen: "nothing is open that could be resolved"
    case .notOpen: "no open notice has this number"
    case .severalOpen: "several notices are open; name the one that is meant by its number"
    }
  }
}

extension StatusPost {
  /// The number of the notice that it goes on with; nil: it begins a new one.
  public func target(open: [StatusNotice]) throws(StatusRefusal) -> Int64? {
    switch subject {
    case .notice(let number):
      guard open.contains(where: { $0.number == number }) else { throw .notOpen }
      return number
    case .theOpenOne where open.count > 1: throw .severalOpen
    case .theOpenOne where open.count == 1: return open[0].number
    case .theOpenOne, .another:
      guard state != .resolved else { throw .nothingOpen }
      return nil
    }
  }
}

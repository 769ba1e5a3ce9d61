public import CivilTime
public import PhoneNumbers
public import ServiceHours

/// What a sound set of rota files means (spec: rotas.md): the desk, the people, who takes turns when,
/// and whom to tell. A value of this type can be trusted: every name in it is defined, every range has an
/// end after its start, every limit holds.
///
/// It never changes, and each decision holds it: so that it is one thing that many share, not a value that is
/// copied with all that is in it.
public final class Configuration: Sendable {
  public let desk: Desk
  /// The desk's calendar, made once from its definition.
  public let hours: ServiceHours
  public let targets: CallbackTargets
  /// Calls from these make no ticket and no notice.
  public let ignored: [IgnoredNumber]
  /// In the order of their names.
  public let people: [Person]
  /// In the order of their names.
  public let rotas: [OnCallRota]
  public let leave: [Leave]
  public let overrides: [Override]
  public let escalation: Escalation

  init(
    desk: Desk, hours: ServiceHours, targets: CallbackTargets, ignored: [IgnoredNumber],
    people: [Person], rotas: [OnCallRota], leave: [Leave], overrides: [Override],
    escalation: Escalation
  ) {
    self.desk = desk
    self.hours = hours
    self.targets = targets
    self.ignored = ignored
    self.people = people
    self.rotas = rotas
    self.leave = leave
    self.overrides = overrides
    self.escalation = escalation
  }
}

/// The name by which the files call a person, a rota or a channel: compared after NFC and case folding,
/// printed as it was defined.
public struct Name: Sendable {
  /// As it was defined.
  public let text: String
  /// What is compared; Swift compares texts as their NFC forms.
  let folded: String

  public init(_ text: String) {
    self.text = text
    folded = Name.folded(text)
  }
}

extension Name: Hashable, Comparable, CustomStringConvertible {
  public static func == (left: Name, right: Name) -> Bool { left.folded == right.folded }
  public func hash(into hasher: inout Hasher) { hasher.combine(folded) }
  /// By the Unicode scalars of their NFC forms, so that the order is the same on every host.
  public static func < (left: Name, right: Name) -> Bool { left.folded < right.folded }
  public var description: String { text }
}

/// A place in a file, for marks and for "the one on line 12".
public struct SourcePlace: Hashable, Sendable {
  /// The file's name, without its folder.
  public let file: String
  /// From 1.
  public let line: Int
  /// From 1, counted in Unicode scalars.
  public let column: Int
  /// How many scalars the place spans; at least 1.
  public let length: Int

  public init(file: String, line: Int, column: Int, length: Int) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
  }
}

/// A range of local times as written: its start belongs to it, its end doesn't.
public struct LocalRange: Hashable, Sendable {
  public let start: CivilDateTime
  public let end: CivilDateTime

  public init(start: CivilDateTime, end: CivilDateTime) {
    self.start = start
    self.end = end
  }

  /// The instants it means; empty when the clock springs over it.
  public func moments(in zone: TimeZoneRules) -> Range<Moment> {
    let first = zone.moment(of: start)
    return first..<max(first, zone.moment(of: end))
  }
}

public struct Desk: Sendable {
  public let name: String
  /// Where a call goes in service hours, as written.
  public let dial: DialTarget
  /// Where a call goes out of hours, as written.
  public let afterHoursDial: DialTarget?
  /// The last sentence that an after-hours caller hears.
  public let afterHoursWords: String?
  /// Channels for notices to the desk.
  public let notify: [Name]
  public let email: String?
  /// The zone, the region, the hours, and the days by proclamation, closures and openings.
  public let definition: DeskHours
}

/// How soon a callback is owed.
public struct CallbackTargets: Hashable, Sendable {
  /// Clock time.
  public let urgent, normal, low: Duration
  /// Service time.
  public let desk: Duration

  public init(
    urgent: Duration = .minutes(15), normal: Duration = .hours(1), low: Duration = .hours(4),
    desk: Duration = .minutes(30)
  ) {
    self.urgent = urgent
    self.normal = normal
    self.low = low
    self.desk = desk
  }
}

public struct IgnoredNumber: Sendable {
  public let number: WrittenNumber
  /// Why, as the file has it.
  public let words: String
  public let place: SourcePlace
}

public struct Person: Sendable {
  public let name: Name
  public let fullName: String
  public let phone: WrittenNumber?
  public let email: String?
  /// Channels in the order in which they are tried.
  public let notify: [Name]
  public let place: SourcePlace
}

public struct OnCallRota: Sendable {
  public let name: Name
  public let sort: Sort
  public let place: SourcePlace

  public enum Sort: Sendable {
    case turns(Turns)
    case shifts([Shift])
  }
}

public struct Turns: Sendable {
  public let length: TurnLength
  /// Nil for days and public holidays.
  public let handoverWeekday: Weekday?
  public let handoverTime: TimeOfDay
  /// By rising date; at least one.
  public let orders: [TurnOrder]
  /// None: always.
  public let during: [WeeklyRange]
}

public enum TurnLength: Hashable, Sendable {
  case days(Int)
  case weeks(Int)
  case eachPublicHoliday
}

/// `from DATE NAMES`: from the handover on that date on, the people take turns in this order.
public struct TurnOrder: Sendable {
  public let from: CivilDate
  public let names: [Name]
  public let place: SourcePlace
}

/// `Friday 17:00 to Monday 08:00`; one whose end is not later in the week wraps over the week's end.
public struct WeeklyRange: Hashable, Sendable {
  public let startDay: Weekday
  public let startTime: TimeOfDay
  public let endDay: Weekday
  public let endTime: TimeOfDay
}

public struct Shift: Sendable {
  public let range: LocalRange
  public let person: Name
  public let place: SourcePlace
}

public struct Leave: Sendable {
  public let person: Name
  public let range: LocalRange
  public let words: String?
  public let place: SourcePlace
}

public struct Override: Sendable {
  public let rota: Name
  public let range: LocalRange
  public let person: Name
  public let words: String?
  public let place: SourcePlace
}

public struct Escalation: Sendable {
  /// The first is the `at once` step, after zero.
  public let steps: [EscalationStep]
  /// That long after the last step the list starts again.
  public let repeats: Duration
  public let acknowledgementLasts: Duration
  /// Nil: those of the last step.
  public let overdue: Who?
  public let lastResort: Name
  public let place: SourcePlace
}

public struct EscalationStep: Sendable {
  public let after: Duration
  public let who: Who
  public let place: SourcePlace
}

public enum Who: Sendable {
  case everyone
  /// Each chain's first name that answers is told.
  case chains([[Name]])
}

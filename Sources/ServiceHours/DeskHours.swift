public import CivilTime

/// When a desk is open, as its manager wrote it (spec: rotas.md, "The desk").
public struct DeskHours: Hashable, Sendable {
  public var zone: TimeZoneRules
  /// Whose anniversary day closes the desk; nil for none.
  public var region: Region?
  public var weekly: [WeeklyHours]
  public var proclaimed: [ProclaimedHoliday]
  /// The `closed` lines, in the order in which they count: of two that hold at once, the first.
  public var closures: [SpecialRange]
  /// The `open` lines, in the order in which they count.
  public var openings: [SpecialRange]

  public init(
    zone: TimeZoneRules, region: Region?, weekly: [WeeklyHours],
    proclaimed: [ProclaimedHoliday] = [], closures: [SpecialRange] = [],
    openings: [SpecialRange] = []
  ) {
    self.zone = zone
    self.region = region
    self.weekly = weekly
    self.proclaimed = proclaimed
    self.closures = closures
    self.openings = openings
  }

  /// Whether the desk's hours name that weekday: what decides on which day it keeps a holiday.
  public func works(on weekday: Weekday) -> Bool {
    weekly.contains { $0.days.contains(weekday) }
  }
}

/// One `hours` line: `Monday to Friday 08:00 to 17:00`. Half-open: closed at 17:00:00.
public struct WeeklyHours: Hashable, Sendable {
  public var days: [Weekday]
  public var opens: TimeOfDay
  /// Up to 24:00, the end of the day.
  public var closes: TimeOfDay

  public init(days: [Weekday], opens: TimeOfDay, closes: TimeOfDay) {
    self.days = days
    self.opens = opens
    self.closes = closes
  }
}

/// One `closed` or `open` line, its start included and its end not.
public struct SpecialRange: Hashable, Sendable {
  public var start: CivilDateTime
  public var end: CivilDateTime
  /// What the line says of it, such as "Summer shutdown".
  public var words: String?

  public init(start: CivilDateTime, end: CivilDateTime, words: String? = nil) {
    self.start = start
    self.end = end
    self.words = words
  }
}

/// A public holiday by proclamation: in every way like one in the law, but that it never moves.
public struct ProclaimedHoliday: Hashable, Sendable {
  public var date: CivilDate
  public var name: String

  public init(date: CivilDate, name: String) {
    self.date = date
    self.name = name
  }
}

/// A day of the week; weeks begin on Monday, as in ISO 8601.
public enum Weekday: Int, CaseIterable, Hashable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// 0 for Monday to 6 for Sunday.
  public var index: Int { rawValue - 1 }

  /// The weekday of an index from 0 (Monday); any other index counts round the week.
  public init(index: Int) {
    self = Weekday.allCases[index.floorRemainder(by: 7)]
  }

  public var isWeekend: Bool { self == .saturday || self == .sunday }

  /// `Monday`.
  public var name: String {
    switch self {
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case .sunday: "Sunday"
    }
  }

  /// `Mon`: the first three letters, by which rota files may call it.
  public var abbreviation: String { String(name.prefix(3)) }
}

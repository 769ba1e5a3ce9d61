public import CivilTime

/// Whose holiday it is.
public enum HolidayScope: String, Hashable, Sendable { case national, regional, proclaimed }

/// A public holiday of one year.
public struct PublicHoliday: Hashable, Sendable {
  public let name: String
  /// The day for which it is named; of an anniversary day, the day of the table in
  /// service-hours.md.
  public let date: CivilDate
  public let scope: HolidayScope
  /// The day on which a desk that works Monday to Friday keeps it: its own date when it is not
  /// moved.
  public let observed: CivilDate

  /// The day on which a desk keeps it: its own date when the desk works on that weekday, else the
  /// day to which the law moves it (spec: rotas.md, "The desk").
  public func kept(by works: (Weekday) -> Bool) -> CivilDate {
    works(date.weekday) ? date : observed
  }
}

/// New Zealand's public holidays, worked out from the law (spec: service-hours.md).
public enum PublicHolidays {
  /// The years for which there is an answer.
  public static let years = 2004...2100

  /// The holidays named for a year, in date order; those of one date in the order of the law's
  /// table.
  ///
  /// - Parameters:
  ///   - region: whose anniversary day stands among them; nil for none.
  ///   - proclaimed: what was proclaimed beside the law; only that year's are taken.
  /// - Returns: nothing for a year outside ``years``.
  public static func of(
    year: Int, region: Region?, proclaimed: [ProclaimedHoliday] = []
  ) -> [PublicHoliday] {
    guard years.contains(year) else { return [] }
    let named =
      lawful(year: year, region: region)
      + proclaimed.compactMap { holiday in
        holiday.date.year == year ? PublicHoliday(holiday) : nil
      }
    return named.enumerated()
      .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
  }

  /// False when the law names no date of Matariki for that year: after 2052. Before 2022 it is
  /// known that there was none.
  public static func knowsMatariki(of year: Int) -> Bool {
    year <= HolidayLaw.matarikiYears.upperBound
  }

  /// What the law names for a year, in the order of its table.
  static func lawful(year: Int, region: Region?) -> [PublicHoliday] {
    let national = HolidayLaw.national.compactMap { PublicHoliday($0, in: year, scope: .national) }
    guard let region else { return national }
    return national
      + HolidayLaw.regional(region).compactMap { PublicHoliday($0, in: year, scope: .regional) }
  }
}

extension PublicHoliday {
  /// Nil in a year without that day.
  fileprivate init?(_ law: HolidayLaw, in year: Int, scope: HolidayScope) {
    guard let date = law.date(in: year) else { return nil }
    self.init(
      name: law.name, date: date, scope: scope, observed: law.moves.observed(date, in: year))
  }

  init(_ proclaimed: ProclaimedHoliday) {
    self.init(
      name: proclaimed.name, date: proclaimed.date, scope: .proclaimed, observed: proclaimed.date)
  }
}

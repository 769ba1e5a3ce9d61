import CivilTime
import ServiceHours
import Testing

struct PublicHolidayTests {
  private func dates(of name: String, _ year: Int, _ region: Region? = nil) -> [String] {
    PublicHolidays.of(year: year, region: region).filter { $0.name == name }.map { "\($0.date)" }
  }

  /// The only anniversary day of a year.
  private func anniversary(_ region: Region, _ year: Int) -> String {
    PublicHolidays.of(year: year, region: region)
      .filter { $0.scope == .regional && $0.name.hasSuffix(" Anniversary Day") }
      .map { "\($0.date)" }.joined(separator: ", ")
  }

  @Test func `a year's holidays stand in date order, each with the day on which it is observed`() {
    let year = PublicHolidays.of(year: 2027, region: .auckland)
    #expect(
      year.map { "\($0.date) \($0.observed) \($0.scope) \($0.name)" } == [
        "2027-01-01 2027-01-01 national New Year's Day",
        "2027-01-02 2027-01-04 national Day after New Year's Day",
        "2027-02-01 2027-02-01 regional Auckland Anniversary Day",
        "2027-02-06 2027-02-08 national Waitangi Day",
        "2027-03-26 2027-03-26 national Good Friday",
        "2027-03-29 2027-03-29 national Easter Monday",
        "2027-04-25 2027-04-26 national Anzac Day",
        "2027-06-07 2027-06-07 national King's Birthday",
        "2027-06-25 2027-06-25 national Matariki",
        "2027-10-25 2027-10-25 national Labour Day",
        "2027-12-25 2027-12-27 national Christmas Day",
        "2027-12-26 2027-12-28 national Boxing Day",
      ])
  }

  @Test(arguments: [
    ("2023-01-01", "2023-01-03"), ("2023-01-02", "2023-01-02"), ("2028-01-01", "2028-01-03"),
    ("2028-01-02", "2028-01-04"), ("2027-12-25", "2027-12-27"), ("2027-12-26", "2027-12-28"),
    ("2022-12-25", "2022-12-27"), ("2022-12-26", "2022-12-26"), ("2020-12-26", "2020-12-28"),
    // Waitangi Day and Anzac Day: from 2014.
    ("2010-02-06", "2010-02-06"), ("2011-02-06", "2011-02-06"), ("2016-02-06", "2016-02-08"),
    ("2022-02-06", "2022-02-07"), ("2009-04-25", "2009-04-25"), ("2010-04-25", "2010-04-25"),
    ("2015-04-25", "2015-04-27"), ("2021-04-25", "2021-04-26"), ("2038-04-25", "2038-04-26"),
    ("2011-04-25", "2011-04-25"),
  ])
  func `a day on a weekend is observed where sections 45 and 45A move it`(
    named: String, observed: String
  ) throws {
    let date = try date(named)
    let holiday = PublicHolidays.of(year: date.year, region: nil)
      .first { $0.date == date && $0.name != "Easter Monday" }
    #expect(holiday.map { "\($0.observed)" } == observed)
  }

  @Test func `Anzac Day and Easter Monday on one date are one day off`() throws {
    for day in ["2011-04-25", "2038-04-26"] {
      let kept = try Desks.hours().holidaysKept(on: try date(day)).map(\.name)
      #expect(kept == ["Easter Monday", "Anzac Day"])
    }
    #expect(try Desks.hours().holidaysKept(on: try date("2038-04-27")).isEmpty)
  }

  @Test(arguments: [
    (2004, "2004-04-11"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2024, "2024-03-31"),
    (2026, "2026-04-05"), (2035, "2035-03-25"), (2038, "2038-04-25"), (2046, "2046-03-25"),
    (2049, "2049-04-18"), (2076, "2076-04-19"), (2100, "2100-03-28"),
  ])
  func `Good Friday and Easter Monday lie about Gregorian Easter`(year: Int, sunday: String) throws
  {
    let easter = try date(sunday)
    #expect(dates(of: "Good Friday", year) == ["\(easter.adding(days: -2))"])
    #expect(dates(of: "Easter Monday", year) == ["\(easter.adding(days: 1))"])
  }

  @Test func `Matariki falls on the dates of the Act, always a Friday, and on none beside them`() {
    let listed = """
      2022-06-24 2023-07-14 2024-06-28 2025-06-20 2026-07-10 2027-06-25 2028-07-14 2029-07-06
      2030-06-21 2031-07-11 2032-07-02 2033-06-24 2034-07-07 2035-06-29 2036-07-18 2037-07-10
      2038-06-25 2039-07-15 2040-07-06 2041-07-19 2042-07-11 2043-07-03 2044-06-24 2045-07-07
      2046-06-29 2047-07-19 2048-07-03 2049-06-25 2050-07-15 2051-06-30 2052-06-21
      """.split { $0 == " " || $0 == "\n" }.map(String.init)
    let found = PublicHolidays.years.flatMap { dates(of: "Matariki", $0) }
    #expect(found == listed)
    #expect(found.allSatisfy { CivilDate($0)?.weekday == .friday })
    #expect([2004, 2021, 2022, 2052].allSatisfy(PublicHolidays.knowsMatariki))
    #expect(![2053, 2100].contains(where: PublicHolidays.knowsMatariki))
  }

  @Test func `the Sovereign's birthday bears the name of the Sovereign`() {
    #expect(dates(of: "Queen's Birthday", 2004) == ["2004-06-07"])
    #expect(dates(of: "Queen's Birthday", 2022) == ["2022-06-06"])
    #expect(dates(of: "King's Birthday", 2022).isEmpty)
    #expect(dates(of: "King's Birthday", 2023) == ["2023-06-05"])
    #expect(dates(of: "Queen's Birthday", 2023).isEmpty)
  }

  @Test func `the Memorial Day for Queen Elizabeth II was in 2022 only`() {
    let found = PublicHolidays.years.flatMap { dates(of: "Queen Elizabeth II Memorial Day", $0) }
    #expect(found == ["2022-09-26"])
  }

  @Test(arguments: [
    ([Region.auckland, .northland, .waikato, .bayOfPlenty, .gisborne], "01-29 01-27 01-26 02-01"),
    ([.wellington, .manawatuWhanganui], "01-22 01-20 01-19 01-25"),
    ([.nelson, .tasman, .buller], "01-29 02-03 02-02 02-01"),
    ([.taranaki], "03-11 03-10 03-09 03-08"), ([.otago], "03-25 03-24 03-23 03-22"),
    ([.southland], "04-02 04-22 04-07 03-30"), ([.southCanterbury], "09-23 09-22 09-28 09-27"),
    ([.hawkesBay], "10-25 10-24 10-23 10-22"),
    ([.marlborough, .kaikoura], "11-04 11-03 11-02 11-01"),
    ([.canterbury], "11-15 11-14 11-13 11-12"), ([.chathamIslands], "12-02 12-01 11-30 11-29"),
    ([.westland], "12-02 12-01 11-30 11-29"),
  ])
  func `each region has its anniversary day in 2024 to 2027`(regions: [Region], days: String) {
    for region in regions {
      for (year, day) in zip(2024...2027, days.split(separator: " ")) {
        #expect(anniversary(region, year) == "\(year)-\(day)", "\(region) \(year)")
      }
    }
  }

  @Test(arguments: [
    // Otago: not on Easter Monday.
    (Region.otago, 2007, "2007-03-26"), (.otago, 2008, "2008-03-25"), (.otago, 2035, "2035-03-27"),
    (.otago, 2046, "2046-03-27"), (.otago, 2045, "2045-03-20"),
    // Southland: January to 2012, a day of its own in 2013, Easter Tuesday since.
    (.southland, 2004, "2004-01-19"), (.southland, 2012, "2012-01-16"),
    (.southland, 2013, "2013-01-21"), (.southland, 2014, "2014-04-22"),
    // South Canterbury: beside the Memorial Day in 2022.
    (.southCanterbury, 2021, "2021-09-27"), (.southCanterbury, 2022, "2022-11-11"),
    (.southCanterbury, 2023, "2023-09-25"),
    (.westland, 2005, "2005-12-05"), (.westland, 2006, "2006-12-04"),
    (.westland, 2010, "2010-11-29"), (.westland, 2011, "2011-12-05"),
    (.westland, 2012, "2012-12-03"), (.chathamIslands, 2005, "2005-11-28"),
    (.canterbury, 2011, "2011-11-11"), (.canterbury, 2022, "2022-11-11"),
  ])
  func `an anniversary day leaves its rule in the years that the table names`(
    region: Region, year: Int, day: String
  ) {
    #expect(anniversary(region, year) == day)
  }

  @Test func `Canterbury alone had the day of the earthquake, in 2011 alone`() {
    let had = Region.allCases.flatMap { region in
      PublicHolidays.years.flatMap { year in
        PublicHolidays.of(year: year, region: region)
          .filter { $0.name.contains("Earthquake") }.map { "\(region.code) \($0.date)" }
      }
    }
    #expect(had == ["CAN 2011-03-18"])
  }

  @Test(arguments: [
    (Region.northland, "Auckland"), (.manawatuWhanganui, "Wellington"), (.tasman, "Nelson"),
    (.buller, "Nelson"), (.kaikoura, "Marlborough"), (.hawkesBay, "Hawke's Bay"),
    (.southCanterbury, "South Canterbury"), (.westland, "Westland"),
  ])
  func `an anniversary day bears the name of its province`(region: Region, province: String) {
    let names = PublicHolidays.of(year: 2026, region: region)
      .filter { $0.scope == .regional }.map(\.name)
    #expect(names == [province + " Anniversary Day"])
  }

  @Test func `a day by proclamation is one of its year's, and never moves`() throws {
    let proclaimed = [
      ProclaimedHoliday(date: try date("2027-05-08"), name: "Coronation Day"),
      ProclaimedHoliday(date: try date("2028-05-08"), name: "Another year's"),
    ]
    let found = PublicHolidays.of(year: 2027, region: nil, proclaimed: proclaimed)
      .filter { $0.scope == .proclaimed }
    #expect(
      found.map { "\($0.date) \($0.observed) \($0.name)" } == [
        "2027-05-08 2027-05-08 Coronation Day"
      ])
    // A Saturday, on which this desk does not work.
    let desk = try Desks.hours(proclaimed: proclaimed)
    #expect(desk.holidaysKept(on: try date("2027-05-08")).map(\.name) == ["Coronation Day"])
    #expect(desk.holidaysKept(on: try date("2027-05-10")).isEmpty)
  }

  @Test func `there are no holidays before 2004 and after 2100`() {
    #expect(PublicHolidays.of(year: 2003, region: .auckland).isEmpty)
    #expect(PublicHolidays.of(year: 2004, region: .auckland).count == 11)
    #expect(PublicHolidays.of(year: 2100, region: .auckland).count == 11)
    #expect(PublicHolidays.of(year: 2101, region: .auckland).isEmpty)
  }
}

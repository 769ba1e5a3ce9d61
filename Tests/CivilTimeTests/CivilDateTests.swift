import CivilTime
import Testing

struct CivilDateTests {
  @Test func `a walk day by day over 1800 to 2200 finds the same dates and weekdays`() {
    // 1 January 1800 was a Wednesday, 62,091 days before 1 January 1970.
    var (year, month, day, weekday) = (1800, 1, 1, 2)
    var number = -62_091
    while year <= 2200 {
      let date = CivilDate(dayNumber: number)
      let parts = date.parts
      let same =
        parts == (year, month, day) && CivilDate(year: year, month: month, day: day) == date
        && date.weekday.index == weekday
      #expect(same, "\(date) at \(year)-\(month)-\(day)")
      if !same { return }
      number += 1
      weekday = (weekday + 1) % 7
      day += 1
      if day > monthLength(month, year) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  private func monthLength(_ month: Int, _ year: Int) -> Int {
    let leap = (year % 4 == 0 && year % 100 != 0) || year == 2000
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  @Test(arguments: [
    (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0),
    (2026, 1, 32), (0, 1, 1), (10_000, 1, 1),
  ])
  func `a day that isn't there is none`(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func `dates end at the years 1 and 9999`() {
    #expect(CivilDate(dayNumber: .min).description == "0001-01-01")
    #expect(CivilDate(dayNumber: .max).description == "9999-12-31")
    #expect(CivilDate(year: 1, month: 1, day: 1) == CivilDate(dayNumber: .min))
    #expect(CivilDate(year: 9999, month: 12, day: 31) == CivilDate(dayNumber: .max))
  }

  @Test func `a leap day leads to 1 March`() throws {
    let leapDay = try #require(CivilDate("2028-02-29"))
    #expect(leapDay.adding(days: 1).description == "2028-03-01")
    #expect(leapDay.adding(days: 366).description == "2029-03-01")
    #expect(leapDay.days(to: try #require(CivilDate("2028-02-01"))) == -28)
  }

  @Test func `the first weekday on or after a date may be that date`() throws {
    let friday = try #require(CivilDate("2026-12-25"))
    #expect(friday.firstOnOrAfter(.friday) == friday)
    #expect(friday.firstOnOrAfter(.thursday) == friday.adding(days: 6))
    #expect(friday.firstOnOrAfter(.saturday) == friday.adding(days: 1))
  }

  @Test(arguments: [
    "2026-2-03", "2026-02-3", "26-02-03", "2026/02/03", "2026-02-30", "2026-02-03 ", "+026-02-03",
    "", "2026-02", "２０26-02-03",
  ])
  func `a date in another form is refused`(text: String) { #expect(CivilDate(text) == nil) }

  @Test(arguments: ["08:00", "00:00", "23:59", "24:00"])
  func `a time of day reads back as it was written`(text: String) {
    #expect(TimeOfDay(text)?.description == text)
  }

  @Test(arguments: ["8:00", "8am", "24:01", "25:00", "08:60", "08:00:00", "-8:00", "0800", ""])
  func `a time of day in another form is refused`(text: String) { #expect(TimeOfDay(text) == nil) }

  @Test func `24:00 is 00:00 of the next day`() throws {
    let eve = try #require(CivilDate("2026-12-31"))
    #expect(CivilDateTime(eve, .endOfDay) == CivilDateTime(eve.adding(days: 1)))
    #expect(CivilDateTime(wallSeconds: -1).description == "1969-12-31 23:59:59")
    #expect(TimeOfDay(second: -5) == .startOfDay)
    #expect(TimeOfDay(second: .max) == .endOfDay)
  }

  @Test func `weekdays go round`() {
    #expect(Weekday(index: 0) == .monday)
    #expect(Weekday(index: -1) == .sunday)
    #expect(Weekday(index: 13) == .sunday)
    #expect(Weekday.allCases.filter(\.isWeekend) == [.saturday, .sunday])
    #expect(Weekday.wednesday.abbreviation == "Wed")
  }
}

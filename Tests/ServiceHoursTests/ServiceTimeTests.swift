import CivilTime
import ServiceHours
import Testing

struct ServiceTimeTests {
  @Test(arguments: [
    (0, "2026-11-24T20:00:00+13:00", "2026-11-24T20:00:00+13:00"),
    (-60, "2026-11-24T10:00:00+13:00", "2026-11-24T10:00:00+13:00"),
    (60, "2026-11-24T16:00:00+13:00", "2026-11-24T17:00:00+13:00"),
    (61, "2026-11-24T16:00:00+13:00", "2026-11-25T08:01:00+13:00"),
    (1, "2026-11-24T17:00:00+13:00", "2026-11-25T08:01:00+13:00"),
    (30, "2026-11-27T16:45:00+13:00", "2026-11-30T08:15:00+13:00"),
    // Over Christmas: the 25th and 28th are holidays, the 26th and 27th a weekend.
    (240, "2026-12-24T15:00:00+13:00", "2026-12-29T10:00:00+13:00"),
    // Over the change of the clock on 27 September.
    (540, "2026-09-25T12:00:00+12:00", "2026-09-28T12:00:00+13:00"),
  ])
  func `a deadline counts service time alone, and a full count ends at closing time`(
    minutes: Int, from: String, due: String
  ) throws {
    let deadline = try Desks.hours().deadline(after: .minutes(minutes), from: try moment(from))
    #expect(deadline == (try moment(due)))
  }

  @Test func `service time is exact to the microsecond`() throws {
    let hours = try Desks.hours()
    let start = try moment("2026-11-24T16:59:59.999999+13:00")
    let morning = try moment("2026-11-25T08:00:00+13:00")
    #expect(hours.deadline(after: .microseconds(1), from: start) == start + .microseconds(1))
    #expect(hours.deadline(after: .microseconds(2), from: start) == morning + .microseconds(1))
    #expect(hours.deadline(after: .nanoseconds(1), from: start) == start + .microseconds(1))
    let split = hours.split(start..<morning + .microseconds(7))
    #expect(split.service == .microseconds(8))
    #expect(split.afterHours == .hours(15))
  }

  @Test(arguments: [
    Duration.seconds(Int64.max), .seconds(Int64.min), .microseconds(Int64.max),
    .days(365 * 20), .seconds(Int64.max) + .nanoseconds(1),
  ])
  func `a span of any size has an answer or none, and stops nothing`(span: Duration) throws {
    let start = try moment("2026-11-24T10:00:00+13:00")
    let expected = span < .zero ? start : nil
    #expect(try Desks.hours().deadline(after: span, from: start) == expected)
  }

  @Test func `a deadline 20 years away is one, and one farther away is none`() throws {
    let hours = try Desks.hours(
      days: [], openings: [try Desks.special("2046-03-01 09:00", to: "2046-03-01 11:00")])
    let from = try moment("2026-03-01T10:00:00+13:00")
    #expect(
      hours.deadline(after: .hours(1), from: from) == (try moment("2046-03-01T10:00:00+13:00")))
    #expect(hours.deadline(after: .hours(1) + .microseconds(1), from: from) == nil)
    #expect(hours.deadline(after: .hours(1), from: from - .microseconds(1)) == nil)
    #expect(hours.deadline(after: .hours(3), from: from) == nil)
  }

  @Test(arguments: [
    ("2026-04-04T17:00:00+13:00", "2026-04-05T08:00:00+12:00", 16),
    ("2026-09-26T17:00:00+12:00", "2026-09-27T08:00:00+13:00", 14),
    ("2026-11-21T17:00:00+13:00", "2026-11-22T08:00:00+13:00", 15),
  ])
  func `the nights of the clock changes are 16 and 14 hours long`(
    close: String, open: String, length: Int
  ) throws {
    let hours = try Desks.hours(days: Weekday.allCases)
    let (close, open) = (try moment(close), try moment(open))
    #expect(hours.split(close..<open).afterHours == .hours(length))
    #expect(hours.nextOpening(after: close) == open)
    let around = hours.windows(in: (close - .hours(1))..<(open + .hours(2)))
    #expect(around == [(close - .hours(1))..<close, open..<(open + .hours(2))])
  }

  /// The instants of a Sunday's hours, in UTC.
  @Test(arguments: [
    // 27 September 2026: 02:00 becomes 03:00 at 14:00Z.
    ("02:30", "03:30", "2026-09-26T14:00:00Z 2026-09-26T14:30:00Z"),
    ("02:00", "03:00", ""), ("02:15", "02:45", ""),
    ("01:30", "02:30", "2026-09-26T13:30:00Z 2026-09-26T14:00:00Z"),
    // 5 April 2026: 03:00 becomes 02:00 at 14:00Z.
    ("02:30", "03:30", "2026-04-04T13:30:00Z 2026-04-04T15:30:00Z"),
    ("02:15", "02:45", "2026-04-04T13:15:00Z 2026-04-04T13:45:00Z"),
    ("01:30", "02:00", "2026-04-04T12:30:00Z 2026-04-04T13:00:00Z"),
  ])
  func `weekly hours run from the first reading of their start to that of their end`(
    opens: String, closes: String, expected: String
  ) throws {
    let hours = try Desks.hours(days: [.sunday], opens, to: closes)
    let utc = try Desks.zone("UTC")
    let nights =
      expected.contains("04-04")
      ? ["2026-04-04T06:00:00Z", "2026-04-05T06:00:00Z"]
      : ["2026-09-26T06:00:00Z", "2026-09-27T06:00:00Z"]
    let windows = hours.windows(in: try moment(nights[0])..<(try moment(nights[1])))
    let text = windows.flatMap { [$0.lowerBound, $0.upperBound] }.map { RFC3339.text($0, in: utc) }
      .map { $0.replacing("+00:00", with: "Z") }.joined(separator: " ")
    #expect(text == expected)
  }

  @Test func `hours to midnight and from midnight are one window`() throws {
    let hours = try Desks.hours(days: Weekday.allCases, "00:00", to: "24:00")
    let range = try moment("2026-11-02T00:00:00+13:00")..<(try moment("2026-12-25T12:00:00+13:00"))
    #expect(
      hours.windows(in: range) == [range.lowerBound..<(try moment("2026-12-25T00:00:00+13:00"))])
  }

  @Test func `an empty range has no windows and no time`() throws {
    let noon = try moment("2026-11-24T12:00:00+13:00")
    #expect(try Desks.hours().windows(in: noon..<noon).isEmpty)
    #expect(try Desks.hours().split(noon..<noon).service == .zero)
  }

  @Test func `the next opening is later than the instant asked of`() throws {
    let hours = try Desks.hours()
    let opening = try moment("2026-11-24T08:00:00+13:00")
    #expect(hours.nextOpening(after: opening - .microseconds(1)) == opening)
    #expect(hours.nextOpening(after: opening) == opening + .days(1))
    #expect(hours.nextOpening(after: opening + .hours(2)) == opening + .days(1))
  }

  @Test func `faulty hours that overlap or name a day twice are counted once`() throws {
    let weekly = [
      WeeklyHours(
        days: [.monday, .monday], opens: try Desks.time("08:00"), closes: try Desks.time("12:00")),
      WeeklyHours(days: [.monday], opens: try Desks.time("10:00"), closes: try Desks.time("17:00")),
      WeeklyHours(days: [.monday], opens: try Desks.time("19:00"), closes: try Desks.time("18:00")),
    ]
    let hours = ServiceHours(DeskHours(zone: try Desks.zone(), region: nil, weekly: weekly))
    let monday = try moment("2026-11-23T00:00:00+13:00")
    #expect(
      hours.windows(in: monday..<monday + .days(1)) == [monday + .hours(8)..<monday + .hours(17)])
  }
}

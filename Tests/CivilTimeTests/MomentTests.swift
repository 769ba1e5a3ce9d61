import CivilTime
import Testing

struct MomentTests {
  private func utc() throws -> TimeZoneRules { try TimeZoneDatabase().zone("UTC") }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-12-25T02:10:00+13:00", 1_798_117_800_000_000),
    ("2026-12-24t13:10:00z", 1_798_117_800_000_000),
    ("2026-12-24 13:10:00-00:00", 1_798_117_800_000_000),
    ("2026-12-24T13:10:00.25Z", 1_798_117_800_250_000),
    ("2026-12-24T13:10:00.0000019Z", 1_798_117_800_000_001),
    ("2026-12-24T13:10:00.123456789012345678901234567890Z", 1_798_117_800_123_456),
    ("1969-12-31T23:59:59.999999Z", -1), ("2016-12-31T23:59:60Z", 1_483_228_800_000_000),
    ("2017-01-01T12:59:60+13:00", 1_483_228_800_000_000),
    ("2028-02-29T00:00:00Z", 1_835_395_200_000_000),
  ])
  func `a time with its offset is one moment`(text: String, microseconds: Int64) {
    #expect(RFC3339.moment(text)?.microseconds == microseconds)
  }

  @Test(arguments: [
    "", "2026-12-25", "2026-12-25T02:10:00", "2026-12-25T02:10+13:00", "2026-12-25T02:10:00+13",
    "2026-12-25T02:10:00+1300", "2026-12-25T02:10:00 +13:00", "2026-12-25T02:10:00+24:00",
    "2026-12-25T02:10:00+13:60", "2026-12-25T24:00:00Z", "2026-12-25T02:60:00Z",
    "2026-12-25T02:10:61Z", "2026-12-25T02:10:60Z", "2016-12-31T23:59:60+13:00",
    "2026-12-25T02:10:00.Z", "2026-12-25T02:10:00,5Z", "2026-02-29T00:00:00Z",
    "2026-12-25T02:10:00Z ", " 2026-12-25T02:10:00Z", "2026-12-25T+2:10:00Z",
    "+026-12-25T02:10:00Z",
    "2026-12-25_02:10:00Z", "2026-12-25T02:10:00\u{2212}13:00", "26-12-25T02:10:00Z",
  ])
  func `what is not a time with its offset is refused`(text: String) {
    #expect(RFC3339.moment(text) == nil)
  }

  @Test func `a text longer than any time is refused, whatever it begins with`() {
    let start = "2026-12-25T02:10:00."
    let longest = start + String(repeating: "1", count: 64 - start.count - 1) + "Z"
    #expect(RFC3339.moment(longest) != nil)
    #expect(RFC3339.moment(longest + "Z") == nil)
    #expect(RFC3339.moment(longest + "garbage") == nil)
    #expect(RFC3339.moment(start + String(repeating: "1", count: 64 - start.count) + "Z") == nil)
  }

  @Test(arguments: [
    ("2026-12-25T02:10:00+13:00", "Pacific/Auckland"),
    ("2026-07-10T02:10:59+12:00", "Pacific/Auckland"),
    ("2026-12-25T02:10:00+13:45", "Pacific/Chatham"),
    ("2026-01-25T02:10:00-03:30", "America/St_Johns"),
    ("0999-07-10T02:10:59+00:00", "UTC"),
    // In the hour that comes twice, the offset tells them apart.
    ("2026-04-05T02:30:00+13:00", "Pacific/Auckland"),
    ("2026-04-05T02:30:00+12:00", "Pacific/Auckland"),
  ])
  func `what goes out bears the local offset, and reads back`(text: String, zone: String) throws {
    let moment = try #require(RFC3339.moment(text))
    #expect(RFC3339.text(moment, in: try TimeZoneDatabase().zone(zone)) == text)
  }

  @Test func `fractions are cut off towards the past when a time goes out`() throws {
    #expect(RFC3339.text(Moment(microseconds: -1), in: try utc()) == "1969-12-31T23:59:59+00:00")
    #expect(
      RFC3339.text(Moment(microseconds: 999_999), in: try utc()) == "1970-01-01T00:00:00+00:00")
  }

  @Test func `an offset with seconds is written so that it reads back`() throws {
    // Auckland's mean time until 1868: 11 h 39 min 4 s.
    let moment = try #require(RFC3339.moment("1860-01-01T00:00:00Z"))
    let text = RFC3339.text(moment, in: try TimeZoneDatabase().zone("Pacific/Auckland"))
    #expect(text == "1860-01-01T11:39:00+11:39")
    #expect(RFC3339.moment(text) == moment)
  }

  @Test func `spans and moments are held at the ends of what 64 bits reach`() {
    let (first, last) = (Moment(microseconds: .min), Moment(microseconds: .max))
    #expect(last + .microseconds(1) == last)
    #expect(last + .seconds(Int64.max) == last)
    #expect(last - .microseconds(1) < last)
    #expect(first - .days(1) == first)
    #expect(first + .seconds(Int64.min) == first)
    #expect(first - .seconds(Int64.min) == last)
    #expect(last - first == .microseconds(Int64.max) - .microseconds(Int64.min))
    #expect(Moment(seconds: .max) == last)
    #expect(Moment(seconds: .min) == first)
    #expect(Duration.seconds(Int64.max).microseconds == .max)
    #expect(Duration.seconds(Int64.min).microseconds == .min)
    #expect(Duration.nanoseconds(-1500).microseconds == -1)
  }
}

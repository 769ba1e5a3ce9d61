import Callbacks
import CivilTime
import Testing

/// Times as a caller hears them (spec: http-api.md, "Call events").
struct SpokenTimeTests {
  @Test(arguments: [
    ("2026-07-10T08:00:00+12:00", "8 am"), ("2026-07-10T02:10:00+12:00", "2:10 am"),
    ("2026-07-10T12:00:00+12:00", "noon"), ("2026-07-10T12:05:00+12:00", "12:05 pm"),
    ("2026-07-10T00:00:00+12:00", "midnight"), ("2026-07-10T00:05:00+12:00", "12:05 am"),
    ("2026-07-11T00:00:00+12:00", "midnight tonight"),
    ("2026-07-10T13:09:59+12:00", "1:09 pm"), ("2026-07-11T01:10:00+12:00", "1:10 am tomorrow"),
    ("2026-07-13T08:00:00+12:00", "8 am on Monday 13 July"),
    ("2026-07-09T23:50:00+12:00", "11:50 pm yesterday"),
  ])
  func `a deadline is told by its time, and its day when that is another`(
    _ time: String, _ words: String
  ) throws {
    #expect(try spoken(time).timeThenDay == words)
  }

  @Test(arguments: [
    ("2026-07-10T08:00:00+12:00", "at 8 am"), ("2026-07-11T08:00:00+12:00", "tomorrow at 8 am"),
    ("2026-07-13T08:00:00+12:00", "on Monday 13 July at 8 am"),
  ])
  func `an opening is told by its day first`(_ time: String, _ words: String) throws {
    #expect(try spoken(time).dayThenTime == words)
  }

  private func spoken(_ time: String) throws -> SpokenTime {
    SpokenTime(
      try #require(RFC3339.moment(time)),
      heardAt: try #require(RFC3339.moment("2026-07-10T02:00:00+12:00")),
      in: try TimeZoneDatabase().zone("Pacific/Auckland"))
  }
}

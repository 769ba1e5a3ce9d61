import Callbacks
import CivilTime
import Testing

/// Times as a caller hears them (spec: http-api.md, "Call events").
struct SpokenTimeTests {
  @Test(arguments: [
    ("2026-07-13T08:00:00+12:00", "8 am"), ("2026-07-13T02:10:00+12:00", "2:10 am"),
    ("2026-07-13T12:00:00+12:00", "noon"), ("2026-07-13T00:00:00+12:00", "midnight"),
    ("2026-07-13T12:05:00+12:00", "12:05 pm"), ("2026-07-13T00:05:00+12:00", "12:05 am"),
    ("2026-07-14T08:00:00+12:00", "8 am tomorrow"),
    ("2026-07-20T08:00:00+12:00", "8 am on Monday 20 July"),
  ])
  func `a time is said as people say it`(time: String, words: String) throws {
    let zone = try TimeZoneDatabase().zone("Pacific/Auckland")
    let moment = try #require(RFC3339.moment(time))
    let heard = try #require(RFC3339.moment("2026-07-13T01:00:00+12:00"))
    #expect(SpokenTime(moment, heardAt: heard, in: zone).timeThenDay == words)
  }
}

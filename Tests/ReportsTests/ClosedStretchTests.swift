import Callbacks
import CivilTime
import Rota
import Testing

@testable import Reports

/// Since when the desk is, or was last, closed. Matariki is Friday 10 July 2026, Easter from 3 to 6 April.
struct ClosedStretchTests {
  @Test(arguments: [
    ("2026-07-13T08:00:00+12:00", "2026-07-09T17:00:00+12:00", "2026-07-13T08:00:00+12:00", true),
    ("2026-07-13T12:00:00+12:00", "2026-07-09T17:00:00+12:00", "2026-07-13T08:00:00+12:00", true),
    ("2026-07-11T10:00:00+12:00", "2026-07-09T17:00:00+12:00", "2026-07-11T10:00:00+12:00", false),
    ("2026-07-13T17:00:00+12:00", "2026-07-13T17:00:00+12:00", "2026-07-13T17:00:00+12:00", false),
    ("2026-04-07T08:00:00+12:00", "2026-04-02T17:00:00+13:00", "2026-04-07T08:00:00+12:00", true),
    // A shutdown of five weeks.
    ("2027-01-18T08:00:00+13:00", "2026-12-11T17:00:00+13:00", "2027-01-18T08:00:00+13:00", true),
    ("2027-01-17T08:00:00+13:00", "2026-12-11T17:00:00+13:00", "2027-01-17T08:00:00+13:00", false),
    // By hand within the hours, and from within them past their end.
    ("2026-07-14T12:30:00+12:00", "2026-07-14T12:00:00+12:00", "2026-07-14T12:30:00+12:00", false),
    ("2026-07-14T13:00:00+12:00", "2026-07-14T12:00:00+12:00", "2026-07-14T13:00:00+12:00", true),
    ("2026-07-14T11:59:00+12:00", "2026-07-13T17:00:00+12:00", "2026-07-14T08:00:00+12:00", true),
    ("2026-07-16T09:00:00+12:00", "2026-07-15T16:00:00+12:00", "2026-07-16T08:00:00+12:00", true),
  ])
  func `it goes from the closing to the opening, or to now`(
    at: String, from: String, to: String, hasEnded: Bool
  ) throws {
    let timeline = Desk.timeline(
      try Desk.configuration("closed 2026-12-12 to 2027-01-17 \"Summer\""))
    let closings = try [
      ("2026-07-14T12:00:00+12:00", "2026-07-14T13:00:00+12:00"),
      ("2026-07-15T16:00:00+12:00", "2026-07-15T18:00:00+12:00"),
    ].map { ClosingByHand(range: try Desk.range($0.0, $0.1), reason: "a drill", by: "kiri") }
    let found = ClosedStretch.latest(
      at: try Desk.moment(at), timeline: timeline, closings: closings)
    #expect(
      found == ClosedStretch(range: try Desk.range(from, to), hasEnded: hasEnded))
  }

  @Test func `hours that were other then count as they were`() throws {
    let edited = try Desk.moment("2026-07-14T10:00:00+12:00")
    let old = try Desk.configuration("closed 2026-07-14 \"Stocktaking\"")
    let timeline = ConfigurationTimeline(
      sinces: [try Desk.moment("2026-01-01T00:00:00+13:00"), edited],
      present: try Desk.configuration(), load: { _ in old })
    let found = ClosedStretch.latest(
      at: try Desk.moment("2026-07-14T11:00:00+12:00"), timeline: timeline, closings: [])
    #expect(found?.range.lowerBound == (try Desk.moment("2026-07-13T17:00:00+12:00")))
    #expect(found?.range.upperBound == edited)
  }
}

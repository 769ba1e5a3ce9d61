import Callbacks
import CivilTime
import Rota
import ServiceHours
import Testing

@testable import Reports

/// Easter 2026 of a desk, worked out by hand: Good Friday on 3 April, the clock put back on Sunday the 5th,
/// Easter Monday on the 6th, on which Aroha hands over to Ben at 08:00.
struct OnCallReportTests {
  private let easter: Range<Moment>

  init() throws {
    easter = try Desk.range("2026-04-02T00:00:00+13:00", "2026-04-07T00:00:00+12:00")
  }

  private func report(
    _ timeline: ConfigurationTimeline? = nil, now: String, sent: [(String, String)] = [],
    work: [TimeEntry] = []
  ) throws -> OnCallReport {
    OnCallReport(
      easter, timeline: try timeline ?? Desk.timeline(Desk.configuration()),
      now: try Desk.moment(now),
      sent: try sent.map { (person: Name($0.0), at: try Desk.moment($0.1)) }, work: work)
  }

  /// Hours of holidays, weekends, nights, and others.
  private func hours(_ hours: DutyHours) -> [Int64] {
    DutyHours.Sort.allCases.map { hours[$0].wholeSeconds / 3600 }
  }

  @Test func `what was stands beside what is planned, and each hour counts once`() throws {
    let all = try report(now: "2026-05-01T00:00:00+12:00")
    #expect(all.people.map(\.person.text) == ["aroha", "ben"])
    // Thursday 00 to 08 and 17 to 24; Good Friday; Saturday; Sunday of 25 hours; Easter Monday to 08.
    #expect(all.people.map { hours($0.done) } == [[32, 49, 9, 6], [16, 0, 0, 0]])
    #expect(all.people.map(\.planned.total) == [.zero, .zero])
    let saturday = try report(now: "2026-04-04T12:00:00+13:00")
    #expect(saturday.people.map { hours($0.done) } == [[24, 12, 9, 6], [0, 0, 0, 0]])
    #expect(saturday.people.map { hours($0.planned) } == [[8, 37, 0, 0], [16, 0, 0, 0]])
    #expect(saturday.evenShare == .hours(56))
    #expect(saturday.people.map { saturday.aboveEven($0) } == [.hours(40), .hours(-40)])
    let ahead = try report(now: "2026-01-01T00:00:00+13:00")
    #expect(ahead.people.map { hours($0.planned) } == [[32, 49, 9, 6], [16, 0, 0, 0]])
  }

  @Test(arguments: [
    ("2026-04-05T00:00:00+13:00", "2026-04-06T00:00:00+12:00", [0, 25, 0, 0]),
    ("2026-09-27T00:00:00+12:00", "2026-09-28T00:00:00+13:00", [0, 23, 0, 0]),
    // Anzac Day, a Saturday, is kept on the Monday.
    ("2026-04-25T00:00:00+12:00", "2026-04-26T00:00:00+12:00", [0, 24, 0, 0]),
    ("2026-04-27T00:00:00+12:00", "2026-04-28T00:00:00+12:00", [24, 0, 0, 0]),
    ("2026-07-14T17:00:00+12:00", "2026-07-15T08:00:00+12:00", [0, 0, 9, 6]),
    ("2026-07-17T21:59:00+12:00", "2026-07-17T22:00:00+12:00", [0, 0, 0, 0]),
    ("2026-07-09T17:00:00+12:00", "2026-07-10T08:00:00+12:00", [8, 0, 2, 5]),
  ])
  func `an hour is a holiday's, else a weekend's, else a night's`(
    from: String, to: String, wanted: [Int64]
  ) throws {
    let divided = DutyHours(try Desk.range(from, to), hours: try Desk.configuration().hours)
    #expect(hours(divided) == wanted)
    #expect(divided.total == (try Desk.moment(to)) - (try Desk.moment(from)))
  }

  @Test func `an hour woken is a clock hour of the night with a notice`() throws {
    let sent = [
      ("aroha", "2026-04-02T22:10:00+13:00"), ("aroha", "2026-04-02T22:50:00+13:00"),
      ("aroha", "2026-04-03T06:59:59+13:00"), ("aroha", "2026-04-03T07:00:00+13:00"),
      ("aroha", "2026-04-03T21:59:59+13:00"),
      // The hour from two to three comes twice.
      ("aroha", "2026-04-05T02:30:00+13:00"), ("aroha", "2026-04-05T02:30:00+12:00"),
      ("kiri", "2026-04-05T03:00:00+12:00"),
    ]
    let report = try report(now: "2026-05-01T00:00:00+12:00", sent: sent)
    #expect(report.people.map(\.person.text) == ["aroha", "ben", "kiri"])
    #expect(report.people.map(\.hoursWoken) == [4, 0, 1])
    #expect(report.aboveEven(report.people[2]) == nil)
    #expect(report.evenShare == .hours(56))
  }

  @Test func `what was worked counts out of service hours alone`() throws {
    let range = try Desk.range("2026-04-02T16:30:00+13:00", "2026-04-02T17:20:00+13:00")
    let timeline = Desk.timeline(try Desk.configuration())
    let entry = TimeEntry(
      ticket: TicketNumber(1001), person: Name("ben"), start: range.lowerBound,
      end: range.upperBound, note: nil, recordedAt: range.upperBound,
      pieces: timeline.pieces(ofWork: range))
    let report = try report(now: "2026-05-01T00:00:00+12:00", work: [entry])
    #expect(report.people.map(\.worked) == [.zero, .minutes(20)])
  }

  @Test func `what has passed goes by the files that were in force then`() throws {
    let old = try Desk.configuration()
    let new = try Desk.configuration(turns: "from 2026-03-30 kiri")
    let edited = try Desk.moment("2026-04-04T00:00:00+13:00")
    let timeline = ConfigurationTimeline(
      sinces: [try Desk.moment("2026-01-01T00:00:00+13:00"), edited], present: new,
      load: { _ in old })
    let report = try report(timeline, now: "2026-04-05T00:00:00+13:00")
    #expect(report.people.map(\.person.text) == ["aroha", "kiri"])
    #expect(report.people.map { hours($0.done) } == [[24, 0, 9, 6], [0, 24, 0, 0]])
    #expect(report.people.map { hours($0.planned) } == [[0, 0, 0, 0], [24, 25, 0, 0]])
  }

  @Test func `hours in which the first step reaches nobody are nobody's`() throws {
    let late = try Desk.configuration(turns: "from 2026-04-06 ben")
    let report = try report(Desk.timeline(late), now: "2026-04-03T00:00:00+13:00")
    #expect(hours(report.nobodyDone) == [0, 0, 9, 6])
    #expect(hours(report.nobodyPlanned) == [32, 49, 0, 0])
    #expect(report.people.map { hours($0.planned) } == [[16, 0, 0, 0]])
  }

  @Test func `a period without an hour in it is empty`() throws {
    let now = try Desk.moment("2026-04-02T00:00:00+13:00")
    let report = OnCallReport(
      now..<now, timeline: Desk.timeline(try Desk.configuration()), now: now, sent: [], work: [])
    #expect(report.people.map(\.total) == [.zero, .zero])
    #expect(report.evenShare == .zero)
  }
}

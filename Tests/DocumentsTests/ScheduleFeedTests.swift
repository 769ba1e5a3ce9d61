import CivilTime
import Rota
import Testing

@testable import Documents

/// Spec: RFC 5545; `.ci/ics_check.py` reads the same with a reader that is not ours.
struct ScheduleFeedTests {
  private let configuration: Configuration
  private let zone: TimeZoneRules
  private let now: Moment

  init() throws {
    configuration = try ScheduleFeedTests.configuration("Pacific/Auckland")
    zone = try TimeZoneDatabase().zone("Pacific/Auckland")
    now = try #require(RFC3339.moment("2026-09-20T10:00:00.9Z"))
  }

  private static func configuration(_ zone: String) throws -> Configuration {
    let text = """
      desk
          name "Desk; North, \\"
          time zone \(zone)
          region none
          hours Monday to Friday 08:00 to 17:00
          dial sip:desk@pbx.example.nz
      person tāne
          name "Tāne, Rewi"
          phone 021 555 0101
          notify log
      person ben
          name "Ben Carter"
          phone 021 555 0102
          notify log
      rota primary
          turn 1 week
          hands over Monday 02:30
          from 2026-01-05 tāne, ben
      leave ben 2026-09-23
      override primary 2026-09-27 01:00 to 03:00 by tāne
      escalation
          at once primary
          last resort ben
      """
    let source = ZoneSource(
      rules: { name throws(TimeZoneFault) in try TimeZoneDatabase().zone(name) })
    let read = Configuration.read(
      [RotaFile(name: "a.rota", bytes: Array(text.utf8))], zones: source)
    return try #require(read.configuration, "\(read.problems)")
  }

  private func moment(_ text: String) throws -> Moment { try #require(RFC3339.moment(text)) }

  private func person(_ name: String) throws -> Person {
    try #require(configuration.people.first { $0.name == Name(name) })
  }

  /// The lines, put together again where they were folded.
  private func lines(_ feed: ScheduleFeed) -> [String] {
    String(decoding: feed.bytes, as: UTF8.self).replacing("\r\n ", with: "")
      .split(separator: "\r\n").map(String.init)
  }

  @Test func `a person's feed holds each shift, by the desk's clock and its changes`() throws {
    let range = try moment("2026-09-22T00:00:00+12:00")..<moment("2026-09-27T20:00:00+13:00")
    let feed = ScheduleFeed(
      configuration.schedule(in: range), of: try person("tāne"), configuration: configuration,
      now: now)
    #expect(
      lines(feed) == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ringback//On-call schedule//EN",
        "CALSCALE:GREGORIAN", "NAME:On call: Tāne\\, Rewi", "X-WR-CALNAME:On call: Tāne\\, Rewi",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "BEGIN:VTIMEZONE",
        "TZID:Pacific/Auckland", "BEGIN:STANDARD", "DTSTART:20260405T030000", "TZOFFSETFROM:+1300",
        "TZOFFSETTO:+1200", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:20260927T020000",
        "TZOFFSETFROM:+1200", "TZOFFSETTO:+1300", "END:DAYLIGHT", "END:VTIMEZONE",
        "BEGIN:VEVENT", "UID:20260922T120000Z-primary-tāne@ringback", "DTSTAMP:20260920T100000Z",
        "DTSTART;TZID=Pacific/Auckland:20260923T000000",
        "DTEND;TZID=Pacific/Auckland:20260924T000000", "SUMMARY:On call (primary)",
        "DESCRIPTION:Stands in for Ben Carter.", "TRANSP:TRANSPARENT", "END:VEVENT",
        "BEGIN:VEVENT", "UID:20260926T130000Z-primary-tāne@ringback", "DTSTAMP:20260920T100000Z",
        "DTSTART;TZID=Pacific/Auckland:20260927T010000",
        "DTEND;TZID=Pacific/Auckland:20260927T030000", "SUMMARY:On call (primary)",
        "DESCRIPTION:By an override.", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR",
      ])
  }

  @Test func `everybody's feed names the person, and marks are escaped`() throws {
    let range = try moment("2026-09-21T00:00:00+12:00")..<moment("2026-09-21T08:00:00+12:00")
    let all = lines(
      ScheduleFeed(configuration.schedule(in: range), configuration: configuration, now: now))
    #expect(all.contains("NAME:On call: Desk\\; North\\, \\\\"))
    #expect(
      all.filter { $0.hasPrefix("SUMMARY") }.sorted() == [
        "SUMMARY:Ben Carter on call (primary)", "SUMMARY:Tāne\\, Rewi on call (primary)",
      ])
  }

  @Test func `no line is longer than 75 octets, and no character is divided`() throws {
    for length in 0..<80 {
      var writer = ICalendarWriter()
      let text = String(repeating: "x", count: length) + "āāāāāāāāāāāāā✆🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂"
      writer.text("SUMMARY", text)
      let pieces = writer.bytes.split(separator: 0x0A).map { Array($0) }
      #expect(pieces.count > 1)
      for piece in pieces {
        #expect(piece.last == 0x0D)
        #expect(piece.count - 1 <= ICalendarWriter.lineBytesMax)
        #expect(String(validating: piece, as: UTF8.self) != nil)
      }
      let whole = String(decoding: writer.bytes, as: UTF8.self)
      #expect(whole.replacing("\r\n ", with: "") == "SUMMARY:\(text)\r\n")
    }
    var exact = ICalendarWriter()
    exact.line("X", String(repeating: "y", count: 73))
    #expect(exact.bytes.count == 77)
    var over = ICalendarWriter()
    over.line("X", String(repeating: "y", count: 74))
    #expect(over.bytes.count == 77 + 4)
  }

  @Test func `a line's end inside a text, and control characters, do no harm`() {
    var writer = ICalendarWriter()
    writer.text("SUMMARY", "a\r\nEND:VEVENT\u{7}")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "SUMMARY:a \\nEND:VEVENT \r\n")
  }

  @Test func `the second of an hour that comes twice is written in UTC`() throws {
    var writer = ICalendarWriter()
    writer.time("DTSTART", try moment("2027-04-03T13:30:00Z"), in: zone)
    writer.time("DTSTART", try moment("2027-04-03T14:30:00Z"), in: zone)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == "DTSTART;TZID=Pacific/Auckland:20270404T023000\r\nDTSTART:20270403T143000Z\r\n")
  }

  @Test(arguments: [
    ("UTC", ["+0000 +0000"]), ("Asia/Kathmandu", ["+0530 +0545"]),
    ("Australia/Lord_Howe", ["+1100 +1030", "+1030 +1100", "+1100 +1030"]),
  ])
  func `a zone's observances are its real clock changes and no others`(
    zone: String, offsets: [String]
  ) throws {
    var writer = ICalendarWriter()
    let range = try moment("2026-07-01T00:00:00Z")..<moment("2027-06-30T00:00:00Z")
    writer.timeZone(try TimeZoneDatabase().zone(zone), in: range)
    let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\r\n")
    let from = lines.filter { $0.hasPrefix("TZOFFSETFROM") }.map { $0.dropFirst(13) }
    let to = lines.filter { $0.hasPrefix("TZOFFSETTO") }.map { $0.dropFirst(11) }
    #expect(zip(from, to).map { "\($0) \($1)" } == offsets)
  }

  @Test func `a shift is the same event whenever the feed is made, and whatever its length`() throws
  {
    let tāne = try person("tāne")
    func feed(_ now: String, _ configuration: Configuration) throws -> [String] {
      let moment = try moment(now)
      let table = OnCallTable(configuration, in: moment..<moment)
      let shifts = ScheduleFeed.shifts(of: tāne, by: table, now: moment)
      return lines(
        ScheduleFeed(shifts, of: tāne, configuration: configuration, now: moment)
      ).filter { $0.hasPrefix("UID") }
    }
    let first = try feed("2026-09-20T00:00:00Z", configuration)
    let later = try feed("2026-09-22T00:00:00Z", configuration)
    #expect(!first.isEmpty && Set(first).count == first.count)
    // A month before, in the middle of a shift of Tāne's.
    #expect(first.first == "UID:20260816T143000Z-primary-tāne@ringback")
    #expect(later.first == first.first)
    #expect(Array(later.prefix(first.count)) == first)
  }

  @Test func `a feed without shifts is a calendar all the same`() throws {
    let empty = lines(ScheduleFeed([], configuration: configuration, now: now))
    #expect(empty.contains("BEGIN:VTIMEZONE"))
    #expect(empty.last == "END:VCALENDAR")
    #expect(!empty.contains("BEGIN:VEVENT"))
  }

  @Test func `cells with marks are quoted, and nothing else is`() {
    var csv = CSV(["a", "b"])
    csv.add(["x y", "1,2"])
    csv.add(["say \"hi\"", "two\nlines"])
    csv.add(["", "ā"])
    #expect(csv.text == "a,b\r\nx y,\"1,2\"\r\n\"say \"\"hi\"\"\",\"two\nlines\"\r\n,ā\r\n")
  }
}

import CivilTime
import Testing

struct TimeZoneTests {
  private func zone(_ name: String) throws -> TimeZoneRules { try TimeZoneDatabase().zone(name) }

  private func local(_ text: String) throws -> CivilDateTime {
    // 2026-04-05 02:59:59
    let parts = text.suffix(8).split(separator: ":").compactMap { Int($0) }
    return CivilDateTime(
      try #require(CivilDate(text.prefix(10))),
      try #require(TimeOfDay(hour: parts[0], minute: parts[1], second: parts[2])))
  }

  /// Where each local time lies, in UTC.
  @Test(arguments: [
    // 03:00 becomes 02:00 on 5 April 2026.
    ("Pacific/Auckland", "2026-04-05 01:59:59", "exact 2026-04-04T12:59:59"),
    ("Pacific/Auckland", "2026-04-05 02:00:00", "fold 2026-04-04T13:00:00 2026-04-04T14:00:00"),
    ("Pacific/Auckland", "2026-04-05 02:59:59", "fold 2026-04-04T13:59:59 2026-04-04T14:59:59"),
    ("Pacific/Auckland", "2026-04-05 03:00:00", "exact 2026-04-04T15:00:00"),
    // 02:00 becomes 03:00 on 27 September 2026.
    ("Pacific/Auckland", "2026-09-27 01:59:59", "exact 2026-09-26T13:59:59"),
    ("Pacific/Auckland", "2026-09-27 02:00:00", "gap 2026-09-26T14:00:00"),
    ("Pacific/Auckland", "2026-09-27 02:59:59", "gap 2026-09-26T14:00:00"),
    ("Pacific/Auckland", "2026-09-27 03:00:00", "exact 2026-09-26T14:00:00"),
    // At the same instants: 03:45 becomes 02:45, 02:45 becomes 03:45.
    ("Pacific/Chatham", "2026-04-05 02:44:59", "exact 2026-04-04T12:59:59"),
    ("Pacific/Chatham", "2026-04-05 02:45:00", "fold 2026-04-04T13:00:00 2026-04-04T14:00:00"),
    ("Pacific/Chatham", "2026-04-05 03:44:59", "fold 2026-04-04T13:59:59 2026-04-04T14:59:59"),
    ("Pacific/Chatham", "2026-04-05 03:45:00", "exact 2026-04-04T15:00:00"),
    ("Pacific/Chatham", "2026-09-27 02:44:59", "exact 2026-09-26T13:59:59"),
    ("Pacific/Chatham", "2026-09-27 02:45:00", "gap 2026-09-26T14:00:00"),
    ("Pacific/Chatham", "2026-09-27 03:44:59", "gap 2026-09-26T14:00:00"),
    ("Pacific/Chatham", "2026-09-27 03:45:00", "exact 2026-09-26T14:00:00"),
    // By the rule at the file's end.
    ("Pacific/Auckland", "2060-04-04 02:30:00", "fold 2060-04-03T13:30:00 2060-04-03T14:30:00"),
    ("Pacific/Auckland", "2060-09-26 02:30:00", "gap 2060-09-25T14:00:00"),
    ("Pacific/Auckland", "2060-07-01 12:00:00", "exact 2060-07-01T00:00:00"),
    ("Pacific/Auckland", "2100-12-31 23:59:59", "exact 2100-12-31T10:59:59"),
    ("Pacific/Chatham", "2060-09-26 03:00:00", "gap 2060-09-25T14:00:00"),
    // A date that never was: Samoa went over the date line.
    ("Pacific/Apia", "2011-12-30 12:00:00", "gap 2011-12-30T10:00:00"),
    ("Pacific/Apia", "2011-12-31 00:00:00", "exact 2011-12-30T10:00:00"),
    ("UTC", "2026-04-05 02:30:00", "exact 2026-04-05T02:30:00"),
  ])
  func `a local time exists once, twice or not at all`(
    name: String, text: String, expected: String
  )
    throws
  {
    let utc = try zone("UTC")
    func written(_ moment: Moment) -> String { "\(RFC3339.text(moment, in: utc).prefix(19))" }
    let reading = try zone(name).reading(of: try local(text))
    let found =
      switch reading {
      case .exact(let moment): "exact \(written(moment))"
      case .gap(let after): "gap \(written(after))"
      case .fold(let first, let second): "fold \(written(first)) \(written(second))"
      }
    #expect(found == expected)
    let first = try #require(RFC3339.moment(expected.split(separator: " ")[1] + "Z"))
    #expect(try zone(name).moment(of: try local(text)) == first)
  }

  @Test(arguments: [
    "Pacific/Auckland", "Pacific/Chatham", "Europe/Dublin", "America/St_Johns", "Africa/Casablanca",
    "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata",
  ])
  func `a reading finds every instant whose clock shows that time`(name: String) throws {
    let zone = try zone(name)
    let years =
      Moment(seconds: 946_684_800)..<Moment(seconds: 1_893_456_000)  // 2000 to 2030
    for change in zone.changes(in: years) + [Moment(seconds: 1_500_000_000)] {
      // Every half hour's clock for two days about the change, to the second at its edges.
      let seconds = Array(
        stride(from: change.seconds - 100_000, to: change.seconds + 100_000, by: 900))
      let instants = seconds + [change.seconds - 1, change.seconds, change.seconds + 1]
      var shown: [CivilDateTime: [Moment]] = [:]
      for second in Set(instants).sorted() {
        let moment = Moment(seconds: second)
        shown[zone.local(at: moment), default: []].append(moment)
      }
      for (local, moments) in shown {
        let reading = zone.reading(of: local)
        switch reading {
        case .exact(let moment): #expect(moments == [moment], "\(local)")
        case .fold(let first, let second):
          #expect(first < second && Set(moments).isSubset(of: [first, second]), "\(local)")
          #expect(zone.local(at: first) == local && zone.local(at: second) == local, "\(local)")
        case .gap: Issue.record("\(local) is shown, and read as a gap")
        }
      }
      checkGap(zone, at: change)
    }
  }

  /// Local times that the change springs over are shown by no instant, and mean the change itself.
  private func checkGap(_ zone: TimeZoneRules, at change: Moment) {
    let before = zone.local(at: change - .seconds(1)).wallSeconds + 1
    let after = zone.local(at: change).wallSeconds
    guard before < after else { return }
    for wall in [before, (before + after) / 2, after - 1] {
      #expect(zone.reading(of: CivilDateTime(wallSeconds: wall)) == .gap(after: change))
    }
  }

  @Test func `a day starts where its first instant is`() throws {
    // Beirut springs from 00:00 to 01:00.
    let day = try #require(CivilDate("2024-03-31"))
    let beirut = try zone("Asia/Beirut")
    #expect(beirut.local(at: beirut.start(of: day)) == (try local("2024-03-31 01:00:00")))
  }
}

import CivilTime
import ServiceHours
import TestSupport
import Testing

/// The calendar against a plain walk over days, minutes and seconds.
struct AgainstPlainWalkTests {
  @Test(arguments: [nil] + Region.allCases.map(Optional.some))
  func `a walk over the days of every year finds the same holidays`(region: Region?) {
    for year in PublicHolidays.years {
      let found = PublicHolidays.of(year: year, region: region)
      #expect(found.map(\.date) == found.map(\.date).sorted())
      let days = found.map {
        PlainCalendar.Day(name: $0.name, date: $0.date, observed: $0.observed)
      }
      let plain = PlainCalendar.holidays(year, region)
      #expect(Set(days) == plain && days.count == plain.count, "\(year)")
    }
  }

  @Test(arguments: Region.allCases, ["Pacific/Auckland", "Pacific/Chatham"])
  func `a walk over minutes agrees`(region: Region, zone: String) throws {
    let index = UInt64(Region.allCases.firstIndex(of: region) ?? 0)
    try agree(seed: index * 2 + (zone == "Pacific/Chatham" ? 1 : 0), region: region, zone: zone)
  }

  /// There the clock was put back from 00:01 to 23:01 until 2011: a date goes on after its
  /// midnight.
  @Test(arguments: 100..<UInt64(112))
  func `a walk over minutes agrees where the clock is put back over midnight`(seed: UInt64) throws {
    try agree(seed: seed, region: nil, zone: "America/St_Johns", years: 2005...2011)
  }

  /// On 7 November 2010 the clock there showed the 7th for one minute, then the 6th for 59 more.
  @Test(arguments: [
    ("2010-11-06", ["02:30 to 02:31", "03:30 to 06:00"]),
    ("2010-11-07", ["00:00 to 02:30", "02:31 to 03:30"]),
  ])
  func `a holiday closes the desk for as long as the clock shows its date`(
    holiday: String, expected: [String]
  ) throws {
    let desk = DeskHours(
      zone: try Desks.zone("America/St_Johns"), region: nil,
      weekly: [WeeklyHours(days: Weekday.allCases, opens: .startOfDay, closes: .endOfDay)],
      proclaimed: [ProclaimedHoliday(date: try date(holiday), name: "Day")])
    let range = try moment("2010-11-07T00:00:00Z")..<(try moment("2010-11-07T06:00:00Z"))
    let windows = ServiceHours(desk).windows(in: range)
    let utc = try Desks.zone("UTC")
    #expect(
      windows.map { "\(utc.local(at: $0.lowerBound).time) to \(utc.local(at: $0.upperBound).time)" }
        == expected)
    #expect(windows == PlainDesk(desk).stretches(of: range, step: .minutes(1)))
  }

  @Test(arguments: [
    ("Pacific/Auckland", "2026-04-04T12:00:00Z"), ("Pacific/Auckland", "2026-09-26T12:00:00Z"),
    ("Pacific/Chatham", "2026-04-04T12:00:00Z"), ("Pacific/Chatham", "2026-09-26T12:00:00Z"),
  ])
  func `a walk over the seconds of a night of change agrees`(zone: String, evening: String) throws {
    var random = SeededRandom(seed: 1)
    var desk = RandomDesk.make(
      &random, region: .auckland, zone: try Desks.zone(zone), about: try moment(evening))
    desk.weekly = try [("02:10", "02:35"), ("02:50", "03:05"), ("03:20", "07:00")].map {
      WeeklyHours(days: [.sunday], opens: try Desks.time($0), closes: try Desks.time($1))
    }
    (desk.openings, desk.closures) = ([], [])
    let hours = ServiceHours(desk)
    let range = try moment(evening)..<(try moment(evening) + .hours(8))
    let stretches = PlainDesk(desk).stretches(of: range, step: .seconds(1))
    #expect(stretches.count >= 2)
    #expect(hours.windows(in: range) == stretches)
    let service = stretches.reduce(Duration.zero) { $0 + ($1.upperBound - $1.lowerBound) }
    #expect(hours.split(range).service == service)
  }

  @Test(arguments: 300..<UInt64(320))
  func `a calendar of few years answers for them as the whole one does`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let now = try moment("2026-12-31T11:00:00Z")
    let desk = RandomDesk.make(
      &random, region: .auckland, zone: try Desks.zone(seed % 2 == 0 ? "Pacific/Auckland" : "UTC"),
      about: now)
    let (whole, few) = (ServiceHours(desk), ServiceHours(desk, years: 2026...2029))
    for _ in 0..<200 {
      let moment = RandomDesk.moment(&random, in: now - .days(360)..<now + .days(360))
      #expect(try few.state(at: moment) == whole.state(at: moment), "seed \(seed), \(moment)")
    }
    for outside in ["2025-12-30T00:00:00Z", "2030-01-02T00:00:00Z"] {
      let moment = try moment(outside)
      #expect(throws: OutsideCalendar.self) { try few.state(at: moment) }
    }
  }

  @Test(arguments: 200..<UInt64(220))
  func `a walk over the days of years agrees on splits and far deadlines`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let zone = try Desks.zone(seed % 2 == 0 ? "Pacific/Auckland" : "Pacific/Chatham")
    let first = CivilDate(
      uncheckedYear: Int.random(in: 2004...2094, using: &random), month: 1, day: 1)
    var desk = RandomDesk.make(
      &random, region: Region.allCases.randomElement(using: &random), zone: zone,
      about: zone.start(of: first))
    (desk.openings, desk.closures) = ([], [])
    let (hours, plain) = (ServiceHours(desk), PlainDesk(desk))
    let last = first.adding(days: Int.random(in: 400...1500, using: &random))
    let range = zone.start(of: first)..<zone.start(of: last)
    var served = Duration.zero
    var date = first
    while date < last {
      if !plain.keepsHoliday(date) {
        for window in plain.hours(of: date) { served += window.upperBound - window.lowerBound }
      }
      date = date.adding(days: 1)
    }
    let split = hours.split(range)
    #expect(split.service == served, "seed \(seed)")
    #expect(split.afterHours == range.upperBound - range.lowerBound - served, "seed \(seed)")
    let deadline = try #require(hours.deadline(after: served, from: range.lowerBound))
    #expect(deadline <= range.upperBound, "seed \(seed)")
    #expect(hours.split(deadline..<range.upperBound).service == .zero, "seed \(seed)")
  }
}

extension AgainstPlainWalkTests {
  /// Windows, splits, deadlines and next changes of a random desk in random days.
  private func agree(
    seed: UInt64, region: Region?, zone: String, years: ClosedRange<Int> = PublicHolidays.years
  ) throws {
    var random = SeededRandom(seed: seed)
    let zone = try Desks.zone(zone)
    let start = RandomDesk.start(&random, region: region, zone: zone, years: years)
    let range = start..<start + .hours(Int.random(in: 100...220, using: &random))
    let desk = RandomDesk.make(&random, region: region, zone: zone, about: start)
    let (hours, plain) = (ServiceHours(desk), PlainDesk(desk))
    let stretches = plain.stretches(of: range, step: .minutes(1))
    #expect(hours.windows(in: range) == stretches, "seed \(seed)")

    for _ in 0..<40 {
      let from = RandomDesk.moment(&random, in: range)
      let to = RandomDesk.moment(&random, in: from..<range.upperBound)
      let left = stretches.compactMap { stretch in
        stretch.upperBound > from ? max(from, stretch.lowerBound)..<stretch.upperBound : nil
      }
      let served = left.reduce(Duration.zero) { sum, stretch in
        sum + max(.zero, min(to, stretch.upperBound) - stretch.lowerBound)
      }
      let split = hours.split(from..<to)
      #expect(split.service == served, "seed \(seed)")
      #expect(split.service + split.afterHours == to - from, "seed \(seed)")
      #expect(hours.isOpen(at: from) == plain.isOpen(at: from), "seed \(seed)")

      let isOpen = plain.isOpen(at: from)
      let change = isOpen ? left.first?.upperBound : left.first?.lowerBound
      let next = try hours.state(at: from).nextChange
      if let change, change < range.upperBound {
        #expect(next == change, "seed \(seed)")
      } else if let next {
        #expect(next >= range.upperBound, "seed \(seed)")
      }
      check(hours, after: served, from: from, left: left, seed: seed)
    }
  }

  /// A deadline is where the count is full and just before it is not: adding is the inverse of
  /// splitting.
  private func check(
    _ hours: ServiceHours, after served: Duration, from: Moment, left: [Range<Moment>], seed: UInt64
  ) {
    guard served > .zero, let due = hours.deadline(after: served, from: from) else {
      #expect(hours.deadline(after: served, from: from) == from, "seed \(seed)")
      return
    }
    var rest = served
    var counted: Moment?
    for stretch in left where counted == nil {
      let length = stretch.upperBound - stretch.lowerBound
      if rest <= length { counted = stretch.lowerBound + rest }
      rest -= length
    }
    #expect(due == counted, "seed \(seed)")
    #expect(hours.split(from..<due).service == served, "seed \(seed)")
    #expect(hours.split(from..<due - .microseconds(1)).service < served, "seed \(seed)")
  }
}

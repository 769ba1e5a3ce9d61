import CivilTime
import ServiceHours
import Testing

struct DeskStateTests {
  private func state(_ hours: ServiceHours, _ at: String) throws -> String {
    let state = try hours.state(at: try moment(at))
    #expect(state.isOpen == hours.isOpen(at: try moment(at)))
    let next = state.nextChange.map { RFC3339.text($0, in: hours.desk.zone) } ?? "never"
    return
      "\(state.isOpen ? "open" : "closed"): \(state.reason) (\(state.publicHoliday ?? "-")) \(next)"
  }

  @Test(arguments: [
    ("2026-11-24T07:59:59.999999+13:00", false), ("2026-11-24T08:00:00+13:00", true),
    ("2026-11-24T16:59:59.999999+13:00", true), ("2026-11-24T17:00:00+13:00", false),
  ])
  func `the desk is open at 08:00:00 and closed at 17:00:00`(at: String, open: Bool) throws {
    #expect(try Desks.hours().isOpen(at: try moment(at)) == open)
  }

  @Test func `a desk that works Monday to Friday keeps Christmas 2027 on the 27th and 28th`() throws
  {
    let hours = try Desks.hours()
    let next = "2027-12-29T08:00:00+13:00"
    #expect(try state(hours, "2027-12-25T10:00:00+13:00") == "closed: weekend (-) \(next)")
    #expect(
      try state(hours, "2027-12-27T10:00:00+13:00")
        == "closed: Christmas Day (Christmas Day) \(next)")
    #expect(
      try state(hours, "2027-12-28T10:00:00+13:00") == "closed: Boxing Day (Boxing Day) \(next)")
    #expect(
      try state(hours, "2027-12-29T10:00:00+13:00")
        == "open: service hours (-) 2027-12-29T17:00:00+13:00")
  }

  @Test func `a desk that works on Saturdays keeps Christmas 2027 on Saturday the 25th`() throws {
    let hours = try Desks.hours(days: Desks.weekdays + [.saturday])
    let next = "2027-12-27T08:00:00+13:00"
    #expect(
      try state(hours, "2027-12-25T10:00:00+13:00")
        == "closed: Christmas Day (Christmas Day) \(next)")
    #expect(hours.isOpen(at: try moment("2027-12-27T10:00:00+13:00")) == true)
    // It does not work on Sundays: there the law moves Boxing Day to Tuesday.
    #expect(
      try state(hours, "2027-12-28T10:00:00+13:00")
        == "closed: Boxing Day (Boxing Day) 2027-12-29T08:00:00+13:00")
  }

  @Test func `a holiday on a weekday without hours is kept there and not moved`() throws {
    let hours = try Desks.hours(days: [.monday, .tuesday, .wednesday, .thursday])
    #expect(hours.holidaysKept(on: try date("2026-07-10")).map(\.name) == ["Matariki"])
    #expect(
      try state(hours, "2026-07-10T10:00:00+12:00")
        == "closed: Matariki (Matariki) 2026-07-13T08:00:00+12:00")
  }

  @Test func `out of hours has its reason: a weekend only when that day has no hours`() throws {
    let hours = try Desks.hours()
    let monday = "2026-11-30T08:00:00+13:00"
    #expect(
      try state(hours, "2026-11-24T18:00:00+13:00")
        == "closed: outside hours (-) 2026-11-25T08:00:00+13:00")
    #expect(try state(hours, "2026-11-28T10:00:00+13:00") == "closed: weekend (-) \(monday)")
    let saturdays = try Desks.hours(days: Desks.weekdays + [.saturday])
    #expect(
      try state(saturdays, "2026-11-28T18:00:00+13:00") == "closed: outside hours (-) \(monday)")
    #expect(try state(saturdays, "2026-11-29T10:00:00+13:00") == "closed: weekend (-) \(monday)")
  }

  @Test func `special openings and closures come before holidays, in the order of their lines`()
    throws
  {
    let hours = try Desks.hours(
      closures: [
        try Desks.special("2026-12-24 12:00", to: "2026-12-24 17:00", "Christmas Eve"),
        try Desks.special("2026-12-24 00:00", to: "2026-12-28 24:00", "Summer shutdown"),
        try Desks.special("2027-02-03 10:00", to: "2027-02-03 11:00"),
      ],
      openings: [
        try Desks.special("2026-12-25 09:00", to: "2026-12-25 13:00"),
        try Desks.special("2026-12-25 12:00", to: "2026-12-25 14:00", "Migration"),
      ])
    let christmas = "2026-12-25T09:00:00+13:00"
    #expect(
      try state(hours, "2026-12-24T11:00:00+13:00") == "closed: Summer shutdown (-) \(christmas)")
    #expect(
      try state(hours, "2026-12-24T12:00:00+13:00") == "closed: Christmas Eve (-) \(christmas)")
    #expect(
      try state(hours, "2026-12-25T08:59:59+13:00")
        == "closed: Summer shutdown (Christmas Day) \(christmas)")
    #expect(
      try state(hours, "2026-12-25T12:30:00+13:00")
        == "open: open specially (Christmas Day) 2026-12-25T14:00:00+13:00")
    #expect(
      try state(hours, "2026-12-25T13:00:00+13:00")
        == "open: Migration (Christmas Day) 2026-12-25T14:00:00+13:00")
    #expect(
      try state(hours, "2027-02-03T10:30:00+13:00")
        == "closed: closed (-) 2027-02-03T11:00:00+13:00")
  }

  @Test func `two holidays on one date are named together`() throws {
    let state = try Desks.hours().state(at: try moment("2038-04-26T10:00:00+12:00"))
    #expect(state.reason == .publicHoliday(name: "Easter Monday and Anzac Day"))
    #expect(state.publicHoliday == "Easter Monday and Anzac Day")
  }

  @Test func `a region of none has no anniversary day`() throws {
    let anniversary = try moment("2027-02-01T10:00:00+13:00")
    #expect(try Desks.hours().isOpen(at: anniversary) == false)
    #expect(try Desks.hours(region: nil).isOpen(at: anniversary) == true)
  }

  @Test func `the next change is told when it is 2 years away, and no farther`() throws {
    let hours = try Desks.hours(
      days: [],
      openings: [
        try Desks.special("2028-02-29 09:00", to: "2028-02-29 10:00"),
        try Desks.special("2030-03-01 09:00", to: "2030-03-01 10:00"),
      ])
    let opening = try moment("2028-02-29T09:00:00+13:00")
    #expect(try hours.state(at: try moment("2026-03-01T09:00:00+13:00")).nextChange == opening)
    #expect(try hours.state(at: try moment("2026-02-28T09:00:00+13:00")).nextChange == nil)
    // Two years after 29 February 2028 is 1 March 2030.
    let later = try moment("2030-03-01T09:00:00+13:00")
    #expect(try hours.state(at: opening + .hours(1)).nextChange == later)
    #expect(try hours.state(at: try moment("2028-02-28T23:00:00+13:00")).nextChange == opening)
    #expect(try hours.state(at: later + .hours(1)).nextChange == nil)
  }

  @Test func `the calendar's end is not a change`() throws {
    let hours = try Desks.hours(days: Weekday.allCases, "00:00", to: "24:00")
    let state = try hours.state(at: try moment("2100-12-30T12:00:00+13:00"))
    #expect(state.isOpen)
    #expect(state.nextChange == nil)
  }

  @Test func `outside 2004 to 2100 by the desk's date there is no answer`() throws {
    let hours = try Desks.hours(days: Weekday.allCases, "00:00", to: "24:00")
    for (inside, outside) in [
      ("2004-01-01T00:00:00+13:00", "2003-12-31T23:59:59.999999+13:00"),
      ("2100-12-31T23:59:59.999999+13:00", "2101-01-01T00:00:00+13:00"),
    ] {
      #expect(hours.isOpen(at: try moment(inside)) != nil)
      #expect(hours.isOpen(at: try moment(outside)) == nil)
      #expect(throws: OutsideCalendar.self) { try hours.state(at: try moment(outside)) }
      #expect(hours.deadline(after: .zero, from: try moment(outside)) == nil)
      #expect(hours.nextOpening(after: try moment(outside)) == nil)
    }
    let wide = Moment(microseconds: .min)..<Moment(microseconds: .max)
    let windows = hours.windows(in: wide)
    #expect(windows.first?.lowerBound == (try moment("2004-01-03T00:00:00+13:00")))
    #expect(windows.last?.upperBound == (try moment("2101-01-01T00:00:00+13:00")))
    let split = hours.split(wide)
    #expect(split.service + split.afterHours == .microseconds(Int64.max) - .microseconds(Int64.min))
  }

  @Test func `after 2052 Matariki is not known, and the answer says so`() throws {
    let hours = try Desks.hours()
    #expect(try hours.state(at: try moment("2052-12-31T23:59:59+13:00")).knowsMatariki)
    #expect(try !hours.state(at: try moment("2053-01-01T00:00:00+13:00")).knowsMatariki)
  }

  @Test func `the dates with holidays rise, each once`() throws {
    let range = try date("2011-04-22")..<(try date("2011-06-07"))
    let dates = try Desks.hours().datesWithHolidays(in: range)
    #expect(dates.map(\.description) == ["2011-04-22", "2011-04-25", "2011-06-06"])
    #expect(try Desks.hours().datesWithHolidays(in: range.lowerBound..<range.lowerBound).isEmpty)
  }
}

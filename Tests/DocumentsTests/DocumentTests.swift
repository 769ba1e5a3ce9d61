import CivilTime
import Documents
import Testing

@testable import Rota
@testable import ServiceHours

/// The documents as http-api.md writes them ("Hours, holidays, rotas").
struct DocumentTests {
  let zone: TimeZoneRules
  let moment: Moment

  init() throws {
    zone = try TimeZoneDatabase().zone("Pacific/Auckland")
    moment = try #require(RFC3339.moment("2026-07-10T02:10:59.5+12:00"))
  }

  private func local(_ text: String) throws -> Moment {
    try #require(RFC3339.moment(text))
  }

  private func person(_ name: String) -> Person {
    Person(
      name: Name(name), fullName: name, phone: nil, email: nil, notify: [],
      place: SourcePlace(file: "a.rota", line: 1, column: 1, length: 1))
  }

  @Test func `service hours say whether, why and until when`() throws {
    let state = DeskState(
      isOpen: false, reason: .publicHoliday(name: "Matariki"), publicHoliday: "Matariki",
      nextChange: try local("2026-07-13T08:00:00+12:00"), knowsMatariki: true)
    #expect(
      JSON.serviceHours(state, at: moment, in: zone).text == """
        {"at":"2026-07-10T02:10:59+12:00","open":false,"reason":"Matariki",\
        "public_holiday":"Matariki","next_change":"2026-07-13T08:00:00+12:00","warnings":[]}
        """)
  }

  @Test func `a closing by hand closes an open desk and gives its own reason`() throws {
    let state = DeskState(
      isOpen: true, reason: .serviceHours, publicHoliday: nil, nextChange: nil,
      knowsMatariki: false)
    let open = JSON.serviceHours(state, at: moment, in: zone)
    #expect(open["open"] == true)
    #expect(open["next_change"] == .null)
    #expect(open["warnings"] == ["matariki_unknown"])
    let closed = JSON.serviceHours(
      state, at: moment, in: zone, closedByHand: (reason: "Fire drill", nextChange: moment))
    #expect(closed["open"] == false)
    #expect(closed["reason"] == "Fire drill")
    #expect(closed["next_change"] == "2026-07-10T02:10:59+12:00")
  }

  @Test func `a holiday has its day, the day on which it is kept, and whose it is`() throws {
    let christmas = PublicHoliday(
      name: "Christmas Day", date: CivilDate(uncheckedYear: 2027, month: 12, day: 25),
      scope: .national, observed: CivilDate(uncheckedYear: 2027, month: 12, day: 27))
    #expect(
      JSON.publicHolidays([christmas], ofYear: 2027, region: .hawkesBay).text == """
        {"region":"Hawke's Bay","holidays":[{"name":"Christmas Day","date":"2027-12-25",\
        "observed":"2027-12-27","scope":"national"}],"warnings":[]}
        """)
    #expect(
      JSON.publicHolidays([], ofYear: 2053, region: nil).text
        == "{\"region\":null,\"holidays\":[],\"warnings\":[\"matariki_unknown\"]}")
  }

  @Test func `who is on call is told step by step and rota by rota`() throws {
    let turn = OnCall(
      rota: Name("primary"), person: Name("ben"), because: .standIn, insteadOf: Name("aroha"),
      since: try local("2026-07-06T08:00:00+12:00"), until: nil)
    let nobody = OnCall(
      rota: Name("Weekend"), person: nil, because: .nobody, insteadOf: nil, since: nil, until: nil)
    #expect(
      JSON.onCall(
        at: moment, in: zone,
        steps: [
          ReachedStep(after: .zero, people: [person("ben")]),
          ReachedStep(after: .minutes(10), people: []),
        ], lastResort: person("kiri"), rotas: [turn, nobody]
      ).text == """
        {"at":"2026-07-10T02:10:59+12:00","steps":[{"after_seconds":0,"people":["ben"]},\
        {"after_seconds":600,"people":[]}],"last_resort":"kiri","rotas":[\
        {"rota":"primary","person":"ben","because":"stand-in","for":"aroha",\
        "since":"2026-07-06T08:00:00+12:00","until":null},\
        {"rota":"Weekend","person":null,"because":"nobody","for":null,"since":null,"until":null}],\
        "warnings":[]}
        """)
  }

  @Test func `a problem has its place, and one without a place says so`() {
    let place = SourcePlace(file: "desk.rota", line: 3, column: 9, length: 2)
    let problems = [
      Problem(severity: .error, place: place, message: "It is wrong.", advice: "Mend it."),
      Problem(severity: .warning, place: nil, message: "It is missing.", advice: "Add it."),
    ]
    #expect(
      JSON.problems(problems).text == """
        {"problems":[{"file":"desk.rota","line":3,"column":9,"severity":"error",\
        "message":"It is wrong.","advice":"Mend it."},{"file":null,"line":null,"column":null,\
        "severity":"warning","message":"It is missing.","advice":"Add it."}]}
        """)
  }

  @Test func `the schedule has each shift with its cause`() throws {
    let end = try local("2053-01-02T08:00:00+13:00")
    let shift = ScheduledShift(
      rota: Name("primary"), person: Name("ben"), range: moment..<end, because: .override,
      insteadOf: Name("aroha"))
    #expect(
      JSON.schedule([shift], to: end, in: zone).text == """
        {"shifts":[{"rota":"primary","person":"ben","start":"2026-07-10T02:10:59+12:00",\
        "end":"2053-01-02T08:00:00+13:00","because":"override","for":"aroha"}],\
        "warnings":["matariki_unknown"]}
        """)
  }
}

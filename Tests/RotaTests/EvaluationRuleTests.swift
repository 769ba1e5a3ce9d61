import CivilTime
import ServiceHours
import Testing

@testable import Rota

/// The rules of rotas.md ("Rotas"), one promise each.
@Suite struct EvaluationRuleTests {
  /// The whole example of rotas.md.
  static func example() -> Draft {
    var draft = Draft()
    draft.closures = [
      SpecialRange(start: local("2026-12-29"), end: local("2027-01-01"), words: "Shutdown")
    ]
    draft.turns(
      "primary", .weeks(1), at: "08:00", on: .monday, ("2026-11-02", "aroha ben chen"),
      ("2027-02-01", "aroha ben chen dana"))
    draft.turns(
      "weekend", .weeks(1), at: "17:00", on: .friday, during: ["Fri 17:00 to Mon 08:00"],
      ("2026-11-06", "dana ben"))
    draft.turns(
      "holidays", .eachPublicHoliday, at: "08:00", ("2026-11-01", "chen aroha ben"))
    draft.shifts(
      "shutdown", ("2026-12-29 08:00 to 2026-12-30 08:00", "aroha"),
      ("2026-12-30 08:00 to 2026-12-31 08:00", "dana"))
    draft.leave("ben", "2026-12-28 to 2027-01-10")
    draft.override("holidays", "2026-12-25 08:00 to 2026-12-26 08:00", by: "dana")
    draft.step("shutdown else holidays else weekend else primary")
    draft.step(after: 10, "primary, kiri")
    draft.step(after: 25, "everyone")
    draft.overdue = who("kiri")
    return draft
  }

  @Test(arguments: [
    ("primary", "2026-11-02 07:59", "nobody"),
    ("primary", "2026-11-02 08:00", "aroha"),
    ("primary", "2026-11-09 08:00", "ben"),
    ("primary", "2026-11-16 07:59", "ben"),
    ("primary", "2026-12-28 08:00", "chen"),
    ("primary", "2026-12-28 00:00", "chen for ben (stand-in)"),
    ("primary", "2027-01-04 08:00", "aroha"),
    ("primary", "2027-01-25 08:00", "aroha"),
    ("primary", "2027-02-01 08:00", "aroha"),
    ("primary", "2027-02-22 08:00", "dana"),
    ("weekend", "2026-11-06 16:59", "nobody"),
    ("weekend", "2026-11-06 17:00", "dana"),
    ("weekend", "2026-11-09 08:00", "nobody"),
    ("weekend", "2027-01-08 17:00", "dana for ben (stand-in)"),
    ("weekend", "2027-01-11 00:00", "ben"),
    ("holidays", "2026-12-25 08:00", "dana (override)"),
    ("holidays", "2026-12-26 08:00", "nobody"),
    ("holidays", "2026-12-28 08:00", "aroha"),
    ("holidays", "2027-01-01 08:00", "chen for ben (stand-in)"),
    ("shutdown", "2026-12-30 08:00", "dana (shift)"),
    ("shutdown", "2026-12-31 08:00", "nobody"),
  ])
  func `the example answers as the page says`(rota: String, when: String, wanted: String) throws {
    let answer = try Self.example().configuration().onCall(in: Name(rota), at: at(when))
    #expect(answer?.summary == wanted)
  }

  @Test(arguments: [
    ("2026-12-25 08:00", "dana", "ben kiri", "aroha ben chen dana kiri"),
    ("2026-12-29 09:00", "aroha", "chen kiri", "aroha chen dana kiri"),
    ("2026-11-04 03:00", "aroha", "aroha kiri", "aroha ben chen dana kiri"),
    ("2026-11-01 03:00", "", "kiri", "aroha ben chen dana kiri"),
  ])
  func `the example's steps reach whom the page says`(
    when: String, first: String, second: String, third: String
  ) throws {
    let configuration = try Self.example().configuration()
    let steps = configuration.steps(at: at(when))
    #expect(steps.map { $0.people.map(\.name) } == [first, second, third].map(names))
    #expect(steps.map(\.after) == [.zero, .minutes(10), .minutes(25)])
    #expect(configuration.overduePeople(at: at(when)).map(\.name) == names("kiri"))
    #expect(configuration.lastResort.name == Name("kiri"))
  }

  @Test func `without overdue the last step is told`() throws {
    var draft = Self.example()
    draft.overdue = nil
    let told = try draft.configuration().overduePeople(at: at("2026-12-29 09:00"))
    #expect(told.map(\.name) == names("aroha chen dana kiri"))
  }

  @Test func `no rota of that name has no answer`() throws {
    let configuration = try Self.example().configuration()
    #expect(configuration.onCall(in: Name("nights"), at: at("2026-12-25 08:00")) == nil)
    #expect(
      configuration.onCall(at: at("2026-12-25 08:00")).map(\.rota.text) == [
        "holidays", "primary", "shutdown", "weekend",
      ])
  }

  @Test func `weeknight turns leave the weekend's out of the count`() throws {
    var draft = Draft()
    draft.turns(
      "nights", .days(1), at: "17:00",
      during: (0..<4).map { day in
        let (first, second) = (Weekday(index: day), Weekday(index: day + 1))
        return "\(first.abbreviation) 17:00 to \(second.abbreviation) 08:00"
      } + ["Fri 17:00 to Fri 23:00"], ("2026-11-02", "aroha ben chen"))
    let configuration = try draft.configuration()
    let evenings = ["02", "03", "04", "05", "06", "07", "09", "10"].map { day in
      configuration.onCall(in: Name("nights"), at: at("2026-11-\(day) 18:00"))?.summary
    }
    #expect(evenings == ["aroha", "ben", "chen", "aroha", "ben", "nobody", "chen", "aroha"])
  }

  @Test func `a turn that touches during only at an edge bears no number`() throws {
    var draft = Draft()
    draft.turns(
      "days", .days(1), at: "08:00", during: ["Mon 08:00 to Tue 08:00", "Wed 08:00 to Thu 08:00"],
      ("2026-11-02", "aroha ben chen"))
    let configuration = try draft.configuration()
    #expect(
      ["02", "03", "04", "09"].map {
        configuration.onCall(in: Name("days"), at: at("2026-11-\($0) 09:00"))?.summary
      } == ["aroha", "nobody", "ben", "chen"])
  }

  @Test func `during that the clock springs over is empty on that date and counts no turn`() throws
  {
    var draft = Draft()
    draft.turns(
      "early", .days(1), at: "00:00", during: ["Sun 02:00 to Sun 03:00"],
      ("2026-09-14", "aroha ben chen"))
    let configuration = try draft.configuration()
    func person(_ when: String) -> String? {
      configuration.onCall(in: Name("early"), at: at(when))?.summary
    }
    #expect(person("2026-09-20 02:30") == "aroha")
    #expect(person("2026-09-27 03:00") == "nobody")
    #expect(person("2026-10-04 02:30") == "ben")
  }

  @Test func `during with equal ends lasts the whole week`() throws {
    var draft = Draft()
    draft.turns(
      "all", .weeks(1), at: "08:00", on: .monday, during: ["Wed 12:00 to Wed 12:00"],
      ("2026-11-02", "aroha ben"))
    let answer = try draft.configuration().onCall(in: Name("all"), at: at("2026-11-04 12:00"))
    #expect(answer?.summary == "aroha")
    #expect(answer?.since == at("2026-11-02 08:00"))
    #expect(answer?.until == at("2026-11-09 08:00"))
  }

  @Test(arguments: [
    // The clock springs from 02:00 to 03:00: a handover in between is at 03:00.
    ("2026-09-26 02:30", "2026-09-27 02:30", 23 * 3600 + 1800),
    // 02:30 comes twice: the first counts, so the next turn is the long one.
    ("2026-04-05 02:30", "2026-04-06 02:30", 25 * 3600),
    ("2026-04-04 02:30", "2026-04-05 02:30", 24 * 3600),
  ])
  func `a handover at a clock change means one instant`(
    start: String, end: String, length: Int
  )
    throws
  {
    var draft = Draft()
    draft.turns("days", .days(1), at: "02:30", ("2026-01-01", "aroha ben"))
    let answer = try draft.configuration().onCall(in: Name("days"), at: at(start))
    #expect(answer?.since == at(start))
    #expect(answer?.until == at(end))
    #expect(answer?.until == at(start) + .seconds(length))
  }

  @Test func `stand-ins go round from the turn's own place, and change as leave ends`() throws {
    var draft = Draft()
    draft.turns(
      "primary", .weeks(1), at: "08:00", on: .monday, ("2026-11-02", "aroha ben aroha chen"))
    draft.leave("aroha", "2026-11-16 to 2026-11-22")
    draft.leave("chen", "2026-11-16 to 2026-11-18")
    draft.leave("chen", "2026-11-17 to 2026-11-17")
    let schedule = try draft.configuration().schedule(
      in: at("2026-11-09 08:00")..<at("2026-11-30 08:00"))
    #expect(
      schedule.map { "\($0.person) \($0.insteadOf?.text ?? "-") \($0.because.rawValue)" } == [
        "ben - turn", "ben aroha stand-in", "chen aroha stand-in", "aroha - turn", "chen - turn",
      ])
    #expect(
      schedule.map(\.range.lowerBound) == [
        at("2026-11-09 08:00"), at("2026-11-16 08:00"), at("2026-11-19"), at("2026-11-23"),
        at("2026-11-23 08:00"),
      ])
  }

  @Test func `one stand-in for two people is two shifts of the final schedule`() throws {
    var draft = Draft()
    draft.turns("primary", .days(1), at: "08:00", ("2026-11-02", "aroha ben chen"))
    draft.leave("aroha", "2026-11-01 to 2026-11-30")
    draft.leave("ben", "2026-11-01 to 2026-11-30")
    let configuration = try draft.configuration()
    let schedule = configuration.schedule(in: at("2026-11-02 08:00")..<at("2026-11-05 08:00"))
    #expect(schedule.map(\.insteadOf) == [Name("aroha"), Name("ben"), nil])
    let answer = configuration.onCall(in: Name("primary"), at: at("2026-11-03 09:00"))
    #expect(answer?.since == at("2026-11-03 08:00") && answer?.until == at("2026-11-04 08:00"))
  }

  @Test func `turns of one person that follow one another are one shift, as nobody's are`() throws {
    var draft = Draft()
    draft.turns(
      "primary", .days(1), at: "08:00", during: ["Mon 08:00 to Wed 08:00"],
      ("2026-11-02", "aroha"), ("2026-11-14", "ben"))
    let configuration = try draft.configuration()
    let shift = configuration.onCall(in: Name("primary"), at: at("2026-11-03 09:00"))
    #expect(shift?.since == at("2026-11-02 08:00") && shift?.until == at("2026-11-04 08:00"))
    let nobody = configuration.onCall(in: Name("primary"), at: at("2026-11-14 08:00"))
    #expect(nobody?.since == at("2026-11-11 08:00") && nobody?.until == at("2026-11-16 08:00"))
  }

  @Test func `an hour that comes twice is over when it has come twice`() throws {
    var draft = Draft()
    draft.shifts(
      "shifts", ("2026-04-05 02:00 to 2026-04-05 02:15", "aroha"),
      ("2026-04-05 02:15 to 2026-04-05 03:00", "ben"))
    draft.leave("kiri", "2026-04-05 02:00 to 2026-04-05 02:30")
    let configuration = try draft.configuration()
    let table = OnCallTable(
      configuration, in: at("2026-04-05 02:00") + .hours(1)..<at("2026-04-06"))
    let again = at("2026-04-05 02:05") + .hours(1)
    for answer in [
      configuration.onCall(in: Name("shifts"), at: again),
      table.onCall(in: Name("shifts"), at: again),
    ] {
      #expect(answer?.summary == "ben (shift)")
      #expect(answer?.since == at("2026-04-05 02:15") && answer?.until == at("2026-04-05 03:00"))
    }
    #expect(configuration.people(of: .everyone, at: again).map(\.name.text).contains("kiri"))
  }

  @Test func `when all of an order are on leave there is nobody`() throws {
    var draft = Draft()
    draft.turns("primary", .days(1), at: "08:00", ("2026-11-02", "aroha ben"))
    draft.leave("aroha", "2026-11-10 to 2026-11-12")
    draft.leave("ben", "2026-11-11 to 2026-11-13")
    let answer = try draft.configuration().onCall(in: Name("primary"), at: at("2026-11-11 20:00"))
    #expect(answer?.summary == "nobody")
    #expect(answer?.since == at("2026-11-11") && answer?.until == at("2026-11-13"))
  }

  @Test func `an override wins over all, outside during and before the first order too`() throws {
    var draft = Draft()
    draft.turns(
      "weekend", .weeks(1), at: "17:00", on: .friday, during: ["Fri 17:00 to Mon 08:00"],
      ("2026-11-06", "dana ben"))
    draft.override("weekend", "2026-11-03 12:00 to 2026-11-03 13:00", by: "chen")
    draft.override("weekend", "2026-11-11", by: "chen")
    let configuration = try draft.configuration()
    for when in ["2026-11-03 12:00", "2026-11-11 23:59"] {
      #expect(
        configuration.onCall(in: Name("weekend"), at: at(when))?.summary == "chen (override)")
    }
    #expect(configuration.onCall(in: Name("weekend"), at: at("2026-11-03 13:00"))?.person == nil)
  }

  @Test func `nobody stands in for a shift of somebody on leave`() throws {
    var draft = Draft()
    draft.shifts("shifts", ("2026-11-10 08:00 to 2026-11-12 08:00", "aroha"))
    draft.leave("aroha", "2026-11-11")
    let schedule = try draft.configuration().schedule(in: at("2026-11-01")..<at("2026-12-01"))
    #expect(
      schedule.map(\.range) == [
        at("2026-11-10 08:00")..<at("2026-11-11"), at("2026-11-12")..<at("2026-11-12 08:00"),
      ])
  }

  @Test(arguments: [
    ("2028-02-29 08:00", "2030-03-01 08:00", true),
    ("2028-02-29 07:59", "2030-03-01 08:00", false),
    ("2028-03-01 08:00", "2030-03-01 08:00", true),
    ("2028-02-28 08:00", "2030-03-01 08:00", false),
  ])
  func `bounds are told up to two years of the calendar away`(
    when: String, end: String, isTold: Bool
  ) throws {
    var draft = Draft()
    draft.shifts("long", ("2020-01-01 08:00 to \(end)", "aroha"))
    let answer = try draft.configuration().onCall(in: Name("long"), at: at(when))
    #expect(answer?.until == (isTold ? at(end) : nil))
    #expect(answer?.since == nil)
  }

  @Test(arguments: [("2022-01-01 08:00", true), ("2022-01-01 08:01", false)])
  func `since is told back to two years of the calendar`(when: String, isTold: Bool) throws {
    var draft = Draft()
    draft.turns("solo", .days(1), at: "08:00", ("2020-01-01", "aroha"))
    let configuration = try draft.configuration()
    for answer in [
      configuration.onCall(in: Name("solo"), at: at(when)),
      OnCallTable(configuration, in: at("2021-06-01")..<at("2023-01-01"))
        .onCall(in: Name("solo"), at: at(when)),
    ] {
      #expect(answer?.since == (isTold ? at("2020-01-01 08:00") : nil))
      #expect(answer?.until == nil)
    }
  }

  @Test func `a person in a chain is told on leave, and each person once`() throws {
    var draft = Draft()
    draft.turns("primary", .days(1), at: "08:00", ("2026-11-02", "aroha"))
    draft.leave("kiri", "2026-11-01 to 2026-11-30")
    draft.step("primary else kiri, aroha, kiri")
    let configuration = try draft.configuration()
    #expect(
      configuration.steps(at: at("2026-11-10"))[0].people.map(\.name) == names("aroha kiri"))
    #expect(
      configuration.steps(at: at("2026-11-01"))[0].people.map(\.name) == names("kiri aroha"))
    #expect(
      configuration.people(of: .everyone, at: at("2026-11-10")).map(\.name) == names("aroha"))
  }
}

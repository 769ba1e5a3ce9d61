import CivilTime
import ServiceHours
import Testing

@testable import Rota

/// What the check says of the calendar (spec: rotas.md, "What the check says").
@Suite struct EvaluationCheckTests {
  /// The line of each problem, and what it says.
  private func problems(
    _ draft: Draft, from: String = "2026-11-02", days: Int = 90
  ) throws
    -> [String]
  {
    try draft.configuration().calendarProblems(from: date(from), days: days).map {
      "\($0.place?.line ?? 0) \($0.severity): \($0.message)"
    }
  }

  private func faults(
    _ draft: Draft, from: String = "2026-11-02", days: Int = 90
  ) throws
    -> [CalendarFault]
  {
    CalendarCheck(try draft.configuration(), from: date(from), days: days).faults().map(\.fault)
  }

  /// Two who take turns by the day, and a third one behind them.
  private func sound() -> Draft {
    var draft = Draft()
    draft.turns("primary", .days(1), at: "08:00", ("2026-10-19", "aroha ben"))
    draft.step("primary")
    draft.step(after: 10, "kiri, primary")
    draft.lastResort = "dana"
    return draft
  }

  private func sound(_ change: (inout Draft) -> Void) -> Draft {
    var draft = sound()
    change(&draft)
    return draft
  }

  @Test func `a sound configuration has no problem`() throws {
    #expect(try problems(sound()) == [])
    #expect(try problems(EvaluationRuleTests.example(), from: "2026-11-03") == [])
  }

  @Test func `gaps are told once a cause, with the first range and how many more`() throws {
    let draft = sound {
      $0.leave("aroha", "2026-11-10 to 2026-11-11")
      $0.leave("ben", "2026-11-10 to 2026-11-11")
    }
    #expect(
      try problems(draft, from: "2026-10-18") == [
        "901 error: Nobody is on call from Sunday 2026-10-18 00:00 to Monday 2026-10-19 08:00:"
          + " the first \u{201C}from\u{201D} of \u{201C}primary\u{201D} comes later.",
        "901 error: Nobody is on call from Tuesday 2026-11-10 00:00 to Tuesday 2026-11-10 08:00"
          + " (and 2 more times): everybody in \u{201C}primary\u{201D} is on leave.",
      ])
  }

  @Test func `each cause of a gap is that of the chain's last rota`() throws {
    var draft = Draft()
    draft.turns(
      "weekend", .weeks(1), at: "17:00", on: .friday, during: ["Fri 17:00 to Mon 08:00"],
      ("2026-11-06", "dana ben"))
    draft.turns("holidays", .eachPublicHoliday, at: "08:00", ("2026-11-01", "chen aroha ben"))
    draft.shifts("shifts", ("2026-11-04 17:00 to 2026-11-05 08:00", "ben"))
    draft.leave("ben", "2026-11-05")
    func causes(_ step: String) throws -> Set<Absence> {
      draft.steps = []
      draft.step(step)
      let gaps = try draft.configuration().gaps(in: at("2026-11-02")..<at("2026-11-14"))
      return Set(gaps.map(\.cause.absence))
    }
    #expect(try causes("holidays else weekend") == [.beforeFirstOrder, .outsideDuring])
    #expect(try causes("weekend else holidays") == [.betweenHolidays])
    #expect(try causes("weekend else shifts") == [.noShift, .shiftOnLeave])
    #expect(try causes("weekend else chen") == [])
    #expect(try causes("weekend, kiri") == [])
    draft.people = ["ben", "dana", "chen", "aroha", "kiri"]
    for person in draft.people { draft.leave(person, "2026-11-07 to 2026-11-08") }
    #expect(try causes("everyone") == [.allOnLeave])
  }

  @Test func `a new cause begins a new gap`() throws {
    var draft = Draft()
    draft.shifts("shifts", ("2026-11-07 12:00 to 2026-11-08 12:00", "ben"))
    draft.leave("ben", "2026-11-07 to 2026-11-08")
    draft.step("shifts")
    let gaps = try draft.configuration().gaps(in: at("2026-11-07")..<at("2026-11-09"))
    #expect(gaps.map(\.cause.absence) == [.noShift, .shiftOnLeave, .noShift])
    #expect(gaps[1].range == at("2026-11-07 12:00")..<at("2026-11-08 12:00"))
  }

  @Test func `a time of one person only is told whole, though other steps change meanwhile`() throws
  {
    let draft = sound {
      $0.shifts("other", ("2026-11-07 03:00 to 2026-11-07 04:00", "chen"))
      $0.step(after: 90, "primary")
      $0.step(after: 120, "other else dana")
    }
    #expect(
      try faults(draft, from: "2026-11-07", days: 2).contains(
        .goesNowhere(
          Name("aroha"), after: .minutes(90), earlier: .zero, at: place(901),
          first: range("2026-11-07 00:00 to 2026-11-07 08:00"), more: 2)))
  }

  @Test func `gaps lie out of service hours only`() throws {
    var draft = Draft()
    draft.shifts("shifts", ("2026-11-02 00:00 to 2026-11-03 00:00", "aroha"))
    draft.step("shifts")
    let gaps = try draft.configuration().gaps(in: at("2026-11-02")..<at("2026-11-04"))
    #expect(
      gaps.map(\.range) == [
        at("2026-11-03 00:00")..<at("2026-11-03 08:00"), at("2026-11-03 17:00")..<at("2026-11-04"),
      ])
  }

  @Test func `an escalation whose steps reach one and the same person goes nowhere`() throws {
    let draft = sound { $0.step(after: 90, "primary") }
    #expect(
      try faults(draft, days: 2) == [
        .goesNowhere(
          Name("ben"), after: .minutes(90), earlier: .zero, at: place(901),
          first: range("2026-11-02 00:00 to 2026-11-02 08:00"), more: 2)
      ])
    #expect(
      try problems(draft, from: "2026-11-03").first?.hasPrefix("903 warning: The escal") == true)
    // Two people in one of the steps are somebody to go to.
    #expect(try faults(sound { $0.step(after: 90, "primary, chen") }) == [])
  }

  @Test(arguments: [
    ("2026-11-23 17:00", false), ("2026-11-30 17:00", true), ("2026-12-07 17:00", true),
  ])
  func `more than 14 days on end out of service hours are told`(end: String, isTold: Bool) throws {
    let draft = sound { draft in
      draft.rotas = []
      draft.shifts(
        "primary", ("2026-11-02 00:00 to 2026-11-09 17:00", "ben"),
        ("2026-11-09 17:00 to \(end)", "aroha"), ("\(end) to 2027-03-01 00:00", "ben"))
      draft.override("primary", "2026-12-15", by: "chen")
      draft.override("primary", "2026-12-29", by: "chen")
      draft.override("primary", "2027-01-12", by: "chen")
      draft.override("primary", "2027-01-26", by: "chen")
    }
    let told = try faults(draft).contains {
      if case .reachedAllTheTime(Name("aroha"), _, _) = $0 { true } else { false }
    }
    #expect(told == isTold)
  }

  @Test func `a clock change makes no fortnight longer`() throws {
    // From 22 March 17:00 to 5 April 17:00: 14 days of the calendar, and an hour more.
    let draft = sound { draft in
      draft.hours = []
      draft.rotas = []
      draft.shifts(
        "primary", ("2026-03-22 17:00 to 2026-04-05 17:00", "aroha"),
        ("2026-04-05 17:00 to 2026-04-12 17:00", "ben"))
    }
    #expect(try faults(draft, from: "2026-03-23", days: 20) == [])
    let longer = sound { draft in
      draft.hours = []
      draft.rotas = []
      draft.shifts(
        "primary", ("2026-03-22 17:00 to 2026-04-05 17:01", "aroha"),
        ("2026-04-05 17:01 to 2026-04-12 17:00", "ben"))
    }
    let told = try faults(longer, from: "2026-03-22", days: 20)
    #expect(
      told.contains(
        .reachedAllTheTime(
          Name("aroha"), first: range("2026-03-22 17:00 to 2026-04-05 17:01"), more: 0)))
  }

  @Test func `a shift of somebody on leave is told at the shift`() throws {
    let draft = sound {
      $0.shifts(
        "extra", ("2026-11-10 08:00 to 2026-11-11 08:00", "chen"),
        ("2026-11-12 08:00 to 2026-11-13 08:00", "chen"))
      $0.leave("chen", "2026-11-11 to 2026-11-11")
    }
    let told = try draft.configuration().calendarProblems(from: date("2026-11-02"), days: 90)
    #expect(told.map(\.place?.line) == [100])
    #expect(told.map(\.related?.line) == [200])
    #expect(try faults(draft, from: "2026-11-12") == [])
  }

  @Test(arguments: [("2025-11-01", true), ("2025-11-02", false)])
  func `what ended more than a year ago is told`(day: String, isTold: Bool) throws {
    let draft = sound {
      $0.leave("chen", day)
      $0.override("primary", day, by: "dana")
    }
    // From 3 November on, what ended at the start of the second is a year and a day past.
    let told = try problems(draft, from: "2026-11-03")
    #expect(told.count == (isTold ? 2 : 0))
    if isTold { #expect(told[0].contains("ended on 2025-11-01")) }
  }

  @Test func `an override that changes nobody whom the first step reaches is told`() throws {
    let draft = sound {
      $0.turns("spare", .days(1), at: "08:00", ("2026-11-02", "chen"))
      // 2026-11-04 is Aroha's own turn from 08:00 to 08:00.
      $0.override("primary", "2026-11-04 08:00 to 2026-11-05 08:00", by: "aroha")
      $0.override("primary", "2026-11-06 08:00 to 2026-11-07 08:00", by: "chen")
      $0.override("spare", "2026-11-08", by: "dana")
      $0.override("spare", "2027-11-08", by: "dana")
    }
    #expect(
      try faults(draft) == [
        .idleOverride(Name("aroha"), rota: Name("primary")),
        .idleOverride(Name("dana"), rota: Name("spare")),
      ])
  }

  @Test func `an override behind a rota that answers changes nobody`() throws {
    let draft = sound {
      $0.shifts("front", ("2026-11-04 00:00 to 2026-11-06 00:00", "chen"))
      $0.override("primary", "2026-11-04 12:00 to 2026-11-05 12:00", by: "dana")
      $0.override("primary", "2026-11-05 12:00 to 2026-11-06 12:00", by: "dana")
      $0.steps = []
      $0.step("front else primary")
    }
    #expect(
      try draft.configuration().calendarProblems(from: date("2026-11-02"), days: 30)
        .map(\.place?.line) == [300])
  }

  @Test func `years without a known Matariki are told, each once`() throws {
    let draft = sound()
    #expect(try faults(draft, from: "2052-10-01", days: 92) == [])
    #expect(try faults(draft, from: "2052-10-01", days: 93) == [.matarikiUnknown(year: 2053)])
  }

  @Test func `a person named in the escalation who is on leave is told once`() throws {
    let draft = sound {
      $0.leave("kiri", "2026-11-10")
      $0.leave("kiri", "2026-11-20")
      $0.leave("kiri", "2027-11-20")
      $0.leave("dana", "2026-11-15")
      $0.leave("chen", "2026-11-15")
    }
    let told = try draft.configuration().calendarProblems(from: date("2026-11-02"), days: 90)
    #expect(told.map(\.place?.line) == [900, 902])
    #expect(told.map(\.related?.line) == [203, 200])
    #expect(told[1].message.hasSuffix("(and once more)."))
  }

  @Test func `problems point at the lines of the files`() throws {
    let text = """
      desk
          name "Service Desk"
          time zone Pacific/Auckland
          region Auckland
          hours Monday to Friday 08:00 to 17:00
          dial sip:desk@pbx.example.nz
      person aroha
          name "Aroha Ngata"
          phone 021 555 0101
          notify log
      rota primary
          turn 1 week
          hands over Monday 08:00
          from 2026-11-02 aroha
      leave aroha 2026-11-10
      escalation
          at once primary
          after 10m primary
          last resort aroha
      """
    let zones = ZoneSource(rules: { name throws(TimeZoneFault) in try TimeZoneDatabase().zone(name)
    })
    let read = Configuration.read(
      [RotaFile(name: "all.rota", bytes: Array(text.utf8))], zones: zones)
    let configuration = try #require(read.configuration, "\(read.problems)")
    let told = configuration.calendarProblems(from: date("2026-11-03"), days: 30).map {
      "\($0.place?.lineText ?? ""): \($0.message)"
    }
    #expect(
      told
        == [
          "all.rota:16: \u{201C}aroha\u{201D} is the last resort, and will be told even on leave"
            + " (all.rota:15), from Tuesday 2026-11-10 00:00 to Wednesday 2026-11-11 00:00.",
          "all.rota:17: Nobody is on call from Tuesday 2026-11-10 00:00 to Tuesday 2026-11-10 08:00"
            + " (and once more): everybody in \u{201C}primary\u{201D} is on leave.",
          "all.rota:17: \u{201C}aroha\u{201D} is on call in every hour out of service hours for"
            + " more than 14 days on end, from Wednesday 2026-11-11 00:00 to Thursday 2026-12-03 00:00.",
          "all.rota:18: The escalation goes nowhere: like the step \u{201C}at once\u{201D}"
            + " (all.rota:17), this step reaches only \u{201C}aroha\u{201D} from Tuesday 2026-11-03"
            + " 00:00 to Tuesday 2026-11-03 08:00 (and 22 more times).",
        ])
  }
}

import Callbacks
import CivilTime
import Rota
import Testing

@testable import Service

/// Spec: http-api.md, `/v1/what-if`. The time line is held against the service itself, living through the same
/// night on its real store.
struct WhatIfTests {
  private func whatIf(
    _ time: String, urgency: Urgency? = nil, from: String? = nil, rotas: String = Night.rotas,
    closing: ClosingByHand? = nil
  ) throws -> WhatIf {
    let files = [RotaFile(name: "all.rota", bytes: Array(rotas.utf8))]
    let zones = ZoneSource(
      rules: { name throws(TimeZoneFault) in try TimeZoneDatabase().zone(name) })
    let read = Configuration.read(files, zones: zones)
    let configuration = try #require(read.configuration, "\(read.problems)")
    let moment = try Night.moment(time)
    return WhatIf(
      callAt: moment, urgency: urgency, from: from, configuration: configuration,
      closing: closing, onCall: OnCallTable(configuration, in: moment..<moment + .days(1)))
  }

  /// `07:31 notice ben`, for each event but those that only explain.
  private func lines(_ whatIf: WhatIf) throws -> [String] {
    let zone = try #require(Night.zone)
    return whatIf.events.map { event in
      ([zone.local(at: event.at).time.description, event.what.rawValue] + event.people.map(\.text))
        .joined(separator: " ")
    }
  }

  // MARK: - The same as the service

  /// Hours that open on the way, rotas that hand over between two steps, one that has nobody, a person on
  /// leave from the middle of the night, a clock that goes back.
  private static let busyRotas = Night.rotas.replacing(
    """
    escalation
        at once  primary
        after 10m  secondary
    """,
    with: """
      rota weekend
          turn 1 day
          hands over 02:30
          during Friday 17:00 to Monday 08:00
          from 2026-01-01 ben, kiri, aroha
      rota nobody-there
          shift 2026-07-10 02:20 to 02:40 kiri
      leave ben 2026-07-10 02:15 to 2026-07-12 03:00
      escalation
          at once  weekend else primary
          after 10m  nobody-there
          after 12m  secondary, weekend
      """
  ).replacing("after 25m  aroha, ben, kiri", with: "after 25m  everyone")

  private static let times = [
    "2026-07-10 02:00", "2026-07-10 02:17:30", "2026-07-13 07:20", "2026-07-13 07:59:59",
    "2026-07-12 02:29", "2026-04-05 02:10", "2026-09-27 01:50", "2026-07-10 16:58",
    "2026-07-13 08:00", "2026-07-13 16:50", "2026-07-17 16:59:59", "2026-12-24 16:55",
  ]

  @Test(arguments: times, Urgency.allCases)
  func `what it says is what the service then does`(_ time: String, _ urgency: Urgency) throws {
    for rotas in [Night.rotas, Self.busyRotas] {
      let said = try whatIf(time, urgency: urgency, rotas: rotas)
      let night = try Night(time, rotas: rotas)
      let answer = try night.post(
        "started", "c", "from=021_555_0188 urgency=\(urgency.rawValue)")
      #expect((answer.route == .desk) == said.events.contains { $0.what == .unanswered })
      if answer.route == .desk { try night.post("ended", "c", "outcome=no_answer") }
      _ = night.told()
      #expect(try said.events.first { $0.what == .deadline }?.at == night.lastDue(of: said))
      let told = Dictionary(
        grouping: said.events.filter { [.notice, .lastResort, .overdue].contains($0.what) },
        by: \.at)
      for moment in told.keys.sorted() {
        try night.at(moment - .seconds(1))
        #expect(night.toldOfCallbacks() == [], "\(time): before \(night.text(moment))")
        try night.at(moment)
        let expected = told[moment, default: []].flatMap { event in
          event.people.map { "\($0) \(event.what == .overdue ? "overdue" : "callback_ready")" }
        }
        #expect(
          night.toldOfCallbacks().sorted() == expected.sorted(), "\(time): at \(night.text(moment))"
        )
      }
    }
  }

  // MARK: - What it tells

  @Test func `a night of Matariki, from the call to the second round after the deadline`() throws {
    let said = try whatIf("2026-07-10 02:00", urgency: .urgent)
    #expect(
      try lines(said) == [
        "02:00 routed", "02:00 ticket", "02:01 notice aroha", "02:11 notice ben",
        "02:15 deadline", "02:15 overdue kiri", "02:26 notice aroha ben kiri",
        "02:41 notice aroha", "02:51 notice ben", "03:06 notice aroha ben kiri", "03:21 goes_on",
      ])
    let texts = said.events.map(\.text)
    #expect(
      texts[0].hasPrefix(
        "The desk is closed (Matariki): the call goes to sip:message@pbx.example.nz. "
          + "The caller hears: “Our service desk is closed for Matariki and opens on"))
    #expect(texts[0].contains("Your ticket number is … . After-hours"))
    #expect(
      texts[1].hasPrefix(
        "A ticket is made, billed as after_hours. After hours: arrived Fri "
          + "2026-07-10T02:00:00+12:00, public holiday: Matariki. "
          + "The caller is to be rung back by 2:15 am (urgency: urgent)."))
    #expect(texts[2] == "Step 1 (primary): Aroha Ngata is told.")
    #expect(texts[5] == "Nobody has rung: it is overdue, and Kiri Parata is told.")
    #expect(texts[9].hasPrefix("Step 3, round 2 (aroha, ben, kiri): Aroha Ngata, Ben Carter, "))
  }

  @Test func `when the desk opens it has the callback, and nobody else is told`() throws {
    let said = try whatIf("2026-07-13 07:45")
    #expect(
      try lines(said) == [
        "07:45 routed", "07:45 ticket", "07:46 notice aroha", "07:56 notice ben",
        "08:00 desk_opens", "08:45 deadline", "08:45 overdue kiri",
      ])
  }

  @Test func `a call to the desk that nobody answers is the desk's until it closes`() throws {
    #expect(
      try lines(try whatIf("2026-07-13 10:00", urgency: .urgent)) == [
        "10:00 routed", "10:00 unanswered", "10:00 ticket", "10:30 deadline", "10:30 overdue kiri",
      ])
    #expect(
      try lines(try whatIf("2026-07-13 16:50", urgency: .urgent)).prefix(7) == [
        "16:50 routed", "16:50 unanswered", "16:50 ticket", "17:00 desk_closes",
        "17:00 notice aroha", "17:10 notice ben", "17:15 deadline",
      ])
    #expect(
      try lines(try whatIf("2026-07-13 16:50")) == [
        "16:50 routed", "16:50 unanswered", "16:50 ticket", "08:20 deadline", "08:20 overdue kiri",
      ])
  }

  @Test func `a rota that passes to somebody else between two steps is told`() throws {
    let said = try whatIf("2026-07-19 02:20", rotas: Self.busyRotas)
    let handover = try #require(said.events.first { $0.what == .handover })
    #expect(handover.people == [Name("aroha")])
    #expect(handover.text == "The rota weekend passes from Kiri Parata to Aroha Ngata.")
    let step = try #require(said.events.firstIndex { $0.what == .lastResort })
    #expect(said.events[step].people == [Name("kiri")])
    #expect(
      said.events[step].text
        == "Step 2 (nobody-there) reaches nobody: the last resort, Kiri Parata, is told.")
  }

  @Test(arguments: [
    ("anonymous", ["Warned of: no_number.", "Please leave the number to ring."]),
    ("+44 20 7946 0000", ["Warned of: foreign_number."]),
    ("0900 12345", ["Warned of: premium_rate_number."]), ("x!", ["Warned of: unknown_number."]),
  ])
  func `what is odd about a number is told`(number: String, words: [String]) throws {
    let texts = try whatIf("2026-07-10 02:00", from: number).events.map(\.text).joined()
    for word in words { #expect(texts.contains(word), "\(word)") }
    #expect(try !whatIf("2026-07-10 02:00").events.map(\.text).joined().contains("Warned"))
  }

  @Test(arguments: ["2026-07-10 02:00", "2026-07-13 10:00"])
  func `an ignored number makes no ticket, and is never taken for the ordinary one`(
    time: String
  ) throws {
    let said = try whatIf(time, from: "+6495550999")
    #expect(said.events.map(\.what) == [.routed, .ignored])
    #expect(said.events[1].text.contains("(A fax)"))
    let lines = (0..<3).map { "    ignore 021 555 \(1000 + $0) \"x\"\n" }.joined()
    let rotas = Night.rotas.replacing("callbacks\n", with: "callbacks\n" + lines)
    #expect(try whatIf(time, rotas: rotas).events.contains { $0.what == .ticket })
  }

  @Test func `the manager's hand on the switch counts as it does for a call`() throws {
    let time = try Night.moment("2026-07-13 10:00")
    let closing = ClosingByHand(range: time..<time + .minutes(20), reason: "Fire drill", by: "kiri")
    let said = try whatIf("2026-07-13 10:00", closing: closing)
    #expect(said.events[0].text.hasPrefix("The desk is closed (Fire drill): "))
    #expect(
      try lines(said) == [
        "10:00 routed", "10:00 ticket", "10:01 notice aroha", "10:11 notice ben",
        "10:20 desk_opens", "11:00 deadline", "11:00 overdue kiri",
      ])
  }

  @Test(arguments: [(165, 991, WhatIf.What.goesOn, false), (168, 1000, .goesOn, true)])
  func `a list without end is told so far and no further`(
    minutes: Int, count: Int, last: WhatIf.What, isCut: Bool
  ) throws {
    let rotas = Night.rotas.replacing("after 25m  aroha, ben, kiri", with: "")
      .replacing("after 10m  secondary", with: "").replacing("repeat 15m", with: "repeat 10s")
      .replacing("callbacks\n", with: "callbacks\n    normal within \(minutes)m\n")
    let said = try whatIf("2026-07-11 02:00", rotas: rotas)
    let notices = said.events.filter { $0.what == .notice }
    #expect(notices.count <= WhatIf.wakesMax)
    #expect(said.events.contains { $0.text.contains("are not told here") } == isCut)
    #expect(said.events.contains { $0.what == .overdue } == !isCut)
  }
}

extension Night {
  /// The deadline as it is once the desk has closed or opened on the way.
  fileprivate func lastDue(of said: WhatIf) throws -> Moment {
    if let closing = said.events.first(where: { $0.what == .deskCloses }) {
      return min(try callback().dueAt, closing.at + .minutes(15))
    }
    return try callback().dueAt
  }

  fileprivate func toldOfCallbacks() -> [String] {
    told().filter { $0.hasSuffix("callback_ready") || $0.hasSuffix("overdue") }
  }
}

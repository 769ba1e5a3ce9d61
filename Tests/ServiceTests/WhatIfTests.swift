import Callbacks
import CivilTime
import Rota
import Testing

@testable import Service

/// Spec: http-api.md, `/v1/what-if`. The time line is held against the service itself, living
/// through the same night on its real store.
struct WhatIfTests {
  private func whatIf(
    _ time: String, urgency: Urgency? = nil, from: String? = nil, rotas: String = WhatIfTests.rotas,
    closing: ClosingByHand? = nil
  ) throws -> WhatIf {
    let files = [RotaFile(name: "all.rota", bytes: Array(rotas.utf8))]
    let zones = ZoneSource(
      rules: { name throws(TimeZoneFault) in try TimeZoneDatabase().zone(name) })
    let read = Configuration.read(files, zones: zones)
    let configuration = try #require(read.configuration, "\(read.problems)")
    let moment = try moment(time)
    return WhatIf(
      callAt: moment, urgency: urgency, from: from, configuration: configuration,
      closing: closing, onCall: OnCallTable(configuration, in: moment..<moment + .days(1)))
  }

  /// `2026-07-10 02:00`, on the desk's clock.
  private func moment(_ text: String) throws -> Moment {
    let zone = try TimeZoneDatabase().zone("Pacific/Auckland")
    let seconds = text.count == 16 ? text + ":00" : text
    let wall = try #require(RFC3339.moment(seconds + "Z"))
    return zone.moment(of: CivilDateTime(wallSeconds: wall.seconds))
  }

  /// `07:31 notice ben`, for each event but those that only explain.
  private func lines(_ whatIf: WhatIf) throws -> [String] {
    let zone = try TimeZoneDatabase().zone("Pacific/Auckland")
    return whatIf.events.map { event in
      ([zone.local(at: event.at).time.description, event.what.rawValue] + event.people.map(\.text))
        .joined(separator: " ")
    }
  }

  // MARK: - The same as the service

  private static let rotas = """
    desk
        name        "Service Desk"
        time zone   Pacific/Auckland
        region      Auckland
        hours       Monday to Friday 08:00 to 17:00
        dial        sip:desk@pbx.example.nz
        after hours dial  sip:message@pbx.example.nz
        after hours words "After-hours work is charged for."
    callbacks
        ignore 09 555 0999 "A fax"
    person aroha
        name "Aroha Ngata"
        phone 021 555 0101
        notify push
    person ben
        name "Ben Carter"
        phone 021 555 0102
        notify push
    person kiri
        name "Kiri Parata"
        phone 021 555 0105
        notify push
    rota primary
        turn 1 week
        hands over Monday 08:00
        from 2026-01-05 aroha
    rota secondary
        turn 1 week
        hands over Monday 08:00
        from 2026-01-05 ben
    escalation
        at once  primary
        after 10m  secondary
        after 25m  aroha, ben, kiri
        repeat 15m
        acknowledgement lasts 20m
        overdue kiri
        last resort kiri

    """

  /// Hours that open on the way, rotas that hand over between two steps, one that has nobody, a
  /// person on leave from the middle of the night, a clock that goes back.
  private static let busyRotas = Self.rotas.replacing(
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
    for rotas in [Self.rotas, Self.busyRotas] {
      let said = try whatIf(time, urgency: urgency, rotas: rotas)
      let night = try Night(time, files: rotas)
      let answer = try night.started("c1", from: "021 555 0188", ["urgency": urgency.rawValue])
      #expect((answer.route == .desk) == said.events.contains { $0.what == .unanswered })
      if answer.route == .desk { try night.ended("c1", "no_answer") }
      let kinds: [WhatIf.What: NoticeKind] = [
        .notice: .callbackReady, .lastResort: .callbackReady, .overdue: .overdue,
      ]
      let expected = said.events.flatMap { event in
        event.people.compactMap { person in
          kinds[event.what].map { "\(night.clock(event.at)) \($0) \(person)" }
        }
      }
      let end = try #require(said.events.last?.at)
      try night.pass(end - night.now - .seconds(1))
      if said.events.last?.what != .goesOn { try night.pass(.seconds(1)) }
      let told = night.tries.filter { kinds.values.contains($0.kind) }
        .map { "\(night.clock($0.at)) \($0.kind) \($0.person)" }
      #expect(told.sorted() == expected.sorted(), "\(time)")
      let deadline = said.events.first { $0.what == .deadline }
      #expect(try deadline?.at == night.callback().dueAt)
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
        "A ticket is made. After hours: arrived Fri "
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
    #expect(handover.people == [Name("ben")])
    #expect(handover.text == "The rota weekend passes from Aroha Ngata to Ben Carter.")
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
    let rotas = Self.rotas.replacing("callbacks\n", with: "callbacks\n" + lines)
    #expect(try whatIf(time, rotas: rotas).events.contains { $0.what == .ticket })
  }

  @Test func `the manager's hand on the switch counts as it does for a call`() throws {
    let time = try moment("2026-07-13 10:00")
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
    let rotas = Self.rotas.replacing("after 25m  aroha, ben, kiri", with: "")
      .replacing("after 10m  secondary", with: "").replacing("repeat 15m", with: "repeat 10s")
      .replacing("callbacks\n", with: "callbacks\n    normal within \(minutes)m\n")
    let said = try whatIf("2026-07-11 02:00", rotas: rotas)
    let notices = said.events.filter { $0.what == .notice }
    #expect(notices.count <= WhatIf.wakesMax)
    #expect(said.events.contains { $0.text.contains("are not told here") } == isCut)
    #expect(said.events.contains { $0.what == .overdue } == !isCut)
  }
}

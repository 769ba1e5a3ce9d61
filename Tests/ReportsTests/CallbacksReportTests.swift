import Callbacks
import CivilTime
import Rota
import Testing

@testable import Reports

/// Ten callbacks of one night, worked out by hand; all times are minutes since they were made.
struct CallbacksReportTests {
  struct Row: Sendable {
    let urgency: Urgency
    let owner: Owner
    let holder: String?
    var had: String?
    let status: CallbackStatus
    let due: Int
    var ended: Int?
    var inTime = false
    var acknowledged: Int?
    var attempts: [(at: Int, outcome: AttemptOutcome)] = []
  }

  static let made = Moment(seconds: 1_783_000_000)
  static let now = made + .minutes(240)

  static let rows = [
    Row(
      urgency: .urgent, owner: .onCall, holder: "aroha", status: .completed, due: 15, ended: 20,
      inTime: true, acknowledged: 3, attempts: [(10, .reached)]),
    Row(
      urgency: .normal, owner: .onCall, holder: "aroha", status: .completed, due: 60, ended: 95,
      inTime: true, acknowledged: 5, attempts: [(30, .noAnswer), (90, .reached)]),
    Row(
      urgency: .normal, owner: .onCall, holder: "ben", status: .completed, due: 60, ended: 70,
      acknowledged: 50, attempts: [(70, .reached)]),
    // Ben had it, and let it go.
    Row(urgency: .normal, owner: .onCall, holder: nil, had: "ben", status: .pending, due: 60),
    Row(
      urgency: .normal, owner: .desk, holder: nil, status: .cancelled, due: 60, ended: 30,
      inTime: true, attempts: []),
    Row(
      urgency: .normal, owner: .onCall, holder: "ben", status: .cancelled, due: 60, ended: 90,
      acknowledged: 20),
    Row(urgency: .low, owner: .onCall, holder: nil, status: .pending, due: 600),
    Row(
      urgency: .normal, owner: .onCall, holder: "aroha", status: .acknowledged, due: 300,
      inTime: true, acknowledged: 190, attempts: [(200, .noAnswer)]),
    Row(
      urgency: .normal, owner: .desk, holder: "kiri", status: .completed, due: 120, ended: 100,
      inTime: true, acknowledged: 100, attempts: [(100, .reached)]),
    // Rung before the server had heard of the call.
    Row(
      urgency: .normal, owner: .onCall, holder: "kiri", status: .completed, due: 60, ended: 1,
      inTime: true, acknowledged: 1, attempts: [(-2, .reached)]),
  ]

  private static func rung(_ row: Row, _ number: Int) -> RungCallback {
    func moment(_ minutes: Int) -> Moment { made + .minutes(minutes) }
    let callback = Callback(
      id: CallbackID(Int64(number)), ticket: TicketNumber(1000), status: row.status,
      owner: row.owner, holder: row.holder.map { Name($0) }, dueAt: moment(row.due),
      firstDueAt: moment(row.due), dueSetAt: made, isPromised: false,
      attemptedInTime: row.inTime, createdAt: made,
      acknowledgedBy: (row.holder ?? row.had).map { Name($0) }, completedAt: row.ended.map(moment),
      urgency: row.urgency, calls: 1, warnings: [])
    let attempts = row.attempts.map { attempt in
      Attempt(
        callback: callback.id, at: moment(attempt.at), person: Name("aroha"),
        outcome: attempt.outcome, minutes: nil, note: nil, recordedAt: moment(attempt.at))
    }
    return RungCallback(
      callback, attempts: attempts, acknowledgedAt: row.acknowledged.map(moment))
  }

  private static let report = CallbacksReport(
    rows.enumerated().map { rung($0.element, $0.offset) }, now: now)

  private func counts(_ figures: CallbacksReport.Figures) -> [Int] {
    [figures.made, figures.kept, figures.reachedInTime, figures.late, figures.cancelled]
  }

  @Test func `a night worked out by hand is the same report`() {
    let report = Self.report
    #expect(counts(report.all) == [10, 4, 3, 3, 2])
    #expect(report.byUrgency.map(\.key) == [.urgent, .normal, .low])
    #expect(
      report.byUrgency.map { counts($0.figures) }
        == [[1, 1, 1, 0, 0], [8, 3, 2, 3, 2], [1, 0, 0, 0, 0]])
    #expect(report.byOwner.map(\.key) == [.desk, .onCall])
    #expect(report.byOwner.map { counts($0.figures) } == [[2, 1, 1, 0, 1], [8, 3, 2, 3, 1]])
    #expect(report.byPerson.map { $0.key?.text } == ["aroha", "ben", "kiri", nil])
    #expect(
      report.byPerson.map { counts($0.figures) }
        == [[3, 2, 1, 0, 0], [3, 0, 0, 3, 1], [2, 2, 2, 0, 0], [2, 0, 0, 0, 1]])
  }

  @Test func `how soon is told by the nearest rank`() {
    let all = Self.report.all
    // 1 3 5 20 50 100 190, and 0 10 30 70 100 200.
    #expect(minutes(all.toAcknowledge) == [7, 20, 190, 190])
    #expect(minutes(all.toFirstAttempt) == [6, 30, 200, 200])
  }

  private func minutes(_ waits: Waits) -> [Int64] {
    [Int64(waits.count)]
      + [waits.median, waits.percentile90, waits.worst].compactMap { $0 }.map {
        $0.wholeSeconds / 60
      }
  }

  @Test(
    arguments: [
      ([], [0]), ([7], [1, 7, 7, 7]), (Array(1...10), [10, 5, 9, 10]),
      (Array(1...11), [11, 6, 10, 11]),
      ([9, 3], [2, 3, 9, 9]),
    ] as [([Int], [Int64])])
  func `a rank is one of what was measured`(spans: [Int], wanted: [Int64]) {
    #expect(minutes(Waits(spans.map { .minutes($0) })) == wanted)
  }

  @Test func `of none there is nothing to tell, and every urgency is named`() {
    let report = CallbacksReport([], now: Self.now)
    #expect(counts(report.all) == [0, 0, 0, 0, 0])
    #expect(report.all.toAcknowledge.median == nil)
    #expect(report.byUrgency.count == 3 && report.byOwner.count == 2 && report.byPerson.isEmpty)
  }

  @Test(
    arguments: [
      ("acknowledged", nil, true), ("attempt", "reached", true), ("promised", nil, true),
      ("handed_over", "kiri: I sleep", true), ("handed_over", "rota", false),
      ("handed_over", "desk: I sleep", false), ("made", nil, false), ("step", "kiri", false),
    ] as [(String, String?, Bool)])
  func `somebody has it who said so, rang, or was handed it`(
    what: String, note: String?, wanted: Bool
  ) {
    let entry = HistoryEntry(
      ticket: TicketNumber(1001), callback: CallbackID(1), at: Self.made, by: "aroha", door: .api,
      what: what, note: note)
    #expect(entry.isAcknowledgement == wanted)
  }
}

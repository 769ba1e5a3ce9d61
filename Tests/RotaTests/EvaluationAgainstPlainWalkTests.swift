import CivilTime
import Glibc
import ServiceHours
import Testing

@testable import Rota

@Suite struct EvaluationAgainstPlainWalkTests {
  static let seeds = UInt64(0)..<(environment("ROTA_WALK_RUNS") ?? 200)

  @Test(arguments: Array(stride(from: seeds.lowerBound, to: seeds.upperBound, by: 50)))
  func `agrees with a plain walk, instant by instant`(firstSeed: UInt64) throws {
    for seed in firstSeed..<min(firstSeed + 50, Self.seeds.upperBound) {
      try Comparison(seed: seed).run()
    }
  }
}

/// Both evaluators over one configuration, on every quarter of an hour: every edge of the drafts
/// lies on one, in both zones.
private struct Comparison {
  let seed: UInt64
  let configuration: Configuration
  let plain: PlainWalk
  let window: Range<Moment>
  let instants: [Moment]

  init(seed: UInt64) throws {
    let made = RandomDraft(seed: seed)
    self.seed = seed
    configuration = try made.draft.configuration()
    plain = PlainWalk(configuration, until: made.window.upperBound.adding(days: 30))
    let zone = made.draft.zone
    let window =
      zone.start(of: made.window.lowerBound)..<zone.start(of: made.window.upperBound)
    self.window = window
    instants = stride(from: window.lowerBound.seconds, to: window.upperBound.seconds, by: 900)
      .map { Moment(seconds: $0) }
  }

  func run() {
    let table = OnCallTable(configuration, in: window)
    for rota in configuration.rotas { compare(rota.name, table) }
    compareSteps(table)
    compareGaps()
  }

  private func compare(_ rota: Name, _ table: OnCallTable) {
    let duties = instants.map { plain.duty(in: rota, at: $0) }
    var shifts: [ScheduledShift] = []
    var first = 0
    while first < duties.count {
      var end = first + 1
      while end < duties.count, duties[end] == duties[first] { end += 1 }
      let ends = end < duties.count ? instants[end] : window.upperBound
      if let person = duties[first].person {
        shifts.append(
          ScheduledShift(
            rota: rota, person: person, range: instants[first]..<ends,
            because: duties[first].because, insteadOf: duties[first].insteadOf))
      }
      for index in first..<end {
        let answer = table.onCall(in: rota, at: instants[index])
        let duty = PlainWalk.Duty(
          person: answer?.person, because: answer?.because ?? .nobody,
          insteadOf: answer?.insteadOf)
        #expect(duty == duties[index], "seed \(seed), \(rota) at \(text(instants[index]))")
        if first > 0 { #expect(answer?.since == instants[first], "seed \(seed), since") }
        if end < duties.count { #expect(answer?.until == ends, "seed \(seed), until") }
      }
      let alone = configuration.onCall(in: rota, at: ends - .microseconds(1))
      #expect(
        alone == table.onCall(in: rota, at: ends - .microseconds(1)), "seed \(seed), alone")
      first = end
    }
    #expect(configuration.schedule(in: window, rota: rota) == shifts, "seed \(seed), \(rota)")
    #expect(table.schedule(in: window, rota: rota) == shifts, "seed \(seed), \(rota)")
  }

  private func compareSteps(_ table: OnCallTable) {
    for (index, instant) in instants.enumerated() where index % 4 == 0 {
      let wanted = configuration.escalation.steps.map { plain.people(of: $0.who, at: instant) }
      #expect(
        table.steps(at: instant).map { $0.people.map(\.name) } == wanted,
        "seed \(seed) at \(text(instant))")
      guard index % 96 == 0 else { continue }
      #expect(
        configuration.steps(at: instant).map { $0.people.map(\.name) } == wanted,
        "seed \(seed) at \(text(instant))")
    }
  }

  private func compareGaps() {
    let who = configuration.escalation.steps[0].who
    var holes: [Range<Moment>] = []
    for instant in instants
    where configuration.hours.isOpen(at: instant) == false
      && plain.people(of: who, at: instant).isEmpty
    {
      holes.extend(by: instant..<instant + .minutes(15))
    }
    var gaps: [Range<Moment>] = []
    for gap in configuration.gaps(in: window) { gaps.extend(by: gap.range) }
    #expect(gaps == holes, "seed \(seed)")
  }

  private func text(_ moment: Moment) -> String {
    RFC3339.text(moment, in: configuration.desk.definition.zone)
  }
}

extension [Range<Moment>] {
  /// Adds a range, joined to the last when it touches it.
  fileprivate mutating func extend(by range: Range<Moment>) {
    if let last, last.upperBound == range.lowerBound {
      self[count - 1] = last.lowerBound..<range.upperBound
    } else {
      append(range)
    }
  }
}

/// How many runs the environment asks for.
private func environment(_ name: String) -> UInt64? {
  getenv(name).flatMap { UInt64(String(cString: $0)) }
}

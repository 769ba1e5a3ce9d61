import CivilTime
import Glibc
import TestSupport
import Testing

/// The whole service in a simulated world: calls, details in any order, repeats, edits, people, channels that
/// fail, hang and lie, clocks that jump, and stops between any two steps. `SIMULATION_SEEDS` gives how many
/// runs, `SIMULATION_SEED` repeats one.
struct SimulationTests {
  static let stepsEach = 40
  /// In a debug build a run takes some seconds; `.ci/run` and people at night ask for more.
  static let seedsUsually = 2

  @Test func `whatever happens, every promise is kept`() async throws {
    // On a thread of its own: it would hold up the tests that share the others.
    try await onAThread { try runAll() }
  }

  private func runAll() throws {
    if let seed = number("SIMULATION_SEED") { return try run(UInt64(seed)) }
    let count = number("SIMULATION_SEEDS") ?? SimulationTests.seedsUsually
    let first = number("SIMULATION_FIRST") ?? 0
    for seed in first..<(first + count) {
      do {
        try run(UInt64(seed))
      } catch {
        Issue.record("seed \(seed): \(error)")
      }
    }
  }

  private func run(_ seed: UInt64) throws {
    let start = try #require(RFC3339.moment("2026-07-09T16:00:00+12:00"))
    let world = try World(seed: seed, start: start)
    for step in 0..<SimulationTests.stepsEach {
      try world.step()
      if let broken = try world.brokenPromise() {
        Issue.record("seed \(seed), step \(step): \(broken)")
        return
      }
    }
    if let broken = try world.brokenAfterwards() {
      Issue.record("seed \(seed), afterwards: \(broken)")
    }
  }

  private func number(_ name: String) -> Int? {
    getenv(name).flatMap { Int(String(cString: $0)) }
  }
}

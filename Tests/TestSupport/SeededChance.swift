import Synchronization

/// Bytes that nobody could foresee but for the seed: what a simulated world gives for chance.
public final class SeededChance: Sendable {
  private let random: Mutex<SeededRandom>

  public init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

  public func bytes(_ count: Int) -> [UInt8] {
    random.withLock { random in (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) } }
  }
}

/// SHA-256 (FIPS 180-4), all at once or piece by piece.
public struct SHA256: Sendable {
  /// The length of what comes out.
  public static let digestBytes = 32
  /// What is worked on at a time; HMAC's block too.
  static let blockBytes = 64

  private var state = SHA256State()
  /// The beginning of a block whose end has not come yet.
  private var pending: [UInt8] = []
  private var lengthBytes: UInt64 = 0

  public init() {}

  public static func digest(of bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }

  public mutating func update(_ bytes: [UInt8]) {
    lengthBytes &+= UInt64(bytes.count)
    var taken = 0
    if !pending.isEmpty {
      taken = min(Self.blockBytes - pending.count, bytes.count)
      pending += bytes[..<taken]
      guard pending.count == Self.blockBytes else { return }
      state.absorb(pending[...])
      pending.removeAll(keepingCapacity: true)
    }
    let rest = (bytes.count - taken) % Self.blockBytes
    state.absorb(bytes[taken..<bytes.count - rest])
    pending += bytes[(bytes.count - rest)...]
  }

  /// The digest of everything so far. More may follow.
  public func digest() -> Digest {
    // Section 5.1.1: a one bit, noughts, and the length in bits as the last eight bytes.
    let end = Self.blockBytes - 8
    let noughts = (2 * Self.blockBytes + end - 1 - pending.count) % Self.blockBytes
    var padded: [UInt8] = []
    padded.reserveCapacity(2 * Self.blockBytes)
    padded += pending
    padded.append(0x80)
    padded += repeatElement(0, count: noughts)
    let lengthBits = lengthBytes &<< 3
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      padded.append(UInt8(truncatingIfNeeded: lengthBits &>> shift))
    }
    var last = state
    last.absorb(padded[...])
    return Digest(words: last.words)
  }
}

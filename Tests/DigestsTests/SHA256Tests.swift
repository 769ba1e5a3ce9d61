import Digests
import TestSupport
import Testing

@Suite struct `SHA-256` {
  @Test(arguments: [("SHA256ShortMsg.rsp", 65), ("SHA256LongMsg.rsp", 64)])
  func `gives the digests of NIST's vectors`(file: String, count: Int) throws {
    let vectors = try VectorFile(file).groups.filter { $0["MD"] != nil }
    #expect(vectors.count == count)
    for vector in vectors {
      #expect(
        SHA256.digest(of: try vector.message()).hex == vector["MD"], "Len = \(vector["Len"] ?? "")")
    }
  }

  /// NIST's third published example, whose length needs more than two bytes.
  @Test func `gives the digest of a million times the letter a`() {
    #expect(
      SHA256.digest(of: Array(repeating: UInt8(ascii: "a"), count: 1_000_000)).hex
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `gives the digests of NIST's Monte Carlo run`() throws {
    let groups = try VectorFile("SHA256Monte.rsp").groups
    var seed = try #require(groups.first { $0["Seed"] != nil }).bytes("Seed")
    let checkpoints = groups.filter { $0["COUNT"] != nil }
    #expect(checkpoints.count == 100)
    for checkpoint in checkpoints {
      var last = [seed, seed, seed]
      for _ in 0..<1_000 {
        last = [last[1], last[2], SHA256.digest(of: last[0] + last[1] + last[2]).bytes]
      }
      seed = last[2]
      #expect(seed == (try checkpoint.bytes("MD")), "COUNT = \(checkpoint["COUNT"] ?? "")")
    }
  }

  @Test(arguments: UInt64(1)...20)
  func `takes a message in any pieces`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let message = random.bytes(Int.random(in: 0...700, using: &random))
    var hash = SHA256()
    var rest = message[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 0...150, using: &random))
      hash.update(Array(piece))
      rest = rest.dropFirst(piece.count)
      let done = Array(message.prefix(message.count - rest.count))
      #expect(hash.digest() == SHA256.digest(of: done), "seed \(seed)")
    }
    #expect(hash.digest() == SHA256.digest(of: message), "seed \(seed)")
  }
}

extension SeededRandom {
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }
}

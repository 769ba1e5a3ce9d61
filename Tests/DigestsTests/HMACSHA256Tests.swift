import Digests
import Testing

@Suite struct `HMAC-SHA256` {
  @Test func `gives the codes of RFC 4231`() throws {
    let vectors = try VectorFile("RFC4231-SHA256.txt").groups.filter { $0["MD"] != nil }
    #expect(vectors.count == 6)
    for vector in vectors {
      let code = HMACSHA256.code(for: try vector.message(), key: try vector.bytes("Key"))
      #expect(code.hex == vector["MD"])
    }
  }

  @Test func `begins with the truncated code of RFC 4231, test case 5`() {
    let code = HMACSHA256.code(
      for: Array("Test With Truncation".utf8), key: Array(repeating: 0x0C, count: 20))
    #expect(code.hex.prefix(32) == "a3b6167473100ee06e0c796c2955552b")
  }

  @Test func `hashes a key that is longer than a block, and only such a key`() {
    let message = Array("message".utf8)
    for (length, isHashed) in [(64, false), (65, true)] {
      let key = [UInt8](repeating: 7, count: length)
      let ofHash = HMACSHA256.code(for: message, key: SHA256.digest(of: key).bytes)
      #expect((HMACSHA256.code(for: message, key: key) == ofHash) == isHashed)
    }
  }

  @Test func `takes a message in pieces`() {
    var hmac = HMACSHA256(key: [1, 2, 3])
    hmac.update(Array("one ".utf8))
    hmac.update(Array("two".utf8))
    #expect(hmac.code() == HMACSHA256.code(for: Array("one two".utf8), key: [1, 2, 3]))
  }
}

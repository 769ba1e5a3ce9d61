import Digests
import TestSupport
import Testing

@Suite struct Encodings {
  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `base 64 gives the vectors of RFC 4648`(plain: String, encoded: String) {
    let unpadded = String(encoded.prefix { $0 != "=" })
    #expect(Base64.standard.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.standard.decode(encoded) == Array(plain.utf8))
    #expect(Base64.url.encode(Array(plain.utf8)) == unpadded)
    #expect(Base64.url.decode(unpadded) == Array(plain.utf8))
  }

  @Test func `the two alphabets differ in their last two characters`() {
    #expect(Base64.standard.encode([0xFB, 0xEF, 0xFF]) == "++//")
    #expect(Base64.url.encode([0xFB, 0xEF, 0xFF]) == "--__")
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Z", "Zm9v=", "Zm9vYg==Zm9v", "Zm 9v", "Zm9v\n",
    "Zh==", "Zm9=", "Zm9vYmF", "--__", "Zm9é", "Zm=v", "\u{0}m9v",
  ])
  func `base 64 refuses all but its own form`(text: String) {
    #expect(Base64.standard.decode(text) == nil)
  }

  @Test(arguments: [
    "Zg==", "Z", "A", "Zm9vA", "Zh", "Zm9", "Zm9vY", "++//", "Zm 9v", "Zm9v\n", "Zm9=",
  ])
  func `base 64 for addresses refuses padding and the other alphabet`(text: String) {
    #expect(Base64.url.decode(text) == nil)
  }

  @Test(arguments: UInt64(1)...50)
  func `what was encoded is decoded, and each value has one text`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = random.bytes(Int.random(in: 0...80, using: &random))
    for form in [Base64.standard, .url] {
      let text = form.encode(bytes)
      #expect(form.decode(text) == bytes, "seed \(seed)")
      var other = Array(text.utf8)
      guard let place = other.indices.randomElement(using: &random) else { continue }
      other[place] = UInt8.random(in: 0x20...0x7E, using: &random)
      let changed = String(decoding: other, as: UTF8.self)
      if let decoded = form.decode(changed) { #expect(form.encode(decoded) == changed) }
    }
  }

  @Test func `hexadecimal has two small digits a byte`() {
    #expect(Hex.encode([]) == "")
    #expect(Hex.encode([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
  }
}

@Suite struct `Comparison in constant time` {
  @Test(arguments: 0..<32)
  func `sees a difference in any byte and any bit`(place: Int) {
    let secret = SHA256.digest(of: [1]).bytes
    for bit in 0..<8 {
      var other = secret
      other[place] ^= 1 << UInt8(bit)
      #expect(!areEqualInConstantTime(secret, other))
    }
    #expect(areEqualInConstantTime(secret, Array(secret)))
  }

  @Test func `tells arrays of different lengths apart, and empty ones alike`() {
    #expect(!areEqualInConstantTime([1, 2], [1, 2, 0]))
    #expect(!areEqualInConstantTime([], [0]))
    #expect(areEqualInConstantTime([], []))
  }
}

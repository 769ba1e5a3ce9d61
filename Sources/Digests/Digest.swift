/// The 32 bytes that SHA-256 or HMAC-SHA256 gives. Two are compared in constant time.
public struct Digest: Hashable, Sendable {
  public let bytes: [UInt8]

  init(words: [UInt32]) {
    bytes = Array(unsafeUninitializedCapacity: words.count * 4) { bytes, count in
      for word in words {
        for shift: UInt32 in [24, 16, 8, 0] {
          bytes[count] = UInt8(truncatingIfNeeded: word &>> shift)
          count += 1
        }
      }
    }
  }

  public var hex: String { Hex.encode(bytes) }

  public static func == (left: Digest, right: Digest) -> Bool {
    areEqualInConstantTime(left.bytes, right.bytes)
  }
}

/// Whether two secrets are alike, in a time that depends on their length and not on where they
/// differ, so that nobody can find one out byte by byte. The length of a secret is told: arrays of
/// different lengths are unlike at once.
public func areEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  var difference: UInt8 = 0
  for index in left.indices { difference |= left[index] ^ right[index] }
  return difference == 0
}

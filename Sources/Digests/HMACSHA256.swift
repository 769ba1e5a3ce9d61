/// A message authenticated with a secret key: HMAC (RFC 2104) with SHA-256.
public struct HMACSHA256: Sendable {
  private var inner = SHA256()
  private var outer = SHA256()

  /// A key may have any length; RFC 2104 wants 32 bytes or more of it.
  public init(key: [UInt8]) {
    var block = key.count > SHA256.blockBytes ? SHA256.digest(of: key).bytes : key
    block += Array(repeating: 0, count: SHA256.blockBytes - block.count)
    inner.update(block.map { $0 ^ 0x36 })
    outer.update(block.map { $0 ^ 0x5C })
  }

  public static func code(for message: [UInt8], key: [UInt8]) -> Digest {
    var hmac = HMACSHA256(key: key)
    hmac.update(message)
    return hmac.code()
  }

  public mutating func update(_ bytes: [UInt8]) { inner.update(bytes) }

  /// The code of everything so far. More may follow.
  public func code() -> Digest {
    var outer = outer
    outer.update(inner.digest().bytes)
    return outer.digest()
  }
}

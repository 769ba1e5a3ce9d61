/// The eight words of SHA-256 and the mixing of blocks into them (FIPS 180-4, section 6.2.2).
struct SHA256State: Sendable {
  private var a: UInt32 = 0x6A09_E667
  private var b: UInt32 = 0xBB67_AE85
  private var c: UInt32 = 0x3C6E_F372
  private var d: UInt32 = 0xA54F_F53A
  private var e: UInt32 = 0x510E_527F
  private var f: UInt32 = 0x9B05_688C
  private var g: UInt32 = 0x1F83_D9AB
  private var h: UInt32 = 0x5BE0_CD19

  var words: [UInt32] { [a, b, c, d, e, f, g, h] }

  /// Takes whole blocks: the bytes are a multiple of ``SHA256/blockBytes``.
  mutating func absorb(_ blocks: ArraySlice<UInt8>) {
    precondition(blocks.count % SHA256.blockBytes == 0, "SHA-256 takes whole blocks")
    blocks.withUnsafeBufferPointer { blocks in
      roundConstants.withUnsafeBufferPointer { constants in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: roundCount) { schedule in
          // Plain pointers keep the loops quick in a debug build too. None of the three is empty
          // when there is a block, so that no base is nil.
          guard let first = blocks.baseAddress, let constants = constants.baseAddress,
            let schedule = schedule.baseAddress
          else { return }
          schedule.initialize(repeating: 0, count: roundCount)
          for offset in stride(from: 0, to: blocks.count, by: SHA256.blockBytes) {
            Self.expand(first + offset, into: schedule)
            mix(schedule, constants)
          }
        }
      }
    }
  }

  /// Step 1: the message schedule.
  private static func expand(
    _ block: UnsafePointer<UInt8>, into schedule: UnsafeMutablePointer<UInt32>
  ) {
    var t = 0
    while t < 16 {
      let byte = block + (t &<< 2)
      schedule[t] =
        UInt32(byte[0]) &<< 24 | UInt32(byte[1]) &<< 16 | UInt32(byte[2]) &<< 8 | UInt32(byte[3])
      t &+= 1
    }
    while t < roundCount {
      let early = schedule[t &- 15]
      let late = schedule[t &- 2]
      let s0 = rotated(early, 7) ^ rotated(early, 18) ^ (early &>> 3)
      let s1 = rotated(late, 17) ^ rotated(late, 19) ^ (late &>> 10)
      schedule[t] = s1 &+ schedule[t &- 7] &+ s0 &+ schedule[t &- 16]
      t &+= 1
    }
  }

  /// Steps 2 to 4: the rounds.
  private mutating func mix(
    _ schedule: UnsafeMutablePointer<UInt32>, _ constants: UnsafePointer<UInt32>
  ) {
    var (a, b, c, d) = (self.a, self.b, self.c, self.d)
    var (e, f, g, h) = (self.e, self.f, self.g, self.h)
    var t = 0
    while t < roundCount {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let t1 = h &+ s1 &+ choice &+ constants[t] &+ schedule[t]
      h = g
      g = f
      f = e
      e = d &+ t1
      d = c
      c = b
      b = a
      a = t1 &+ s0 &+ majority
      t &+= 1
    }
    self.a &+= a
    self.b &+= b
    self.c &+= c
    self.d &+= d
    self.e &+= e
    self.f &+= f
    self.g &+= g
    self.h &+= h
  }
}

@inline(__always)
private func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 {
  word &>> bits | word &<< (32 &- bits)
}

private let roundCount = 64

/// Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64
/// primes.
private let roundConstants: [UInt32] = [
  0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
  0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE,
  0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F,
  0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
  0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC,
  0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
  0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070, 0x19A4_C116,
  0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
  0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
  0xC671_78F2,
]

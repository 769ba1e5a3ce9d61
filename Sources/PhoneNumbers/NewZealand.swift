/// New Zealand's numbering plan, as far as it decides whether a national number can be dialled.
///
/// Generous inside the ranges in use (a plausible caller must never be lost) and strict on what no
/// exchange would take: a landline has seven digits after its area code, and none begins with 0
/// or 1. National numbers here are without the trunk prefix 0.
enum NewZealand {
  static let countryCode = Array("64".utf8)

  static func canBeDialled(_ national: ArraySlice<UInt8>) -> Bool {
    guard let range = Range(national) else { return false }
    return range.lengths.contains(national.count)
  }

  /// `21 555 0101` → `021 555 0101`: the trunk prefix and the range's own digits, then the rest in
  /// two groups.
  static func written(_ national: [UInt8]) -> String {
    let prefixLength = Range(national[...])?.prefixLength ?? 0
    let rest = national.dropFirst(prefixLength)
    let firstGroup = rest.prefix(rest.count / 2)
    let groups = [national.prefix(prefixLength), firstGroup, rest.dropFirst(firstGroup.count)]
    return "0" + groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }

  /// A range of the plan, told by its first digits.
  private struct Range {
    /// How many digits stand in its first written group (`09`, `021`, `0800`), the 0 not counted.
    let prefixLength: Int
    /// How many digits a number in it may have in all, the 0 not counted.
    let lengths: ClosedRange<Int>

    init?(_ national: ArraySlice<UInt8>) {
      let head = national.prefix(3).map { Int($0) - Int(Ascii.zero) }
      guard head.count == 3 else { return nil }
      switch (head[0], head[1], head[2]) {
      case (2, _, _): (prefixLength, lengths) = (2, 8...10)  // Mobile, and Scott Base (02409).
      case (3, 2...9, _), (4, 2...9, _), (6, 2...9, _), (7, 2...9, _), (9, 2...9, _):
        (prefixLength, lengths) = (1, 8...8)
      case (5, 0, 8): (prefixLength, lengths) = (3, 9...10)
      case (7, 0, _): (prefixLength, lengths) = (2, 9...9)  // Personal numbers.
      case (8, 0, _): (prefixLength, lengths) = (3, 8...10)
      case (9, 0, 0): (prefixLength, lengths) = (3, 8...10)
      default: return nil
      }
    }
  }
}

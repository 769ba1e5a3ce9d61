/// Reads a compiled zone (RFC 8536, version 2 or later): a table of changes, then a POSIX rule for
/// the years after it. Any bytes at all end in rules or in ``TimeZoneFault/corrupt(_:)``.
enum TZif {
  static func rules(
    named name: String, from bytes: [UInt8]
  ) throws(TimeZoneFault) -> TimeZoneRules {
    guard let table = Reader(bytes: bytes).table() else { throw .corrupt(name) }
    var changes = table.changes
    var offsets = table.offsets
    if let rule = table.footer {
      // The rule goes on where the table ends, as far as the calendar of this project reaches.
      let tableEnd = changes.last ?? .min
      for change in rule.changes(years: 1970...TZif.lastYear) where change.at > tableEnd {
        changes.append(change.at)
        offsets.append(change.offset)
      }
    }
    return TimeZoneRules(name: name, changes: changes, offsets: offsets)
  }

  /// The calendar ends in 2100; a little more keeps the look-ups about its last day exact.
  static let lastYear = 2110

  struct Table {
    var changes: [Int64]
    /// One more than there are changes: the first holds before them all.
    var offsets: [Int32]
    var footer: POSIXZoneRule?
  }
}

private struct Reader {
  let bytes: [UInt8]

  func table() -> TZif.Table? {
    guard let first = header(at: 0), first.version >= 2 else { return nil }
    // The first block is the one for readers of 32-bit times; the second repeats it in 64 bits.
    let second = Header.byteCount + first.blockBytes(timeBytes: 4)
    guard let header = header(at: second) else { return nil }
    let start = second + Header.byteCount
    guard start + header.blockBytes(timeBytes: 8) <= bytes.count, header.typeCount > 0 else {
      return nil
    }
    guard let types = localTypes(header, at: start + header.timeCount * 9),
      let (changes, indices) = transitions(header, at: start)
    else { return nil }
    var offsets: [Int32] = [types[0]]
    for index in indices {
      guard index < types.count else { return nil }
      offsets.append(types[index])
    }
    let footerText = footer(at: start + header.blockBytes(timeBytes: 8))
    if footerText == nil { return nil }
    let rule = footerText.flatMap { $0.isEmpty ? nil : POSIXZoneRule($0) }
    if let footerText, !footerText.isEmpty, rule == nil { return nil }
    return TZif.Table(changes: changes, offsets: offsets, footer: rule)
  }

  private func transitions(_ header: Header, at start: Int) -> ([Int64], [Int])? {
    var changes: [Int64] = []
    for index in 0..<header.timeCount {
      guard let time = integer(at: start + index * 8, bytes: 8) else { return nil }
      if let last = changes.last, last >= time { return nil }
      guard time < Reader.secondsMax else { return nil }
      changes.append(max(time, -Reader.secondsMax))
    }
    let indexStart = start + header.timeCount * 8
    return (changes, (0..<header.timeCount).map { Int(bytes[indexStart + $0]) })
  }

  private func localTypes(_ header: Header, at start: Int) -> [Int32]? {
    var types: [Int32] = []
    for index in 0..<header.typeCount {
      guard let offset = integer(at: start + index * 6, bytes: 4),
        abs(offset) <= TimeZoneRules.offsetSecondsMax
      else { return nil }
      types.append(Int32(offset))
    }
    return types
  }

  /// The text between the two line ends that close the file; nil when they aren't there.
  private func footer(at start: Int) -> String? {
    guard start < bytes.count, bytes[start] == 0x0A,
      let end = bytes[(start + 1)...].firstIndex(of: 0x0A)
    else { return nil }
    return String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
  }

  private func header(at start: Int) -> Header? {
    guard start >= 0, start + Header.byteCount <= bytes.count,
      Array(bytes[start..<start + 4]) == Array("TZif".utf8)
    else { return nil }
    let version = bytes[start + 4]
    var counts: [Int] = []
    for index in 0..<6 {
      guard let count = integer(at: start + 20 + index * 4, bytes: 4), count >= 0,
        count <= Reader.countMax
      else { return nil }
      counts.append(Int(count))
    }
    return Header(version: version < 0x32 ? 1 : Int(version) - 0x30, counts: counts)
  }

  /// A big-endian signed number of 4 or 8 bytes.
  private func integer(at start: Int, bytes count: Int) -> Int64? {
    guard start >= 0, start + count <= bytes.count else { return nil }
    var value: UInt64 = 0
    for byte in bytes[start..<start + count] { value = value << 8 | UInt64(byte) }
    return count == 4
      ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }

  private static let countMax: Int64 = 10_000
  /// About the years −6000 to 10000: what lies outside is no clock change of interest.
  private static let secondsMax: Int64 = 253_402_300_800
}

private struct Header {
  static let byteCount = 44

  let version: Int
  let counts: [Int]

  var timeCount: Int { counts[3] }
  var typeCount: Int { counts[4] }

  /// RFC 8536, 3.2: transition times, their types, local time types, names, leap seconds, two kinds
  /// of flags.
  func blockBytes(timeBytes: Int) -> Int {
    let (utFlags, standardFlags, leaps) = (counts[0], counts[1], counts[2])
    return timeCount * (timeBytes + 1) + typeCount * 6 + counts[5] + leaps * (timeBytes + 4)
      + standardFlags + utFlags
  }
}

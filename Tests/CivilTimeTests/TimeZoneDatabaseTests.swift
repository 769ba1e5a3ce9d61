import CivilTime
import Glibc
import TestSupport
import Testing

struct TimeZoneDatabaseTests {
  @Test func `a missing database is told as that, with what to do`() {
    let database = TimeZoneDatabase(folder: "/nowhere/zoneinfo")
    #expect(throws: TimeZoneFault.noDatabase(folder: "/nowhere/zoneinfo")) {
      try database.zone("Pacific/Auckland")
    }
    #expect(
      "\(TimeZoneFault.noDatabase(folder: "/nowhere"))".contains("install the package tzdata"))
    #expect(database.names().isEmpty)
  }

  @Test(arguments: [
    "Pacific/Aukland", "Pacific", "Pacific/", "", "/etc/passwd", "../passwd",
    "Pacific/../../../etc/passwd",
    "/usr/share/zoneinfo/Pacific/Auckland", "./Pacific/Auckland", "Pacific//Auckland",
    "Pacific/Auckland\0", "Pacific/Auckland ", "tzdata.zi", "Pacific\\Auckland",
    String(repeating: "a", count: 65),
  ])
  func `a name that is none, or tries to leave the folder, is unknown`(name: String) {
    #expect(throws: TimeZoneFault.unknown(name)) { try TimeZoneDatabase().zone(name) }
  }

  @Test func `the database names its zones`() {
    let names = TimeZoneDatabase().names()
    #expect(names == names.sorted())
    #expect(names.contains("Pacific/Auckland") && names.contains("NZ"))
  }

  @Test func `every zone of the database can be read`() throws {
    for name in TimeZoneDatabase().names() {
      #expect(throws: Never.self, "\(name)") { try TimeZoneDatabase().zone(name) }
    }
  }

  @Test func `a file over 256 KiB is not read`() throws {
    let whole = try auckland()
    try inFolder { database, write in
      write(whole + [UInt8](repeating: 0, count: (256 << 10) - whole.count))
      #expect(throws: Never.self) { try database.zone("Auckland") }
      write(whole + [UInt8](repeating: 0, count: (256 << 10) - whole.count + 1))
      #expect(throws: TimeZoneFault.unknown("Auckland")) { try database.zone("Auckland") }
    }
  }

  @Test func `a file cut off anywhere is damaged`() throws {
    let whole = try auckland()
    try inFolder { database, write in
      for length in whole.indices {
        write(Array(whole[..<length]))
        #expect(throws: TimeZoneFault.corrupt("Auckland"), "\(length) bytes") {
          try database.zone("Auckland")
        }
      }
    }
  }

  @Test(arguments: 0..<UInt64(20))
  func `a file with flipped bytes ends in rules or in a fault`(seed: UInt64) throws {
    let whole = try auckland()
    var random = SeededRandom(seed: seed)
    try inFolder { database, write in
      for _ in 0..<100 {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
            in: 0...255, using: &random)
        }
        write(bytes)
        do throws(TimeZoneFault) {
          ask(try database.zone("Auckland"), &random)
        } catch {
          #expect(error == .corrupt("Auckland"), "seed \(seed)")
        }
      }
    }
  }

  @Test func `the earliest instant there is stands in no table`() throws {
    // The first change of the second block, set to the smallest 64-bit number.
    var bytes = try auckland()
    let second = try #require(
      (44..<bytes.count - 4).first { Array(bytes[$0..<$0 + 4]) == Array("TZif".utf8) })
    bytes.replaceSubrange(second + 44..<second + 52, with: [0x80, 0, 0, 0, 0, 0, 0, 0])
    try inFolder { database, write in
      write(bytes)
      let zone = try database.zone("Auckland")
      #expect(zone.offsetSeconds(at: Moment(seconds: 1_798_117_800)) == 13 * 3600)
    }
  }

  /// Any rules at all can be asked anything, whatever they answer.
  private func ask(_ zone: TimeZoneRules, _ random: inout SeededRandom) {
    for _ in 0..<20 {
      let moment = Moment(seconds: Int64.random(in: -9_000_000_000..<9_000_000_000, using: &random))
      let local = zone.local(at: moment)
      _ = zone.reading(of: local)
      _ = zone.start(of: local.date)
      _ = RFC3339.text(moment, in: zone)
      _ = zone.changes(in: moment..<moment + .days(400))
    }
    for edge in [Int64.min, .max] {
      _ = zone.reading(of: zone.local(at: Moment(microseconds: edge)))
    }
  }

  private func auckland() throws -> [UInt8] {
    let path = TimeZoneDatabase.usualFolder + "/Pacific/Auckland"
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }

  /// A database of one zone, "Auckland", in a folder of its own that is gone afterwards.
  private func inFolder(
    _ body: (TimeZoneDatabase, _ write: ([UInt8]) -> Void) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write("UTC", "")
    try body(TimeZoneDatabase(folder: folder.path)) { bytes in
      _ = try? folder.write("Auckland", bytes: bytes)
    }
  }
}

import CivilTime
import Glibc
import TestSupport
import Testing

@testable import Store

/// A newer program's first start on an older store, and the way back.
struct UpgradeTests {
  let folder: TemporaryFolder
  var path: String { folder.path + "/store" }
  private let next = Schema.migrations + ["CREATE TABLE newer (id INTEGER PRIMARY KEY) STRICT;"]
  private var kept: String {
    Store.keptBeforeUpgrade(of: path, schema: Schema.migrations.count)
  }

  init() throws { folder = try TemporaryFolder() }

  private func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

  @Test func `a copy is kept before the tables are changed, and the older program reads it`() throws
  {
    try Store(path: path).setClockworkMoment("x", to: Rows.now)
    let newer = try Store(path: path, migrations: next)
    #expect(newer.upgradedFrom == Schema.migrations.count)
    #expect(try newer.clockworkMoment("x") == Rows.now)
    let fault = #expect(throws: StoreFault.self) { try Store(path: path) }
    #expect(fault?.kind == .newerSchema)
    #expect(fault?.description.contains("restore the copy") == true)
    #expect(try StoreReport(of: kept).faults == [])
    #expect(try Store(path: kept).clockworkMoment("x") == Rows.now)
  }

  @Test func `an empty file, and one that is up to date, leave no copy`() throws {
    #expect(try Store(path: path).upgradedFrom == nil)
    #expect(try Store(path: path).upgradedFrom == nil)
    #expect(!isThere(kept))
  }

  @Test func `a step that fails changes nothing`() throws {
    try Store(path: path).setClockworkMoment("x", to: Rows.now)
    #expect(throws: StoreFault.self) {
      try Store(path: path, migrations: next + ["CREATE TABLE newer (id TEXT)"])
    }
    #expect(try Store(path: path).clockworkMoment("x") == Rows.now)
  }

  @Test func `without room for the copy nothing is changed`() throws {
    try Store(path: path).setClockworkMoment("x", to: Rows.now)
    mkdir(kept + ".\(getpid()).new", 0o700)
    let fault = #expect(throws: StoreFault.self) { try Store(path: path, migrations: next) }
    #expect(fault?.description.contains("no copy of it can be kept") == true)
    #expect(try Store(path: path).clockworkMoment("x") == Rows.now)
  }

  /// In memory there is no write-ahead log: so answers a file system that can't have one.
  @Test func `where the log is refused nothing is served`() {
    let fault = #expect(throws: StoreFault.self) { try Store(path: ":memory:") }
    #expect(fault?.description.contains("refuses SQLite's write-ahead log") == true)
  }
}

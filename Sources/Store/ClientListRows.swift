public import CivilTime

/// A `clients.csv` that was in force, and since when.
public struct KeptClientList: Equatable, Sendable {
  public let inForceSince: Moment
  /// Nil: the file had been taken away.
  public let bytes: [UInt8]?

  public init(inForceSince: Moment, bytes: [UInt8]?) {
    self.inForceSince = inForceSince
    self.bytes = bytes
  }
}

extension Store {
  /// The last good list: it stays in force over a restart, whatever the folder holds now.
  public func latestClientList() throws -> KeptClientList? {
    try connection.first("SELECT * FROM client_lists ORDER BY id DESC LIMIT 1") {
      KeptClientList(
        inForceSince: try $0.moment("in_force_since"), bytes: try $0.blobIfAny("bytes"))
    }
  }

  public func add(_ list: KeptClientList) throws {
    try connection.insert(
      "client_lists",
      [
        "in_force_since": SQLiteValue(list.inForceSince),
        "bytes": list.bytes.map { .blob($0) } ?? .null,
      ])
  }
}

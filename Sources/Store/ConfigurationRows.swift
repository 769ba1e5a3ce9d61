public import CivilTime
public import Rota

/// A set of rota files that was in force, and since when.
public struct KeptConfiguration: Equatable, Sendable {
  public let inForceSince: Moment
  public let files: [RotaFile]

  public init(inForceSince: Moment, files: [RotaFile]) {
    self.inForceSince = inForceSince
    self.files = files
  }
}

extension Store {
  /// The last good set: it stays in force over a restart, whatever the folder holds now.
  public func latestConfiguration() throws -> KeptConfiguration? {
    let latest = try connection.first("SELECT * FROM configurations ORDER BY id DESC LIMIT 1") {
      (id: try $0.integer("id"), since: try $0.moment("in_force_since"))
    }
    guard let latest else { return nil }
    return KeptConfiguration(
      inForceSince: latest.since, files: try configurationFiles(latest.id))
  }

  /// When each set came into force, the first first.
  public func configurationTimes() throws -> [(id: Int64, since: Moment)] {
    try connection.rows("SELECT * FROM configurations ORDER BY in_force_since, id") {
      (id: try $0.integer("id"), since: try $0.moment("in_force_since"))
    }
  }

  public func configurationFiles(_ id: Int64) throws -> [RotaFile] {
    try connection.rows(
      "SELECT * FROM configuration_files WHERE configuration = ? ORDER BY name", [.integer(id)]
    ) { RotaFile(name: try $0.text("name"), bytes: try $0.blob("bytes")) }
  }

  public func add(_ configuration: KeptConfiguration) throws {
    try connection.insert(
      "configurations", ["in_force_since": SQLiteValue(configuration.inForceSince)])
    let id = try highest("id", in: "configurations")
    for file in configuration.files {
      try connection.insert(
        "configuration_files",
        ["configuration": .integer(id), "name": .text(file.name), "bytes": .blob(file.bytes)])
    }
  }
}

/// What `/metrics` tells of the process that answers; nil for what is not known.
public struct ProcessMeasures: Sendable {
  public var residentBytes: Int?
  /// Connections that are open.
  public var connections: Int?
  /// What of the store is in its write-ahead log alone.
  public var logBytes: Int?

  public init(residentBytes: Int? = nil, connections: Int? = nil, logBytes: Int? = nil) {
    self.residentBytes = residentBytes
    self.connections = connections
    self.logBytes = logBytes
  }

  /// With their names; the first is everybody's, by Prometheus's convention.
  var gauges: [(name: String, help: String, value: Int?)] {
    [
      ("process_resident_memory_bytes", "Memory that is really there.", residentBytes),
      ("ringback_connections_open", "Connections that are open.", connections),
      ("ringback_store_log_bytes", "Length of the store's write-ahead log.", logBytes),
    ]
  }
}

extension Store {
  /// How many pages the write-ahead log had after this connection's last commit. After all of it has been
  /// copied the next commit begins it anew.
  public var logPages: Int { connection.logPages }

  /// Copies as much of the log into the file as nobody reads from, and waits for the disk; it waits for no
  /// reader and no writer, and none waits for it.
  ///
  /// - Returns: how many pages of the log are in the file now.
  /// - Throws: ``StoreFault``; ``StoreFault/Kind/busy`` while another connection does the same. What failed
  ///   is copied again the next time, from the log, and never taken to be on the disk.
  @discardableResult
  public func copyLog() throws -> Int { try connection.copyLog() }

  /// Opens a store that stands for copying its log alone, on a thread of its own.
  public convenience init(copyingLogOf path: String) throws {
    try self.init(openedForLog: SQLiteConnection(path: path, access: .readWriteCreate))
  }
}

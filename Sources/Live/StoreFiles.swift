public import CivilTime
import Glibc

/// The store's file among the others of the data folder.
extension DataFolder {
  public var hasStore: Bool { PlainFile.isThere(storePath) }

  /// From here on this program makes no file that others can read.
  public static func closeToOthers() { umask(0o077) }

  /// Keeps what is there under a name of its own, beside it; it stands in its place too until
  /// ``replaceStore(with:)``, so that a stop between the two leaves a store.
  ///
  /// - Returns: the path under which it is kept.
  public func keepStoreAside(as reason: String, at now: Moment) throws(NewFileFault) -> String {
    let kept = path + "/\(reason)-\(DataFolder.stamp(now)).sqlite"
    if link(storePath, kept) != 0 {
      guard errno != EEXIST else { throw NewFileFault.taken }
      // A file system without links.
      guard rename(storePath, kept) == 0 else { throw NewFileFault(errno) }
    }
    if PlainFile.isThere(storePath + "-wal"), rename(storePath + "-wal", kept + "-wal") != 0 {
      throw NewFileFault(errno)
    }
    unlink(storePath + "-shm")
    try FolderSync.sync(folderOf: kept)
    return kept
  }

  /// Puts a whole file in the store's place. Nothing may have the store open.
  public func replaceStore(with new: String) throws(NewFileFault) {
    let file = open(new, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw NewFileFault(errno) }
    let isSynced = fsync(file) == 0
    let failed = errno
    close(file)
    guard isSynced else { throw NewFileFault(failed) }
    // What is left of another store's log must not be taken for this one's.
    for rest in ["-wal", "-shm", "-journal"] { unlink(storePath + rest) }
    for rest in ["-wal", "-shm", "-journal"] { unlink(new + rest) }
    guard rename(new, storePath) == 0 else { throw NewFileFault(errno) }
    try FolderSync.sync(folderOf: storePath)
  }

  /// `20261124T155218Z`: a file's name that sorts by time.
  static func stamp(_ moment: Moment) -> String {
    let wall = CivilDateTime(wallSeconds: moment.seconds)
    let (year, month, day) = wall.date.parts
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(year)\(two(month))\(two(day))T"
      + [wall.time.hour, wall.time.minute, wall.time.second % 60].map(two).joined() + "Z"
  }
}

extension PlainFile {
  /// Whether something of that name is there.
  public static func isThere(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
  }

  /// In bytes; nil when nothing of that name is there.
  public static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }
}

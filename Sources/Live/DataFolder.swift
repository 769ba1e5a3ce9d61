import Glibc

/// The folder with the store: readable by its owner alone, used by one running service at a time.
public struct DataFolder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// The store's file.
  public var storePath: String { path + "/ringback.sqlite" }

  /// Where the first tokens are written when nobody sees the terminal.
  public var firstTokensPath: String { path + "/first-tokens" }

  /// Makes the folder with mode 0700 when it isn't there; what else is needed above it must be
  /// there.
  ///
  /// From then on this program makes no file that others can read: SQLite goes by the mask, and the
  /// folder may be an older one that others can enter.
  public func make() throws(DataFolderFault) {
    umask(0o077)
    guard mkdir(path, 0o700) != 0 else { return }
    guard errno == EEXIST else { throw .unusable(path: path, why: ErrorText.of(errno)) }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .unusable(path: path, why: "it is not a folder")
    }
    guard access(path, R_OK | W_OK | X_OK) == 0 else {
      throw .unusable(path: path, why: ErrorText.of(errno))
    }
  }

  /// Takes the folder for a running service. The lock ends with the process, however it ends.
  public func lock() throws(DataFolderFault) -> DataFolderLock {
    let file = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .unusable(path: path, why: ErrorText.of(errno)) }
    // A look at whether somebody has it takes it for an instant.
    var tries = 3
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      let number = errno
      tries -= 1
      if number == EINTR || number == EWOULDBLOCK && tries > 0 {
        poll(nil, 0, 20)
        continue
      }
      close(file)
      throw number == EWOULDBLOCK
        ? .inUse(path: path) : .unusable(path: path, why: ErrorText.of(number))
    }
    // Somebody may have put another file in its place between the two: that one is what others lock.
    var (held, named) = (stat(), stat())
    guard fstat(file, &held) == 0, stat(path + "/lock", &named) == 0, held.st_ino == named.st_ino,
      held.st_dev == named.st_dev
    else {
      close(file)
      throw .inUse(path: path)
    }
    return DataFolderLock(file: file)
  }

  /// Whether a running service has it, asked without taking it.
  public var isInUse: Bool {
    let file = open(path + "/lock", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  /// Where the service that has it answers, such as `http://127.0.0.1:8080`; nil when none has it, or it has
  /// not said so yet.
  public var serviceAddress: String? {
    guard isInUse, let bytes = try? PlainFile.read(path + "/lock", bytesMax: addressBytesMax),
      let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first
    else { return nil }
    return String(line)
  }

  private var addressBytesMax: Int { 200 }

  /// Writes a new file that its owner alone can read; false when it could not be written whole.
  public func writePrivately(_ text: String, to path: String) -> Bool {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return false }
    defer { close(file) }
    return fchmod(file, 0o600) == 0 && Descriptor.write(Array(text.utf8), to: file)
      && fsync(file) == 0
  }
}

/// Held as long as the service runs.
public final class DataFolderLock: Sendable {
  private let file: Int32

  fileprivate init(file: Int32) { self.file = file }

  /// Lets others find the service that has the folder.
  public func tell(address: String) {
    let bytes = Array((address + "\n").utf8)
    guard ftruncate(file, 0) == 0 else { return }
    _ = pwrite(file, bytes, bytes.count, 0)
  }

  deinit { close(file) }
}

/// Why the data folder can't be used.
public enum DataFolderFault: Error, Hashable, Sendable, CustomStringConvertible {
  case unusable(path: String, why: String)
  /// Another service runs on it.
  case inUse(path: String)

  public var description: String {
    switch self {
    case .unusable(let path, let why): "the data folder “\(path)” can't be used (\(why))"
    case .inUse(let path): "another Ringback runs on the data folder “\(path)”"
    }
  }
}

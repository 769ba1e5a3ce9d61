import Glibc

/// A new file that gets its name once it is whole and on the disk, and never takes another's.
public struct NewFile: Sendable {
  public let path: String
  /// Where it is written meanwhile: beside its place, on the same disk.
  public let beside: String

  public init(_ path: String) {
    self.path = path
    beside = path + ".\(getpid()).new"
  }

  /// Whether something has its name already, a link that leads nowhere included.
  public var isTaken: Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Gives it its name, for its owner alone to read. What was written is on the disk then, and so is the
  /// name.
  public func finish() throws(NewFileFault) {
    let file = open(beside, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw NewFileFault(errno) }
    let isWhole = fchmod(file, 0o600) == 0 && fsync(file) == 0
    let failed = errno
    close(file)
    guard isWhole else { throw NewFileFault(failed) }
    // A link is made only where no name is; some file systems (of memory sticks) have none.
    if link(beside, path) == 0 {
      unlink(beside)
    } else {
      guard errno != EEXIST else { throw NewFileFault.taken }
      guard !isTaken else { throw NewFileFault.taken }
      guard rename(beside, path) == 0 else { throw NewFileFault(errno) }
    }
    try FolderSync.sync(folderOf: path)
  }

  /// Takes away what was begun.
  public func abandon() {
    for rest in ["", "-wal", "-shm", "-journal"] { unlink(beside + rest) }
  }

  /// Copies a plain file to its beside, all of it.
  public func fill(from source: String) throws(NewFileFault) {
    let from = open(source, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard from >= 0 else { throw NewFileFault(errno) }
    defer { close(from) }
    var status = stat()
    guard fstat(from, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw NewFileFault(EINVAL)
    }
    let to = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard to >= 0 else { throw NewFileFault(errno) }
    defer { close(to) }
    while true {
      switch Descriptor.read(from) {
      case .bytes(let bytes):
        guard Descriptor.write(bytes, to: to) else { throw NewFileFault(errno) }
      case .end: return
      case .later: throw NewFileFault(EAGAIN)
      case .failed(let number): throw NewFileFault(number)
      }
    }
  }
}

/// Why a file could not be put in its place.
public enum NewFileFault: Error, Hashable, Sendable, CustomStringConvertible {
  case taken
  /// What the system says.
  case failed(why: String)

  init(_ number: Int32) { self = .failed(why: ErrorText.of(number)) }

  public var description: String {
    switch self {
    case .taken: "there is something of that name already"
    case .failed(let why): why
    }
  }
}

/// Makes a change of names outlast a power cut.
public enum FolderSync {
  public static func sync(folderOf path: String) throws(NewFileFault) {
    let end = path.lastIndex(of: "/")
    let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard descriptor >= 0 else { throw NewFileFault(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw NewFileFault(errno) }
  }
}

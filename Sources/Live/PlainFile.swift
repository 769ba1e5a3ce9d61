import Glibc

/// A file that is read whole, up to a size.
public enum PlainFile {
  /// - Returns: at most one byte more than `bytesMax`, by which it is seen that there are more.
  public static func read(_ path: String, bytesMax: Int) throws(PlainFileFault) -> [UInt8] {
    // Opening a pipe must not wait for its writer.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(why: ErrorText.of(errno))
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .unreadable(why: ErrorText.of(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(why: "it is not a plain file")
    }
    var bytes: [UInt8] = []
    while bytes.count <= bytesMax {
      switch Descriptor.read(file) {
      case .bytes(let more): bytes += more
      case .end: return bytes
      case .later: throw .unreadable(why: ErrorText.of(EAGAIN))
      case .failed(let number): throw .unreadable(why: ErrorText.of(number))
      }
    }
    return Array(bytes.prefix(bytesMax + 1))
  }
}

public enum PlainFileFault: Error, Hashable, Sendable {
  case missing
  /// What the system says of it.
  case unreadable(why: String)
}

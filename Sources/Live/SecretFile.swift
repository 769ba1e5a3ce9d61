import Glibc

/// A small file that holds a secret, and so must be for its owner's eyes alone.
public struct SecretFile: Sendable {
  public let text: String

  public static let bytesMax = 64 << 10

  /// The file that was looked at is the one that is read, whatever happens to its name meanwhile.
  public static func read(_ path: String) throws(SecretFileFault) -> SecretFile {
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
    guard status.st_mode & (S_IRWXG | S_IRWXO) == 0 else { throw .readableByOthers }
    var bytes: [UInt8] = []
    while bytes.count <= bytesMax {
      switch Descriptor.read(file) {
      case .bytes(let more): bytes += more
      case .end: return SecretFile(text: String(decoding: bytes, as: UTF8.self))
      case .later: throw .unreadable(why: ErrorText.of(EAGAIN))
      case .failed(let number): throw .unreadable(why: ErrorText.of(number))
      }
    }
    throw .unreadable(why: "it is longer than \(bytesMax) bytes")
  }
}

public enum SecretFileFault: Error, Hashable, Sendable {
  case missing
  /// Its mode lets the group or everybody read, write or run it.
  case readableByOthers
  case unreadable(why: String)
}

import Glibc

/// A folder of a test's own, taken away with all that is in it when the test lets it go.
public final class TemporaryFolder: Sendable {
  public let path: String

  /// - Parameter inMemory: where a stop of the machine need not be survived: many stores, quickly.
  public init(inMemory: Bool = false) throws {
    let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(parent)/ringback-test-\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&template) != nil else { throw TemporaryFolderFault(number: errno) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit { TemporaryFolder.remove(path) }

  /// Writes a file, or over one, in one of the folder's own sub-folders too.
  @discardableResult
  public func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws -> String {
    try write(name, bytes: Array(text.utf8), mode: mode)
  }

  @discardableResult
  public func write(_ name: String, bytes: [UInt8], mode: UInt32 = 0o644) throws -> String {
    for (index, letter) in name.enumerated() where letter == "/" {
      mkdir(path + "/" + name.prefix(index), 0o755)
    }
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw TemporaryFolderFault(number: errno) }
    defer { close(descriptor) }
    fchmod(descriptor, mode)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      guard count > 0 else { throw TemporaryFolderFault(number: errno) }
      written += count
    }
    return file
  }

  /// The text of a file; nil when there is none.
  public func read(_ name: String) -> String? {
    let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &part, part.count)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
    }
  }

  private static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR, let stream = opendir(path) else {
      unlink(path)
      return
    }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { remove(path + "/" + name) }
    }
    closedir(stream)
    rmdir(path)
  }
}

public struct TemporaryFolderFault: Error {
  public let number: Int32
}

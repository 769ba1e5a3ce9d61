import Glibc

/// What is piped into the program.
public enum StandardInput {
  /// Blocks until it has ended, or has given so many bytes.
  ///
  /// - Returns: nil when it can't be read.
  public static func read(bytesMax: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: partBytes)
    while bytes.count < bytesMax {
      let count = Glibc.read(STDIN_FILENO, &part, min(partBytes, bytesMax - bytes.count))
      if count == 0 { break }
      if count > 0 {
        bytes += part[..<count]
      } else if errno != EINTR {
        return nil
      }
    }
    return bytes
  }

  private static let partBytes = 64 << 10
}

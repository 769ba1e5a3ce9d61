import Glibc

/// What this process has of the machine's memory.
public enum ProcessMemory {
  /// As the kernel counts it (proc(5), `statm`); nil when it does not say.
  public static func residentBytes() -> Int? {
    let textBytesMax = 256
    guard let bytes = try? PlainFile.read("/proc/self/statm", bytesMax: textBytesMax) else {
      return nil
    }
    let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ").dropFirst().first
    return pages.flatMap { Int($0) }.map { $0 * Int(getpagesize()) }
  }
}

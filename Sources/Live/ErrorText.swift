import Glibc

/// What the system says of an error number, such as "Permission denied".
enum ErrorText {
  static func of(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    // The POSIX form fills the buffer and gives 0.
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return text(buffer)
  }

  /// A C string that stands in a buffer, up to its end mark.
  static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

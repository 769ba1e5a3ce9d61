import Glibc

/// A charset that the system's `iconv` reads.
enum SystemCharset {
  /// Nil when the system has no such charset. Each byte that has no meaning becomes U+FFFD.
  ///
  /// - Parameter name: one of ours, never a stranger's.
  static func decode(
    _ bytes: ArraySlice<UInt8>, from name: String
  ) -> (text: String, isExact: Bool)? {
    guard let converter = iconv_open("UTF-8", name), converter != failed else { return nil }
    defer { iconv_close(converter) }
    var source = bytes.map(CChar.init(bitPattern:))
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count + bytes.count / 2)
    var chunk = [CChar](repeating: 0, count: chunkBytes)
    var isExact = true
    source.withUnsafeMutableBufferPointer { source in
      chunk.withUnsafeMutableBufferPointer { chunk in
        var input = source.baseAddress
        var left = source.count
        var isFlushing = left == 0
        while true {
          var output = chunk.baseAddress
          var room = chunk.count
          // A call without input brings a state back to its start, and gives what was held.
          let result =
            isFlushing
            ? iconv(converter, nil, nil, &output, &room)
            : iconv(converter, &input, &left, &output, &room)
          let fault = result == .max ? errno : 0
          decoded += chunk[..<(chunk.count - room)].lazy.map(UInt8.init(bitPattern:))
          if fault == E2BIG, room < chunk.count { continue }
          if isFlushing { break }
          if fault != 0 {
            isExact = false
            decoded += replacement
            guard left > 1, fault == EILSEQ || fault == EINVAL else { break }
            input = input?.advanced(by: 1)
            left -= 1
            continue
          }
          isFlushing = true
        }
      }
    }
    return (String(decoding: decoded, as: UTF8.self), isExact)
  }

  /// What `iconv_open` gives when it fails: a pointer of all ones.
  private static var failed: iconv_t? { iconv_t(bitPattern: -1) }
  private static let replacement = Array("\u{FFFD}".utf8)
  private static let chunkBytes = 16 << 10
}

import CLinux
import Glibc

/// Bytes that nobody can guess, for tokens, keys and links.
public enum SecureRandom {
  /// The kernel's own generator; it waits only until that is ready, early in a machine's start.
  public static func bytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let room = count - filled
      let got = bytes.withUnsafeMutableBytes { buffer in
        getrandom(buffer.baseAddress?.advanced(by: filled), room, 0)
      }
      if got > 0 {
        filled += got
      } else if errno != EINTR {
        // Going on without chance would make secrets that can be guessed.
        preconditionFailure("The kernel gave no random bytes: \(ErrorText.of(errno)).")
      }
    }
    return bytes
  }
}

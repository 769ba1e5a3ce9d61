import Glibc

/// What a person sees while the program runs: lines on standard error.
public enum StandardError {
  /// Writes the line and ends it. What can't be written is lost: there is nowhere else to say so.
  public static func write(_ line: String) {
    _ = Descriptor.write(Array((line + "\n").utf8), to: STDERR_FILENO)
  }
}

/// Where the answer of a command goes.
public enum StandardOutput {
  /// False when not all of it could be written: a full disk, a closed descriptor.
  public static func write(_ bytes: [UInt8]) -> Bool {
    Descriptor.write(bytes, to: STDOUT_FILENO)
  }

  public static func write(_ text: String) -> Bool { write(Array(text.utf8)) }
}

/// What stands at the other end of a descriptor.
public enum Terminal {
  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  public static var outputIsTerminal: Bool { isTerminal(STDOUT_FILENO) }

  public static var errorsAreTerminal: Bool { isTerminal(STDERR_FILENO) }

  public static var outputWidth: Int? { width(STDOUT_FILENO) }

  /// How many columns a terminal has; nil when it is none or does not say.
  public static func width(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// The value of a variable of the environment; nil when it isn't set, or set to nothing.
public func environmentValue(_ name: String) -> String? {
  guard let value = getenv(name), value[0] != 0 else { return nil }
  return String(cString: value)
}

enum Descriptor {
  /// Writes all of it, waiting where it must.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count > 0 {
        written += count
      } else if errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&wait, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  enum Reading {
    case bytes([UInt8])
    case end
    /// Nothing is there yet.
    case later
    case failed(Int32)
  }

  /// One read of at most 64 KiB.
  static func read(_ descriptor: Int32) -> Reading {
    var bytes = [UInt8](repeating: 0, count: readBytesMax)
    while true {
      let count = Glibc.read(descriptor, &bytes, bytes.count)
      if count > 0 { return .bytes(Array(bytes[..<count])) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .later
      default: return .failed(errno)
      }
    }
  }

  static let readBytesMax = 64 << 10

  static func makeNonBlocking(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
  }
}

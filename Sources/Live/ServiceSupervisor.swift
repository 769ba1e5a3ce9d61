import CLinux
import Glibc

/// The program that started this one and looks after it, when that is systemd: told that the service is
/// ready, that it lives, and that it ends (sd_notify(3)). Without one nothing is told.
public struct ServiceSupervisor: Sendable {
  /// The name of its datagram socket; a first `@` stands for a zero byte.
  private let socketName: String?
  /// It wants to hear ``Word/alive`` this often, and takes a longer silence for a service that hangs.
  public let aliveWithin: Duration?

  public enum Word: Sendable {
    case ready
    case alive
    case stopping
    /// One line for people who ask how it is.
    case status(String)

    fileprivate var line: String {
      switch self {
      case .ready: "READY=1"
      case .alive: "WATCHDOG=1"
      case .stopping: "STOPPING=1"
      case .status(let words): "STATUS=" + words.split { $0.isNewline }.joined(separator: " ")
      }
    }
  }

  /// As the environment says. The variables are taken out of it: they are not for the service's children.
  /// Before the first thread.
  public static func ofEnvironment() -> ServiceSupervisor {
    let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]
    let values = names.map { environmentValue($0) }
    for name in names { unsetenv(name) }
    let isForThis = values[2].map { $0 == String(getpid()) } ?? true
    let span = isForThis ? values[1].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil } : nil
    return ServiceSupervisor(socketName: values[0], aliveWithin: span.map { .microseconds($0) })
  }

  init(socketName: String?, aliveWithin: Duration?) {
    self.socketName = socketName
    self.aliveWithin = aliveWithin
  }

  /// Tells it in one datagram. Whether it listens is its own concern: a service doesn't end for that.
  public func tell(_ words: Word...) {
    guard let socketName, var address = ServiceSupervisor.address(socketName) else { return }
    let file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard file >= 0 else { return }
    defer { close(file) }
    let text = Array(words.map(\.line).joined(separator: "\n").utf8)
    withUnsafePointer(to: &address.name) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = sendto(
          file, text, text.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT), $0,
          address.length)
      }
    }
  }

  private static func address(_ name: String) -> (name: sockaddr_un, length: socklen_t)? {
    var bytes = Array(name.utf8)
    guard let first = bytes.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@") else {
      return nil
    }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // A path wants its end mark within the field; an abstract name has none.
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    if first == UInt8(ascii: "@") { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
    let end = first == UInt8(ascii: "@") ? 0 : 1
    return (address, socklen_t(start + bytes.count + end))
  }
}

import Glibc
import TestSupport
import Testing

@testable import Live

/// What systemd is told, over a real socket (sd_notify(3)).
struct ServiceSupervisorTests {
  /// Who started the service, with a socket on which it listens.
  private final class Listener {
    let file: Int32
    private let path: String?

    init?(_ name: String) {
      file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      var bytes = Array(name.utf8)
      let isAbstract = bytes[0] == UInt8(ascii: "@")
      if isAbstract { bytes[0] = 0 }
      path = isAbstract ? nil : name
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
      let length = socklen_t(2 + bytes.count + (isAbstract ? 0 : 1))
      let file = file
      let bound = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file, $0, length) }
      }
      if bound != 0 { return nil }
    }

    deinit { close(file) }

    func hears() -> String? {
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = recv(file, &bytes, bytes.count, Int32(MSG_DONTWAIT))
      return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }
  }

  @Test(arguments: ["path", "abstract"])
  func `each word is one datagram, at a path or an abstract name`(_ kind: String) throws {
    let folder = try TemporaryFolder()
    let name = kind == "path" ? folder.path + "/notify" : "@ringback-test-\(getpid())"
    let listener = try #require(Listener(name))
    let supervisor = ServiceSupervisor(socketName: name, aliveWithin: nil)
    supervisor.tell(.ready, .status("answers\nREADY=0"))
    supervisor.tell(.alive)
    supervisor.tell(.stopping)
    #expect(listener.hears() == "READY=1\nSTATUS=answers READY=0")
    #expect(listener.hears() == "WATCHDOG=1")
    #expect(listener.hears() == "STOPPING=1")
    #expect(listener.hears() == nil)
  }

  @Test(arguments: [nil, "", "relative", "/nobody/listens", "@nobody-listens"])
  func `whoever does not listen holds nothing up`(_ name: String?) {
    ServiceSupervisor(socketName: name, aliveWithin: nil).tell(.ready)
  }

  @Test(arguments: [107, 108])
  func `a name as long as the system takes is used, a longer one is not`(_ length: Int) throws {
    let folder = try TemporaryFolder()
    let name =
      folder.path + "/" + String(repeating: "n", count: length - folder.path.utf8.count - 1)
    let supervisor = ServiceSupervisor(socketName: name, aliveWithin: nil)
    guard length < 108 else { return supervisor.tell(.ready) }
    let listener = try #require(Listener(name))
    supervisor.tell(.ready)
    #expect(listener.hears() == "READY=1")
  }
}

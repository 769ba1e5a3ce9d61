import Glibc

/// A server on 127.0.0.1 that answers each connection with the next of its prepared answers, byte
/// for byte, and keeps what it was asked. For trying out clients.
public final class ScriptedServer: @unchecked Sendable {
  // Shared with one thread of its own: all that changes is guarded by the lock.
  public let port: Int
  private let listener: Int32
  private var answers: [String]
  private var asked: [String] = []
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  /// - Parameter answers: one for each connection; an empty one closes it without a word. When all
  ///   are used up, connections are closed unread.
  public init(_ answers: [String]) throws {
    self.answers = answers
    pthread_mutex_init(lock, nil)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        bind(listener, plain, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, plain, &length) == 0
      }
    }
    guard bound else { throw TemporaryFolderFault(number: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    try start()
  }

  /// Each call that came, head and body.
  public var calls: [String] { locked { asked } }

  public var address: String { "http://127.0.0.1:\(port)" }

  /// Ends the thread, and waits for it: a later test may get the same descriptor.
  public func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    if let thread { pthread_join(thread, nil) }
    thread = nil
    close(listener)
  }

  private var thread: pthread_t?

  private func start() throws {
    var made = pthread_t()
    let number = pthread_create(
      &made, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<ScriptedServer>.fromOpaque(context).takeRetainedValue().serve()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    guard number == 0 else { throw TemporaryFolderFault(number: number) }
    thread = made
  }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      if let answer = locked({ answers.isEmpty ? nil : answers.removeFirst() }) {
        let call = ScriptedServer.read(connection)
        locked { asked.append(call) }
        let bytes = Array(answer.utf8)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      }
      close(connection)
    }
  }

  /// The head, and as much body as it says.
  private static func read(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let end = text.range(of: "\r\n\r\n") {
        let length =
          text[..<end.lowerBound].split(separator: "\r\n")
          .first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) } ?? 0
        if text[end.upperBound...].utf8.count >= length { return text }
      }
      let count = recv(connection, &part, part.count, 0)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
    }
  }

  private func locked<Result>(_ work: () -> Result) -> Result {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return work()
  }
}

extension StringProtocol {
  /// The first place of a text in this one, scalar by scalar.
  func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].unicodeScalars.starts(with: text.unicodeScalars) {
        return start..<unicodeScalars.index(start, offsetBy: text.unicodeScalars.count)
      }
      start = unicodeScalars.index(after: start)
    }
    return nil
  }
}

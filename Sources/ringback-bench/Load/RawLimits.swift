import Glibc

/// What the machine itself can do, measured beside the service in the same run.
enum RawLimits {
  static let pageBytes = 4096

  /// Appends pages to a file and waits for the disk after each, for so long.
  static func appends(in folder: String, for span: Duration) throws(BenchFault) -> [Double] {
    let path = folder + "/appended"
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .system("open", errno) }
    defer { close(file) }
    let page = [UInt8](repeating: 0x55, count: pageBytes)
    var times: [Double] = []
    let end = ContinuousClock.now + span
    var last = ContinuousClock.now
    while last < end {
      guard write(file, page, page.count) == page.count, fdatasync(file) == 0 else {
        throw .system("fdatasync", errno)
      }
      let now = ContinuousClock.now
      times.append((now - last) / .nanoseconds(1))
      last = now
    }
    return times
  }

  /// A thread that sends back what it gets, and one that asks it: nanoseconds a question.
  static func echo(for span: Duration) throws(BenchFault) -> [Double] {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard listener >= 0, listen(listener, 1) == 0 else { throw .system("listen", errno) }
    defer { close(listener) }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
    }
    let wire = try Wire(port: UInt16(bigEndian: address.sin_port))
    let far = accept(listener, nil, nil)
    guard far >= 0 else { throw .system("accept", errno) }
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        let descriptor = Int32(Int(bitPattern: argument))
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
          guard write(descriptor, buffer, count) == count else { break }
        }
        close(descriptor)
        return nil
      }, UnsafeMutableRawPointer(bitPattern: Int(far)))
    guard failure == 0 else { throw .system("pthread_create", failure) }
    var buffer = [UInt8](repeating: 0x55, count: 200)
    var times: [Double] = []
    let end = ContinuousClock.now + span
    var last = ContinuousClock.now
    while last < end {
      guard write(wire.descriptor, buffer, buffer.count) == buffer.count,
        read(wire.descriptor, &buffer, buffer.count) > 0
      else { throw .system("echo", errno) }
      let now = ContinuousClock.now
      times.append((now - last) / .nanoseconds(1))
      last = now
    }
    shutdown(wire.descriptor, Int32(SHUT_RDWR))
    pthread_join(thread, nil)
    return times
  }

  static func median(_ times: [Double]) -> Double {
    times.isEmpty ? 0 : times.sorted()[times.count / 2]
  }
}

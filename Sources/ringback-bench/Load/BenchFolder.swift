import Glibc

/// A folder on the disk for one run, with rota files and room for stores; taken away at its end.
final class BenchFolder {
  let path: String

  init() throws(BenchFault) {
    path = try BenchFolder.make()
    try makeFolder(rotas)
    try write(BenchFolder.rota, to: rotas + "/desk.rota")
    try write("channel chat\n    command /bin/true\n", to: configuration)
  }

  deinit { BenchFolder.remove(path) }

  var rotas: String { path + "/Rotas" }
  var configuration: String { path + "/ringback.conf" }

  func makeFolder(_ path: String) throws(BenchFault) {
    guard mkdir(path, 0o700) == 0 else { throw .system("mkdir", errno) }
  }

  func write(_ text: String, to path: String) throws(BenchFault) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .system("open", errno) }
    defer { close(file) }
    let bytes = Array(text.utf8)
    guard Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw .system("write", errno)
    }
  }

  /// An empty folder, in the system's place for what is soon taken away.
  static func make() throws(BenchFault) -> String {
    var template = Array("/tmp/ringback-bench-\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&template) != nil else { throw .system("mkdtemp", errno) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// With all that is in it.
  static func remove(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { remove(path + "/" + name) }
      }
      closedir(folder)
      rmdir(path)
    } else {
      unlink(path)
    }
  }

  /// Nobody is told of a callback by itself sooner than a minute after the call.
  static let rota = """
    desk
        name       "Service Desk"
        time zone  Pacific/Auckland
        region     Auckland
        hours      Monday to Friday 08:00 to 17:00
        dial       sip:desk@pbx.example.nz
        after hours dial  sip:message@pbx.example.nz
    callbacks
        normal     within 1h
    person aroha
        name "Aroha Ngata"
        phone 021 555 0101
        notify log
    person ben
        name "Ben Carter"
        phone 021 555 0102
        notify log
    rota primary
        turn 1 week
        hands over Monday 08:00
        from 2026-06-01 aroha, ben
    escalation
        at once primary
        last resort ben

    """
}

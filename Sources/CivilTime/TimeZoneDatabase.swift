import Glibc

/// The system's time-zone database: the folder of compiled zones that the host keeps up to date.
///
/// Its own tables would never hear of a change of law; the host's do. Reading a zone reads one
/// file.
public struct TimeZoneDatabase: Sendable {
  public let folder: String

  /// The folder that `TZDIR` names in tz's own programs, or the usual one.
  public init(folder: String = TimeZoneDatabase.usualFolder) { self.folder = folder }

  public static let usualFolder = "/usr/share/zoneinfo"

  /// Reads a zone by its IANA name.
  ///
  /// - Throws: ``TimeZoneFault``, with what to do about it in its description.
  public func zone(_ name: String) throws(TimeZoneFault) -> TimeZoneRules {
    guard TimeZoneDatabase.isName(name) else { throw .unknown(name) }
    guard let bytes = FileBytes.read(folder + "/" + name, bytesMax: TimeZoneDatabase.fileBytesMax)
    else {
      throw access(folder + "/Etc/UTC", F_OK) == 0 || access(folder + "/UTC", F_OK) == 0
        ? .unknown(name) : .noDatabase(folder: folder)
    }
    return try TZif.rules(named: name, from: bytes)
  }

  /// Every name that the database's own list holds, sorted; empty when the list is missing.
  public func names() -> [String] {
    guard let bytes = FileBytes.read(folder + "/tzdata.zi", bytesMax: 4 << 20) else { return [] }
    var names: Set<String> = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count > 1, words[0] == "Z" { names.insert(String(words[1])) }
      if words.count > 2, words[0] == "L" { names.insert(String(words[2])) }
    }
    return names.sorted()
  }

  /// Area/Location in the letters that the database uses; nothing that leaves the folder.
  private static func isName(_ name: String) -> Bool {
    guard (1...nameLengthMax).contains(name.utf8.count), !name.hasPrefix("/") else { return false }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      guard let first = part.utf8.first, isLetter(first) else { return false }
      return part.utf8.allSatisfy { byte in
        isLetter(byte) || (0x30...0x39).contains(byte) || [0x5F, 0x2D, 0x2B].contains(byte)
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  static let nameLengthMax = 64
  static let fileBytesMax = 256 << 10
}

/// Why a zone can't be had.
public enum TimeZoneFault: Error, Hashable, Sendable, CustomStringConvertible {
  case noDatabase(folder: String)
  case unknown(String)
  case corrupt(String)

  public var description: String {
    switch self {
    case .noDatabase(let folder):
      "the system's time-zone database is missing (\(folder)): install the package tzdata"
    case .unknown(let name):
      "the system's time-zone database has no zone \u{201C}\(name)\u{201D}"
    case .corrupt(let name):
      "the time-zone file of \(name) is damaged: install the package tzdata again"
    }
  }
}

enum FileBytes {
  /// The whole of a plain file, or nil when it can't be read or is longer than `bytesMax`.
  static func read(_ path: String, bytesMax: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= bytesMax
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let room = bytes.count - filled
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), room)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return nil }
      filled += count
    }
    return bytes
  }
}

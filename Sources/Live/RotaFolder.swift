import Glibc
public import Rota

/// The folder that holds the rota files (spec: rotas.md, "Files, lines, words").
public struct RotaFolder: Sendable {
  public let path: String

  public init(_ path: String) { self.path = path }

  /// The `*.rota` files, sorted by the bytes of their names. Hidden files, sub-folders and other
  /// files are not read.
  ///
  /// Of a file that is too long, and of too many files, so much is read that the language finds the
  /// limit passed and can say so, and no more.
  /// - Throws: ``RotaFolderFault``. One file that can't be read fails all: nothing is skipped.
  public func read() throws(RotaFolderFault) -> [RotaFile] {
    let folder = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard folder >= 0 else { throw fault(errno) }
    defer { close(folder) }
    var files: [RotaFile] = []
    for name in try names(in: folder) {
      guard files.count < RotaLimits.filesMax + 1 else { break }
      if let bytes = try bytes(of: name, in: folder) {
        files.append(RotaFile(name: RotaFolder.text(name), bytes: bytes))
      }
    }
    return files
  }

  /// The plain file of that name beside the rota files; nil when there is none.
  public func file(_ name: String) throws(RotaFolderFault) -> RotaFile? {
    let folder = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard folder >= 0 else { throw fault(errno) }
    defer { close(folder) }
    let fileName = FileName(name.utf8CString)
    var status = stat()
    // A link that leads nowhere is there, and can't be read.
    if fstatat(folder, fileName, &status, AT_SYMLINK_NOFOLLOW) != 0, errno == ENOENT { return nil }
    return try bytes(of: fileName, in: folder).map { RotaFile(name: name, bytes: $0) }
  }

  /// A name's own bytes, which need not be UTF-8, with the end mark that the system wants.
  private typealias FileName = [CChar]

  private func names(in folder: Int32) throws(RotaFolderFault) -> [FileName] {
    // The stream takes its descriptor over and closes it.
    let copy = fcntl(folder, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0, let stream = fdopendir(copy) else { throw fault(errno) }
    defer { closedir(stream) }
    var names: [FileName] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee))
        { Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1)) }
      }
      if RotaFolder.isRotaFile(name) { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw fault(errno) }
    return names.sorted { left, right in
      left.lexicographicallyPrecedes(right) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) }
    }
  }

  private static func isRotaFile(_ name: FileName) -> Bool {
    let bytes = name.dropLast().map(UInt8.init(bitPattern:))
    return bytes.first != UInt8(ascii: ".") && bytes.suffix(5) == Array(".rota".utf8)
      && bytes.count > 5
  }

  /// Nil for what is no plain file: a folder or a pipe that is called so.
  private func bytes(of name: FileName, in folder: Int32) throws(RotaFolderFault) -> [UInt8]? {
    // Opening a pipe must not wait for its writer.
    let file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(name, errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw unreadable(name, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes: [UInt8] = []
    while bytes.count <= RotaLimits.fileBytesMax {
      switch Descriptor.read(file) {
      case .bytes(let more): bytes.append(contentsOf: more)
      case .end: return bytes
      case .later: throw unreadable(name, EAGAIN)
      case .failed(let number): throw unreadable(name, number)
      }
    }
    return Array(bytes.prefix(RotaLimits.fileBytesMax + 1))
  }

  private static func text(_ name: FileName) -> String { ErrorText.text(name) }

  private func fault(_ number: Int32) -> RotaFolderFault {
    switch number {
    case ENOENT: .missing(path: path)
    case ENOTDIR: .notAFolder(path: path)
    default: .unreadable(path: path, why: ErrorText.of(number))
    }
  }

  private func unreadable(_ name: FileName, _ number: Int32) -> RotaFolderFault {
    .unreadable(path: path + "/" + RotaFolder.text(name), why: ErrorText.of(number))
  }
}

/// Why the rota files can't be had.
public enum RotaFolderFault: Error, Hashable, Sendable {
  case missing(path: String)
  case notAFolder(path: String)
  /// The folder or one of its files, and what the system says of it.
  case unreadable(path: String, why: String)
  case unwritable(path: String, why: String)
}

extension RotaFolderFault: CustomStringConvertible {
  /// One sentence without its full stop.
  public var description: String {
    switch self {
    case .missing(let path): "there is no folder “\(path)”"
    case .notAFolder(let path): "“\(path)” is not a folder"
    case .unreadable(let path, let why): "“\(path)” can't be read (\(why))"
    case .unwritable(let path, let why): "“\(path)” can't be written (\(why))"
    }
  }
}

import Glibc

/// The repository as text: what the tidy tests look at.
enum SourceTree {
  /// All files below a folder of the repository, by their paths from its top.
  static func swiftFiles(below folder: String) throws -> [SourceFile] {
    try paths(below: root + "/" + folder).filter { $0.hasSuffix(".swift") }.sorted().map { path in
      SourceFile(path: String(path.dropFirst(root.count + 1)), text: try text(of: path))
    }
  }

  /// The names that stand at the top of the repository.
  static func topLevel() throws -> [String] { try names(in: root).sorted() }

  static let root: String = {
    // Tests/TidyTests/SourceTree.swift
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  private static func paths(below folder: String) throws -> [String] {
    var found: [String] = []
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = folder + "/" + name
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        found += try paths(below: path)
      } else {
        found.append(path)
      }
    }
    return found
  }

  private static func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else { throw Unreadable(path: folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// A file by its path from the top.
  static func text(at path: String) throws -> String { try text(of: root + "/" + path) }

  private static func text(of path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw Unreadable(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  struct Unreadable: Error { let path: String }
}

/// One file and its lines.
struct SourceFile {
  let path: String
  let lines: [Substring]

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The target that it belongs to: `Sources/TARGET/…`.
  var target: String { String(path.split(separator: "/")[1]) }

  /// The lines without what stands in comments.
  var code: [(number: Int, text: Substring)] {
    lines.enumerated().compactMap { index, line in
      let trimmed = line.drop { $0 == " " }
      guard !trimmed.hasPrefix("//") else { return nil }
      let cut = line.firstRange(of: " // ").map { line[..<$0.lowerBound] } ?? line
      return (index + 1, cut)
    }
  }
}

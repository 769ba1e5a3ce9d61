import Glibc
import Testing

/// A file of published test vectors beside the tests: groups of `Name = value` lines with blank
/// lines between, as NIST's validation programme writes them.
struct VectorFile {
  let groups: [[String: String]]

  init(_ name: String) throws {
    let text = try Self.text(of: "\(#filePath.dropLast("VectorFile.swift".count))Vectors/\(name)")
    groups = text.split(separator: "\n\n").compactMap { group in
      let fields = group.split(separator: "\n").compactMap { line -> (String, String)? in
        guard let equals = line.firstIndex(of: "="), !"#[".contains(line.first ?? "#") else {
          return nil
        }
        let value = line[line.index(after: equals)...].drop { $0 == " " }
        return (String(line[..<equals].prefix { $0 != " " }), String(value))
      }
      return fields.isEmpty ? nil : Dictionary(uniqueKeysWithValues: fields)
    }
  }

  private static func text(of path: String) throws -> String {
    let file = try #require(fopen(path, "r"), "no file \(path)")
    defer { fclose(file) }
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      text += chunk[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension [String: String] {
  /// The bytes that a field spells in hexadecimal.
  func bytes(_ name: String) throws -> [UInt8] {
    let digits = Array<Character>(try #require(self[name]))
    return try stride(from: 0, to: digits.count, by: 2).map {
      try #require(UInt8(String(digits[$0...$0 + 1]), radix: 16))
    }
  }

  /// The message, cut to its length: NIST writes an empty one as `00`.
  func message() throws -> [UInt8] {
    Array(try bytes("Msg").prefix(try #require(self["Len"].flatMap { Int($0) }) / 8))
  }
}

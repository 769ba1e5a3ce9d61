import Glibc
import Testing

/// One shape of mail: the message's bytes, and what it must be read as.
struct Shape: Sendable, CustomTestStringConvertible {
  let name: String
  var expected: [String: String] = [:]
  var bytes: [UInt8] = []

  var testDescription: String { name }

  /// All shapes of `Shapes/shapes.txt`, whose form `make_shapes.py` tells.
  static let all: [Shape] = {
    var shapes: [Shape] = []
    for line in text(of: #filePath.dropLast("ShapeFile.swift".count) + "Shapes/shapes.txt")
      .split(separator: "\n")
    {
      if line.hasPrefix("= ") {
        shapes.append(Shape(name: String(decoding: unescaped(line.dropFirst(2)), as: UTF8.self)))
        continue
      }
      guard var shape = shapes.popLast() else { continue }
      if line.utf8.first == UInt8(ascii: "|") {
        if shape.hasLine { shape.bytes.append(UInt8(ascii: "\n")) }
        shape.hasLine = true
        shape.bytes += unescaped(Substring(line.utf8.dropFirst()))
      } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) {
        let value = Substring(line.utf8[colon...].dropFirst(2))
        shape.expected[String(line[..<colon])] = String(
          decoding: unescaped(value), as: UTF8.self)
      }
      shapes.append(shape)
    }
    return shapes
  }()

  private var hasLine = false

  private init(name: String) { self.name = name }

  private static func unescaped(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch letter {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "x"):
        bytes.append(UInt8(String(Substring(rest.prefix(2))), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      default: bytes.append(letter)
      }
    }
    return bytes
  }

  private static func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      text += chunk[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }
}

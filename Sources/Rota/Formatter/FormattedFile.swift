/// A rota file in the one tidy form, beside what it was (spec: cli.md, `format`).
///
/// Only blanks and the case of the language's own words change: line ends become LF, tabs and runs
/// of blanks columns, `MON` becomes `Mon`. Names, numbers, texts and comments stay as they are
/// written, and so does what the files mean. The tidy form of a tidy file is that file.
///
/// A line that isn't understood stays as it is to the last byte: one whose characters are at fault,
/// one that begins with no keyword of the place in which it stands, and one that stands where it
/// may not. In a line whose value alone is wrong (`8am`) blanks and keywords become tidy as in any
/// other, and its problem stays.
public struct FormattedFile: Hashable, Sendable {
  public let name: String
  /// Every line of the file as it was, in order, and what becomes of each.
  public let lines: [Line]

  /// With its line end, where it has one.
  public struct Line: Hashable, Sendable {
    public let before: [UInt8]
    /// Nil for a blank line that goes: one that stands beside another, or at an end of the file.
    public let after: [UInt8]?
    public let isUnderstood: Bool
  }

  public var isTidy: Bool { lines.allSatisfy { $0.before == $0.after } }

  /// The tidy file.
  public var file: RotaFile {
    RotaFile(name: name, bytes: lines.flatMap { $0.after ?? [] })
  }
}

extension RotaFile {
  /// The file in its tidy form. One past the limit of a file's size, or that would grow past it,
  /// stays as it is.
  public func formatted() -> FormattedFile {
    let asItIs = FormattedFile(
      name: name,
      lines: rawLines().map { FormattedFile.Line(before: $0, after: $0, isUnderstood: true) })
    guard bytes.count <= RotaLimits.fileBytesMax else { return asItIs }
    let tidied = tidied()
    return tidied.file.bytes.count <= RotaLimits.fileBytesMax ? tidied : asItIs
  }

  private func tidied() -> FormattedFile {
    let lines = TidyReading(self).lines
    let texts = TidyLayout(lines).texts
    let raw = rawLines()
    var formatted: [FormattedFile.Line] = []
    formatted.reserveCapacity(raw.count)
    for (index, before) in raw.enumerated() {
      guard lines.indices.contains(index) else {
        // A byte-order mark and nothing after it.
        formatted.append(FormattedFile.Line(before: before, after: nil, isUnderstood: true))
        continue
      }
      let isRaw = lines[index] == .notUnderstood
      let after = isRaw ? before : texts[index].map { Array($0.utf8) + [UInt8(ascii: "\n")] }
      formatted.append(FormattedFile.Line(before: before, after: after, isUnderstood: !isRaw))
    }
    return FormattedFile(name: name, lines: formatted)
  }

  /// The lines as ``lines()`` tells them apart, each with its line end and the first with the
  /// byte-order mark.
  private func rawLines() -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      lines.append(Array(bytes[start..<end]))
      start = end
    }
    return lines
  }
}

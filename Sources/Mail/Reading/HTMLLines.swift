/// The lines that HTML becomes: blanks that don't count are taken out, lines that are quoted are
/// marked, and never more than one line in a row is empty.
struct HTMLLines {
  private var done: [UInt8] = []
  private var line: [UInt8] = []
  private var depth = 0
  private var wantsBlank = false
  private var wantsEmptyLine = false
  /// In `<pre>`: blanks and line ends stand.
  var isVerbatim = false

  var text: String {
    var copy = self
    copy.endLine()
    return copy.done.asText
  }

  /// For reading back what was added since.
  var byteCount: Int { done.count + line.count }

  func bytes(from start: Int) -> ArraySlice<UInt8> {
    guard start < done.count else { return line[min(max(start - done.count, 0), line.count)...] }
    return (done[start...] + line)[...]
  }

  mutating func append(_ byte: UInt8) {
    if isVerbatim, byte == .lineFeed {
      breakLine()
    } else if byte.isWhitespace, !isVerbatim {
      wantsBlank = true
    } else {
      if wantsBlank, !line.isEmpty { line.append(.blank) }
      wantsBlank = false
      line.append(byte)
    }
  }

  /// Text that stands as it is, such as a decoded entity.
  mutating func append(_ text: [UInt8]) {
    guard let last = text.last else { return }
    if wantsBlank, !line.isEmpty, text.first != .blank { line.append(.blank) }
    wantsBlank = last == .blank
    line += wantsBlank ? text.dropLast() : text[...]
  }

  /// Ends the line, if anything stands on it.
  mutating func endLine() {
    wantsBlank = false
    if !line.isEmpty { push() }
  }

  /// Ends the line, even an empty one.
  mutating func breakLine() {
    wantsBlank = false
    if line.isEmpty { wantsEmptyLine = true } else { push() }
  }

  mutating func endParagraph() {
    endLine()
    wantsEmptyLine = true
  }

  mutating func changeDepth(by step: Int) {
    depth = min(max(depth + step, 0), HTMLLines.depthMax)
  }

  private static let depthMax = 5

  private mutating func push() {
    let marks = Array(repeating: UInt8(ascii: ">"), count: depth) + (depth > 0 ? [.blank] : [])
    if wantsEmptyLine, !done.isEmpty { done += marks + [.lineFeed] }
    wantsEmptyLine = false
    done += marks + line + [.lineFeed]
    line.removeAll(keepingCapacity: true)
  }
}

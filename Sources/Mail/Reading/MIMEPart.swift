/// One part of a message: its header, and where its bytes stand.
struct MIMEPart {
  var header = MailHeader()
  var type = MIMEValue("text/plain")
  var disposition = MIMEValue("")
  var encoding = TransferEncoding.plain
  var body: Range<Int>
  var children: [MIMEPart] = []

  var isMultipart: Bool { type.value.hasPrefix("multipart/") }

  /// The name that it came with, by whichever of the two fields.
  var fileName: String? { disposition["filename"] ?? type["name"] }
}

/// Finds a message's parts in one walk over its lines (RFC 2046, section 5.1): all boundaries that
/// are open end a part, so that one whose closing line is missing costs nothing but itself.
struct MIMETreeReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  /// The boundaries of the multiparts around the present place, the outermost first.
  private var boundaries: [[UInt8]] = []
  private var partCount = 0
  private(set) var faults: Set<IncomingMessage.Fault> = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func read() -> MIMEPart {
    var start = 0
    while start < bytes.count, bytes[start].isWhitespace { start += 1 }
    return readPart(from: start, kind: "text/plain").part
  }

  /// A line of dashes, a boundary, perhaps dashes.
  private struct Mark {
    let line: Range<Int>
    /// Where the next line begins.
    let next: Int
    let level: Int
    let closes: Bool
  }

  private mutating func readPart(from start: Int, kind: String) -> (part: MIMEPart, end: Mark?) {
    partCount += 1
    var reader = HeaderReader()
    let bodyStart = reader.read(bytes, from: start, to: bytes.count) { mark(at: $0) != nil }
    if reader.wasCut { faults.insert(.headerCut) }
    if reader.wasBroken { faults.insert(.headerBroken) }
    var part = MIMEPart(header: reader.header, body: bodyStart..<bodyStart)
    let type = MIMEValue(reader.header["content-type"] ?? kind)
    part.type = type.value.utf8.contains(UInt8(ascii: "/")) ? type : MIMEValue(kind)
    part.disposition = MIMEValue(reader.header["content-disposition"] ?? "")
    part.encoding = TransferEncoding(reader.header["content-transfer-encoding"])
    if part.isMultipart {
      if boundaries.count < MailLimits.nestingLevelsMax {
        return readMultipart(part, from: bodyStart)
      }
      faults.insert(.nestedTooDeep)
    }
    return readLeaf(part, from: bodyStart)
  }

  private func readLeaf(_ part: MIMEPart, from start: Int) -> (part: MIMEPart, end: Mark?) {
    var part = part
    let end = nextMark(from: start)
    part.body = start..<bodyEnd(before: end, from: start)
    return (part, end)
  }

  private mutating func readMultipart(
    _ part: MIMEPart, from start: Int
  ) -> (part: MIMEPart, end: Mark?) {
    var part = part
    let level = boundaries.count
    let declared = Array((part.type["boundary"] ?? "").utf8).trimmed
    boundaries.append(Array(declared))
    var mark = declared.isEmpty ? outerMark(from: start) : nextMark(from: start)
    if mark?.level != level || declared.isEmpty {
      faults.insert(.boundaryMissing)
      guard let guess = guessBoundary(start..<(mark?.line.lowerBound ?? bytes.count)) else {
        // No parts at all: what stands there is the text.
        boundaries.removeLast()
        part.type = MIMEValue("text/plain")
        return readLeaf(part, from: start)
      }
      boundaries[level] = guess
      mark = nextMark(from: start)
    }
    let kind = part.type.value == "multipart/digest" ? "message/rfc822" : "text/plain"
    while let present = mark, present.level == level, !present.closes {
      guard partCount < MailLimits.partsMax else {
        faults.insert(.tooManyParts)
        boundaries.removeLast()
        return (part, nil)
      }
      let child = readPart(from: present.next, kind: kind)
      part.children.append(child.part)
      mark = child.end
    }
    boundaries.removeLast()
    if part.children.isEmpty { part.type = MIMEValue("text/plain") }
    part.body = start..<bodyEnd(before: mark, from: start)
    if let close = mark, close.level == level {
      mark = nextMark(from: close.next)
      if !part.children.isEmpty { part.body = start..<bodyEnd(before: mark, from: start) }
    }
    return (part, mark)
  }

  /// The line end before a boundary belongs to it.
  private func bodyEnd(before mark: Mark?, from start: Int) -> Int {
    guard var end = mark?.line.lowerBound else { return bytes.count }
    if end > start, bytes[end - 1] == .lineFeed { end -= 1 }
    if end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
    return end
  }

  /// The next line that is an open boundary; `start` is a line's start.
  private func nextMark(from start: Int) -> Mark? {
    guard !boundaries.isEmpty else { return nil }
    var place = start
    while place < bytes.count {
      let lineEnd = bytes.lineFeed(from: place, to: bytes.count)
      if let (level, closes) = self.mark(at: place..<lineEnd) {
        let next = min(lineEnd + 1, bytes.count)
        return Mark(line: place..<lineEnd, next: next, level: level, closes: closes)
      }
      place = lineEnd + 1
    }
    return nil
  }

  private mutating func outerMark(from start: Int) -> Mark? {
    let own = boundaries.removeLast()
    defer { boundaries.append(own) }
    return nextMark(from: start)
  }

  private static let dash = UInt8(ascii: "-")

  private func mark(at line: Range<Int>) -> (level: Int, closes: Bool)? {
    guard line.count > 2, bytes[line.lowerBound] == Self.dash,
      bytes[line.lowerBound + 1] == Self.dash
    else { return nil }
    var end = line.upperBound
    while end > line.lowerBound, bytes[end - 1].isWhitespace { end -= 1 }
    let text = bytes[(line.lowerBound + 2)..<max(end, line.lowerBound + 2)]
    // The innermost first: where two have one name, the inner one is meant.
    for (level, boundary) in boundaries.enumerated().reversed()
    where !boundary.isEmpty && text.count >= boundary.count && text.starts(with: boundary) {
      let rest = text.dropFirst(boundary.count)
      if rest.isEmpty { return (level, false) }
      if rest.count == 2, rest.allSatisfy({ $0 == Self.dash }) { return (level, true) }
    }
    return nil
  }

  /// A line of two dashes and a word with a `Content-` field after it: what the boundary must have
  /// been where the header names none, or a wrong one.
  private func guessBoundary(_ range: Range<Int>) -> [UInt8]? {
    var place = range.lowerBound
    while place < range.upperBound {
      let lineEnd = bytes.lineFeed(from: place, to: range.upperBound)
      let word = bytes[place..<lineEnd].trimmed.dropFirst(2)
      if bytes[place..<lineEnd].beginsWithWord("--"), (1...boundaryBytesMax).contains(word.count),
        bytes[min(lineEnd + 1, range.upperBound)..<range.upperBound].beginsWithWord("content-")
      {
        return Array(word)
      }
      place = lineEnd + 1
    }
    return nil
  }

  private let boundaryBytesMax = 200
}

/// Collects one line that ends in CRLF, from bytes that come in pieces of any size. No line of a
/// message may hold a CR or LF on its own or a control character; which byte stands where decides,
/// never how the bytes were cut.
struct LineReader {
  enum Progress: Equatable {
    case more
    /// `bytes` holds the line without its CRLF, until the next call.
    case line
    case tooLong
    case bareCarriageReturn
    case bareLineFeed
    case controlCharacter
  }

  private(set) var bytes: [UInt8] = []
  private var awaitsLineFeed = false
  private var isWhole = false

  /// Takes bytes from `index` on, to the end of a line at most.
  mutating func take(_ input: [UInt8], at index: inout Int, bytesMax: Int) -> Progress {
    if isWhole {
      bytes.removeAll(keepingCapacity: true)
      isWhole = false
    }
    while index < input.count {
      let byte = input[index]
      index += 1
      if awaitsLineFeed {
        guard byte == Syntax.lineFeed else { return .bareCarriageReturn }
        awaitsLineFeed = false
        isWhole = true
        return .line
      }
      if byte == Syntax.carriageReturn {
        awaitsLineFeed = true
      } else if Syntax.isControl(byte) {
        return byte == Syntax.lineFeed ? .bareLineFeed : .controlCharacter
      } else if bytes.count >= bytesMax {
        return .tooLong
      } else {
        bytes.append(byte)
      }
    }
    return .more
  }
}

/// Why a request isn't served: a status, and a sentence that holds nothing of what was sent.
struct Refusal: Error, Equatable {
  var status: Int
  var detail: String

  init(_ status: Int, _ detail: String) {
    self.status = status
    self.detail = detail
  }

  /// Of a line that isn't one, `subject` being its name at the start of a sentence.
  init?(_ progress: LineReader.Progress, subject: String, tooLong status: Int) {
    switch progress {
    case .more, .line: return nil
    case .tooLong: self.init(status, "\(subject) is too long.")
    case .bareCarriageReturn: self.init(400, "\(subject) has a CR without its LF.")
    case .bareLineFeed: self.init(400, "\(subject) has an LF without its CR.")
    case .controlCharacter: self.init(400, "\(subject) has a control character.")
    }
  }
}

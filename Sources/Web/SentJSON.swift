import Documents

/// JSON that somebody sent. Numbers are kept as written, since here they are times, counts and parts of
/// numbers to ring, never sums; members keep their order, and a name that is given twice stays twice.
indirect enum SentJSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([SentJSON])
  case object([Member])

  struct Member: Equatable, Sendable {
    let name: String
    let value: SentJSON
  }

  /// - Throws: 400.
  init(_ bytes: [UInt8]) throws(WebProblem) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw WebProblem(400, "the body is not valid UTF-8")
    }
    var reading = SentJSONReading(bytes)
    do throws(SentJSONReading.Fault) {
      self = try reading.whole()
    } catch {
      switch error {
      case .notJSON:
        throw WebProblem(400, "the body is not JSON; it stops being so at byte \(reading.position)")
      case .tooDeep:
        throw WebProblem(400, "the body nests deeper than \(SentJSONReading.depthMax) levels")
      }
    }
  }

  /// The same value for writing; members in the order of their names.
  var written: JSON {
    switch self {
    case .null: .null
    case .bool(let truth): .bool(truth)
    case .number(let text): Int64(text).map(JSON.integer) ?? .string(text)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.written))
    case .object(let members):
      .object(
        members.sorted { $0.name < $1.name }.map { JSON.Member($0.name, $0.value.written) })
    }
  }
}

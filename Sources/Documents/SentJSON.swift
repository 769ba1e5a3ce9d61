/// JSON that somebody sent. Numbers are kept as written, since here they are times, counts and parts of
/// numbers to ring, never sums; members keep their order, and a name that is given twice stays twice.
public indirect enum SentJSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([SentJSON])
  case object([Member])

  public struct Member: Equatable, Sendable {
    public let name: String
    public let value: SentJSON

    public init(name: String, value: SentJSON) {
      self.name = name
      self.value = value
    }
  }

  /// Reads a whole document by RFC 8259; at most ``depthMax`` levels deep.
  public init(reading bytes: [UInt8]) throws(SentJSONFault) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    var reading = SentJSONReading(bytes)
    do throws(SentJSONReading.Fault) {
      self = try reading.whole()
    } catch {
      switch error {
      case .notJSON: throw .notJSON(atByte: reading.position)
      case .tooDeep: throw .tooDeep
      }
    }
  }

  public static let depthMax = SentJSONReading.depthMax

  /// The same value for writing; members in the order of their names.
  public var written: JSON {
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

/// Why bytes are no JSON document.
public enum SentJSONFault: Error, Equatable, Sendable {
  case notUTF8
  /// It stops being JSON there.
  case notJSON(atByte: Int)
  /// It nests deeper than ``SentJSON/depthMax`` levels.
  case tooDeep
}

import Documents
import FoundationEssentials

/// JSON that somebody sent, read by Foundation's decoder; numbers are kept as texts, since here they are
/// times, counts and parts of numbers to ring, never sums.
indirect enum SentJSON: Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([SentJSON])
  case object([String: SentJSON])

  /// - Throws: 400, with where the text stops being JSON.
  init(_ bytes: [UInt8]) throws(WebProblem) {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw WebProblem(400, "the body is not valid UTF-8")
    }
    guard SentJSON.depth(of: bytes) <= SentJSON.depthMax else {
      throw WebProblem(400, "the body nests deeper than \(SentJSON.depthMax) levels")
    }
    do {
      self = try JSONDecoder().decode(SentJSON.self, from: Data(bytes))
    } catch {
      throw WebProblem(400, "the body is not JSON")
    }
  }

  static let depthMax = 32

  /// The deepest nesting of brackets outside strings.
  private static func depth(of bytes: [UInt8]) -> Int {
    var depth = 0
    var deepest = 0
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        deepest = max(deepest, depth)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: continue
      }
    }
    return deepest
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
      .object(members.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.written) })
    }
  }
}

extension SentJSON: Decodable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Key.self) {
      var members: [String: SentJSON] = [:]
      for key in object.allKeys {
        members[key.stringValue] = try object.decode(SentJSON.self, forKey: key)
      }
      self = .object(members)
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var elements: [SentJSON] = []
      while !list.isAtEnd { elements.append(try list.decode(SentJSON.self)) }
      self = .array(elements)
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self = .null
    } else if let text = try? single.decode(String.self) {
      self = .string(text)
    } else if let truth = try? single.decode(Bool.self) {
      self = .bool(truth)
    } else if let whole = try? single.decode(Int64.self) {
      self = .number(String(whole))
    } else {
      self = .number(String(try single.decode(Double.self)))
    }
  }
}

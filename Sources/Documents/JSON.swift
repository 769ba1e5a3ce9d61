/// A JSON value (RFC 8259) as the interface gives it out: objects keep the order in which they were
/// made, numbers are whole. What both the server and the commands print is made of these.
public enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case string(String)
  case array([JSON])
  /// Names are not compared: whoever makes an object gives each name once.
  case object([Member])

  /// One name and its value.
  public struct Member: Hashable, Sendable {
    public let name: String
    public let value: JSON

    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }
}

extension JSON {
  /// The text, or null for none.
  public init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  /// The number, or null for none.
  public init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }

  /// The texts in their order.
  public init(_ texts: [String]) { self = .array(texts.map(JSON.string)) }

  /// The value of an object's member; nil when it has none of that name, or isn't an object.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The same object with one more member at its end; anything else stays as it is.
  public func adding(_ name: String, _ value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members + [Member(name, value)])
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  public init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }

  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  public init(stringLiteral text: String) { self = .string(text) }

  public init(integerLiteral number: Int64) { self = .integer(number) }

  public init(booleanLiteral truth: Bool) { self = .bool(truth) }
}

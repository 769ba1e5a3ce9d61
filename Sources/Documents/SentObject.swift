/// An object that was sent, read member by member into the program's own kinds: `dueAt = try sent["due_at"]`.
/// What is not asked for is passed over; of a name that is given twice the last counts.
public struct SentObject {
  private let members: [SentJSON.Member]

  /// - Throws: when it is no object.
  public init(_ value: SentJSON) throws(SentMismatch) {
    guard case .object(let members) = value else { throw SentMismatch() }
    self.members = members
  }

  /// - Throws: when the member is of another kind than is asked for. One that is missing or null is nil to
  ///   those who ask for an optional, and refused to others.
  public subscript<Value: SentReadable>(_ name: String) -> Value {
    get throws(SentMismatch) { try Value(sent: members.last { $0.name == name }?.value ?? .null) }
  }
}

/// What was sent is of another kind than was asked for.
public struct SentMismatch: Error, Equatable, Sendable {}

/// What can be read from one value that was sent.
public protocol SentReadable {
  /// - Throws: when it is of another kind.
  init(sent value: SentJSON) throws(SentMismatch)
}

/// What is read from an object's members.
public protocol SentDocument: SentReadable {
  init(_ sent: SentObject) throws(SentMismatch)
}

extension SentDocument {
  public init(sent value: SentJSON) throws(SentMismatch) { try self.init(SentObject(value)) }
}

extension String: SentReadable {
  public init(sent value: SentJSON) throws(SentMismatch) {
    guard case .string(let text) = value else { throw SentMismatch() }
    self = text
  }
}

extension Bool: SentReadable {
  public init(sent value: SentJSON) throws(SentMismatch) {
    guard case .bool(let truth) = value else { throw SentMismatch() }
    self = truth
  }
}

/// Whole numbers are the only ones that this program writes.
extension Int64: SentReadable {
  public init(sent value: SentJSON) throws(SentMismatch) {
    guard case .number(let text) = value, let number = Int64(text) else { throw SentMismatch() }
    self = number
  }
}

extension Int: SentReadable {
  public init(sent value: SentJSON) throws(SentMismatch) {
    guard let number = Int(exactly: try Int64(sent: value)) else { throw SentMismatch() }
    self = number
  }
}

extension Array: SentReadable where Element: SentReadable {
  public init(sent value: SentJSON) throws(SentMismatch) {
    guard case .array(let elements) = value else { throw SentMismatch() }
    self = []
    for element in elements { append(try Element(sent: element)) }
  }
}

extension Optional: SentReadable where Wrapped: SentReadable {
  public init(sent value: SentJSON) throws(SentMismatch) {
    self = value == .null ? nil : try Wrapped(sent: value)
  }
}

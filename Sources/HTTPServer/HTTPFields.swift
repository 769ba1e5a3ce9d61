/// The field lines of a message in the order in which they came or will go out. Names are compared
/// without regard to ASCII case (RFC 9110, 5.1).
public struct HTTPFields: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  public struct Line: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var lines: [Line] = []

  public init() {}

  public init(dictionaryLiteral elements: (String, String)...) {
    lines = elements.map { Line(name: $0.0, value: $0.1) }
  }

  /// The value of the first line of that name. Setting it leaves one line of that name; nil leaves
  /// none.
  public subscript(name: String) -> String? {
    get { lines.first { Self.alike($0.name, name) }?.value }
    set {
      lines.removeAll { Self.alike($0.name, name) }
      if let newValue { add(name, newValue) }
    }
  }

  /// The values of all lines of that name, in order.
  public func all(_ name: String) -> [String] {
    lines.lazy.filter { Self.alike($0.name, name) }.map(\.value)
  }

  /// Adds a line after those that are there, also when the name is there already.
  public mutating func add(_ name: String, _ value: String) {
    lines.append(Line(name: name, value: value))
  }

  /// Whether a comma-separated list in the lines of that name holds the token, in any ASCII case.
  public func list(_ name: String, holds token: String) -> Bool {
    all(name).contains { value in
      value.utf8.split(separator: UInt8(ascii: ",")).contains { item in
        Self.alike(Substring(item.trimmed), token)
      }
    }
  }

  static func alike(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
    let one = one.utf8
    let other = other.utf8
    return one.count == other.count
      && zip(one, other).allSatisfy { Syntax.lowercased($0) == Syntax.lowercased($1) }
  }
}

extension Substring.UTF8View {
  /// Without the blanks and tabs at both ends (the "optional whitespace" of RFC 9110, 5.6.3).
  var trimmed: Substring.UTF8View {
    var rest = self
    while let first = rest.first, Syntax.isBlank(first) { rest.removeFirst() }
    while let last = rest.last, Syntax.isBlank(last) { rest.removeLast() }
    return rest
  }
}

extension SentJSON {
  /// Reads a value of the program's own kinds: whole numbers, texts, truths, lists and objects. Members that
  /// it does not ask for are passed over; of a name that is given twice the last counts.
  ///
  /// - Parameter names: how a member is called of which the program's name is known.
  /// - Throws: `DecodingError`.
  public func decode<Value: Decodable>(
    _ type: Value.Type, names: Names = .asTheyAre
  ) throws -> Value {
    try Value(from: SentDecoder(value: self, names: names, codingPath: []))
  }

  public enum Names: Sendable {
    case asTheyAre
    /// The interface's `due_at` is the program's `dueAt`.
    case snakeCase
  }
}

extension SentJSON.Names {
  fileprivate func sent(_ name: String) -> String {
    switch self {
    case .asTheyAre: name
    case .snakeCase: SentJSON.Names.snakeCased(name)
    }
  }
}

extension SentJSON.Names {
  /// The program's names are plain letters: a look at their bytes will do, and it is done for each member.
  private static func snakeCased(_ name: String) -> String {
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    guard name.utf8.contains(where: { capitals.contains($0) }) else { return name }
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      if capitals.contains(byte) {
        bytes += [UInt8(ascii: "_"), byte | 0x20]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// One value as the compiler's readers see it.
private struct SentDecoder: Decoder, SingleValueDecodingContainer {
  let value: SentJSON
  let names: SentJSON.Names
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = value else { throw mismatch([String: String].self) }
    let byName = Dictionary(members.map { ($0.name, $0.value) }) { $1 }
    return KeyedDecodingContainer(SentMembers<Key>(members: byName, parent: self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = value else { throw mismatch([String].self) }
    return SentElements(elements: elements, parent: self)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .bool(let truth) = value else { throw mismatch(type) }
    return truth
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .string(let text) = value else { throw mismatch(type) }
    return text
  }

  /// By ways of whole numbers alone: there are no others in what this program writes.
  private func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    guard case .number(let text) = value, let number = Number(text) else { throw mismatch(type) }
    return number
  }

  func decode(_ type: Int.Type) throws -> Int { try whole(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try whole(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try whole(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try whole(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try whole(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try whole(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try whole(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try whole(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try whole(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try whole(type) }
  func decode(_ type: Float.Type) throws -> Float { throw mismatch(type) }
  func decode(_ type: Double.Type) throws -> Double { throw mismatch(type) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

  func inside(_ key: any CodingKey, _ value: SentJSON) -> SentDecoder {
    SentDecoder(value: value, names: names, codingPath: codingPath + [key])
  }

  func mismatch(_ type: Any.Type) -> DecodingError {
    .typeMismatch(
      type, DecodingError.Context(codingPath: codingPath, debugDescription: "of another kind"))
  }
}

private struct SentMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let members: [String: SentJSON]
  let parent: SentDecoder
  var codingPath: [any CodingKey] { parent.codingPath }
  var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }

  func contains(_ key: Key) -> Bool { found(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try member(key).decode(type)
  }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Inner> { try member(key).container(keyedBy: type) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { parent }
  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }

  private func found(_ key: Key) -> SentJSON? { members[parent.names.sent(key.stringValue)] }

  private func member(_ key: Key) throws -> SentDecoder {
    guard let value = found(key) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "missing"))
    }
    return parent.inside(key, value)
  }
}

private struct SentElements: UnkeyedDecodingContainer {
  let elements: [SentJSON]
  let parent: SentDecoder
  private(set) var currentIndex = 0

  init(elements: [SentJSON], parent: SentDecoder) {
    self.elements = elements
    self.parent = parent
  }

  var codingPath: [any CodingKey] { parent.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  private mutating func next() throws -> SentDecoder {
    guard !isAtEnd else { throw parent.mismatch(SentJSON.self) }
    defer { currentIndex += 1 }
    return SentDecoder(
      value: elements[currentIndex], names: parent.names, codingPath: parent.codingPath)
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try next().decode(type)
  }
  mutating func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type
  ) throws -> KeyedDecodingContainer<Inner> { try next().container(keyedBy: type) }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { try next() }
}

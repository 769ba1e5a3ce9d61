import Documents

/// JSON Schemas (2020-12), as OpenAPI 3.1 takes them.
enum Schema {
  static let text: JSON = ["type": "string"]
  static let truth: JSON = ["type": "boolean"]
  static let integer: JSON = ["type": "integer"]
  static let time: JSON = ["type": "string", "format": "date-time"]
  static let date: JSON = ["type": "string", "format": "date"]
  static let texts = list(of: text)

  static func word<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> JSON {
    ["enum": JSON(type.allCases.map(\.rawValue))]
  }

  static func list(of items: JSON) -> JSON { ["type": "array", "items": items] }

  static func named(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/" + name)] }

  static func orNull(_ schema: JSON) -> JSON { ["anyOf": [schema, ["type": "null"]]] }

  /// An object that has all of these members.
  static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
    object(members.map { JSON.Member($0.key, $0.value) })
  }

  static func object(_ members: [JSON.Member]) -> JSON {
    [
      "type": "object", "properties": .object(members), "required": JSON(members.map(\.name)),
    ]
  }

  /// What a body of these members looks like: what may be left out may be null too.
  static func body(of fields: [any DeclaredField]) -> JSON {
    let members = fields.map { field in
      JSON.Member(
        field.name,
        (field.isRequired ? field.schema : orNull(field.schema))
          .adding("description", .string(field.words)))
    }
    let schema: JSON = ["type": "object", "properties": .object(members)]
    let required = fields.filter(\.isRequired).map(\.name)
    return required.isEmpty ? schema : schema.adding("required", JSON(required))
  }
}

import Documents
import HTTPServer

@testable import Web

/// Holds an answer against `/openapi.json`: its status, its type and its body must stand there, and no member
/// may be missing or undeclared.
enum Conformance {
  static let document = OpenAPIDocument(routes: WebInterface.routes).json

  static func faults(of answer: WebAnswer, to method: String, _ target: String) -> [String] {
    if method == "HEAD" { return answer.body.isEmpty ? [] : ["an answer to HEAD has a body"] }
    let path = String(target.prefix { $0 != "?" })
    let route = WebInterface.routes.first { $0.method == method && $0.values(in: path) != nil }
    guard let route else {
      // A browser is told by a page.
      if answer.type == MediaType.html { return [] }
      let isProblem = answer.type == "application/problem+json"
      return isProblem
        ? faults(of: answer.json, by: Schema.named("Problem")) : ["this is no problem document"]
    }
    let declared = document["paths"][route.path]?[method.lowercased()]?["responses"]?[
      "\(answer.status)"]
    guard let response = declared.map(resolved) else {
      return ["the status \(answer.status) is not declared"]
    }
    if response["content"] == nil || response["content"] == [:] {
      return answer.body.isEmpty ? [] : ["a body is not declared for \(answer.status)"]
    }
    guard let schema = response["content"]?[answer.type]?["schema"] else {
      return ["the type \(answer.type) is not declared for \(answer.status)"]
    }
    return faults(of: body(of: answer), by: schema)
  }

  private static func body(of answer: WebAnswer) -> JSON {
    switch answer.type {
    case MediaType.form: .object(answer.form.map { JSON.Member($0.name, .string($0.value)) })
    case MediaType.text, MediaType.html, MediaType.css, MediaType.atom, MediaType.bytes,
      MediaType.csv, MediaType.calendar, MediaType.events, "text/javascript", "image/svg+xml",
      "application/manifest+json":
      .string(answer.text)
    default: answer.json
    }
  }

  /// Follows a reference within the document.
  static func resolved(_ value: JSON) -> JSON {
    guard case .string(let reference)? = value["$ref"] else { return value }
    return reference.split(separator: "/").dropFirst().reduce(document) { part, name in
      part[String(name)] ?? .null
    }
  }

  /// What is wrong with a value by a schema, in the words of JSON Schema that the document uses.
  static func faults(of value: JSON, by schema: JSON, at place: String = "") -> [String] {
    let schema = resolved(schema)
    if let choices = schema["anyOf"] {
      let each = choices.elements.map { faults(of: value, by: $0, at: place) }
      return each.contains { $0.isEmpty } ? [] : each.first ?? []
    }
    var found: [String] = []
    if let words = schema["enum"], !words.elements.contains(value) {
      found.append("\(place) is \(value.text), none of \(words.text)")
    }
    if let constant = schema["const"], constant != value {
      found.append("\(place) is \(value.text), not \(constant.text)")
    }
    if let type = schema["type"], !(type.elements + [type]).contains(.string(value.type)) {
      found.append("\(place) is \(value.text), not \(type.text)")
    }
    if schema["format"] == "date-time", !isDeskTime(value.plain) {
      found.append("\(place) is \(value.text): no time of the desk's in whole seconds")
    }
    for name in schema["required"].elements where value[name.plain] == nil {
      found.append("\(place)/\(name.plain) is missing")
    }
    if let properties = schema["properties"] {
      for name in value.names {
        guard let property = properties[name] else {
          found.append("\(place)/\(name) is not declared")
          continue
        }
        found += faults(
          of: value[name] ?? .null, by: property, at: place + "/" + name)
      }
    }
    if let items = schema["items"] {
      for (index, element) in value.elements.enumerated() {
        found += faults(of: element, by: items, at: "\(place)/\(index)")
      }
    }
    return found
  }

  private static func isDeskTime(_ text: String) -> Bool {
    text.wholeMatch(
      of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+1[23]:00/) != nil
  }
}

extension JSON {
  fileprivate var type: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

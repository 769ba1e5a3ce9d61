import Callbacks
import Documents
import HTTPServer
import Service

/// The interface described by its own routes (OpenAPI 3.1): what the router, the readers and the role check
/// go by is what stands here, so that the two can't differ.
struct OpenAPIDocument {
  let routes: [Route]

  /// The route that tells it; it is among those that are described.
  static func route(_ document: @escaping @Sendable () -> JSON) -> Route {
    Route(
      "GET", "/openapi.json", "This document.", roles: nil,
      answers: [.json(200, "OpenAPI 3.1.", "OpenAPI")], .now { _ in .json(document()) })
  }

  var json: JSON {
    [
      "openapi": "3.1.0",
      "info": [
        "title": "Ringback", "version": "1",
        "summary": "After-hours callbacks of a service desk.",
        "description": .string(
          "Times are RFC 3339 with an offset; those that go out bear the desk's, and whole seconds. "
            + "Answers may come to have further members; readers ignore what they don't know. "
            + "A GET takes HEAD too."),
      ],
      "servers": [["url": "/"]], "paths": paths,
      "components": [
        "securitySchemes": OpenAPIDocument.securitySchemes,
        "responses": .object(OpenAPIDocument.responses), "schemas": .object(Schemas.all),
      ],
    ]
  }

  private var paths: JSON {
    var names: [String] = []
    var operations: [String: [JSON.Member]] = [:]
    for route in routes {
      if operations[route.path] == nil { names.append(route.path) }
      operations[route.path, default: []].append(
        JSON.Member(route.method.lowercased(), route.operation))
    }
    return .object(names.map { JSON.Member($0, .object(operations[$0] ?? [])) })
  }

  private static let securitySchemes: JSON = [
    "bearer": ["type": "http", "scheme": "bearer"],
    "basic": [
      "type": "http", "scheme": "basic", "description": "The token is the password, of any user.",
    ],
    "key": ["type": "apiKey", "in": "header", "name": "X-Api-Key"],
  ]

  /// Those that mean the same wherever they come, by their names.
  private static let responses: [JSON.Member] = StatusText.common.map { status in
    let headers: JSON? =
      switch status {
      case 401: ["WWW-Authenticate": ["schema": Schema.text]]
      case 429, 503: ["Retry-After": ["schema": Schema.integer]]
      default: nil
      }
    let response = Route.Answer.problem(status, StatusText.of(status)).json
    return JSON.Member(
      StatusText.name(of: status), headers.map { response.adding("headers", $0) } ?? response)
  }
}

extension StatusText {
  /// What the HTTP server refuses by itself, or anybody may get while the service can't do its work.
  static let ofWire = [400, 408, 413, 414, 417, 431, 501, 503, 505]
  static let common = (ofWire + [401, 403, 404, 411, 415, 422, 429]).sorted()

  /// Such as `NotFound`.
  static func name(of status: Int) -> String { of(status).filter { $0 != " " } }
}

extension Route {
  /// What it may answer beside what it declares, by what it takes.
  var refusals: [Int] {
    var statuses = Set(StatusText.ofWire)
    if roles != nil { statuses.formUnion([401, 403, 429]) }
    if path.contains("{") { statuses.insert(404) }
    if isPage { statuses.formUnion([403, 404, 409, 422, 429]) }
    if wantsBody { statuses.insert(411) }
    if !query.isEmpty || takesKey { statuses.insert(422) }
    switch body {
    case .none: break
    case .members, .media: statuses.formUnion([415, 422])
    }
    return statuses.subtracting(answers.map(\.status)).sorted()
  }

  fileprivate var operation: JSON {
    let who = roles.map { roles in
      "For the roles " + roles.map(\.rawValue).sorted().joined(separator: ", ") + "."
    }
    var operation: JSON = [
      "operationId": .string(operationID), "summary": .string(summary),
      "description": .string(
        who ?? (isPage ? "A page, for people’s browsers." : "For anybody, without a token.")),
      "security": security,
    ]
    if !parameters.isEmpty { operation = operation.adding("parameters", .array(parameters)) }
    if let requestBody { operation = operation.adding("requestBody", requestBody) }
    return operation.adding("responses", .object(responses))
  }

  private var operationID: String {
    let words = path.split { !$0.isLetter && !$0.isNumber }.filter { $0 != "v1" }
    return ([method.lowercased()] + words.map(String.init)).joined(separator: "_")
  }

  private var security: JSON {
    guard let roles else { return [] }
    let names = JSON(roles.map(\.rawValue).sorted())
    return [["bearer": names], ["basic": names], ["key": names]]
  }

  /// What stands in a path and is no number.
  private static let wordsOfTexts: [Substring: String] = [
    "{token}": "The secret of a notice's link.", "{secret}": "The secret of a sign-in link.",
    "{deed}": "Which of the page's forms it is.", "{name}": "Which part of the pages it is.",
  ]

  private var parameters: [JSON] {
    let inPath: [JSON] = segments.filter { $0.hasPrefix("{") }.map { segment in
      if let words = Route.wordsOfTexts[segment] {
        return [
          "name": .string(String(segment.dropFirst().dropLast())), "in": "path", "required": true,
          "description": .string(words), "schema": Schema.text,
        ]
      }
      return [
        "name": .string(String(segment.dropFirst().dropLast())), "in": "path", "required": true,
        "description": .string(
          segment == "{ticket}"
            ? "The ticket's number." : "The number of the \(segment.dropFirst().dropLast())."),
        "schema": ["type": "integer", "minimum": 1],
      ]
    }
    let inQuery: [JSON] = query.map { field in
      [
        "name": .string(field.name), "in": "query", "required": .bool(field.isRequired),
        "description": .string(field.words), "schema": field.schema, "explode": false,
      ]
    }
    let key: JSON = [
      "name": "Idempotency-Key", "in": "header", "required": false,
      "description":
        "The same key and content within 7 days get the first answer; other content under it: 422.",
      "schema": Kind.text(scalars: IdempotencyKey.characters).schema,
    ]
    return inPath + inQuery + (takesKey ? [key] : [])
  }

  private var requestBody: JSON? {
    switch body {
    case .none: nil
    case .members(let fields):
      [
        "required": .bool(wantsBody),
        "content": .object([Media(MediaType.json, Schema.body(of: fields)).json]),
      ]
    case .media(let media): ["required": true, "content": .object(media.map(\.json))]
    }
  }

  private var responses: [JSON.Member] {
    answers.map { JSON.Member(String($0.status), $0.json) }
      + refusals.map { status in
        let word = String(status)
        // Of a page whoever asks for HTML gets one, and a program the document that it can read.
        if isPage { return JSON.Member(word, Route.Answer.either(status).json) }
        return JSON.Member(
          word, ["$ref": .string("#/components/responses/" + StatusText.name(of: status))])
      }
  }
}

extension Route.Answer {
  fileprivate var json: JSON {
    ["description": .string(words), "content": .object(media.map(\.json))]
  }
}

extension Route.Media {
  fileprivate var json: JSON.Member {
    let content: JSON = ["schema": schema]
    return JSON.Member(type, example.map { content.adding("example", $0) } ?? content)
  }
}

import Callbacks
import Documents
import HTTPServer
import Service

/// One thing that can be asked of the interface: the method, the path, who may, what is sent, and what
/// answers. The router, the readers and `/openapi.json` all go by it.
struct Route: Sendable {
  let method: String
  /// Such as `/v1/callbacks/{ticket}/attempts`: a segment in braces takes any one segment.
  let path: String
  /// For the document: what it is for.
  let summary: String
  /// Nil: anybody, without a token.
  let roles: Set<Role>?
  let query: [any DeclaredField]
  let body: Body
  /// More: 413.
  let bodyBytesMax: Int
  /// Whether it takes an `Idempotency-Key`.
  let takesKey: Bool
  /// For people's browsers: whoever is signed in has a cookie that opens pages and nothing else.
  let isPage: Bool
  let answers: [Answer]
  let handler: Handler

  enum Body: Sendable {
    /// What comes is not looked at.
    case none
    /// A JSON object of these members; none at all counts as an empty one unless a member is required.
    case members([any DeclaredField])
    /// A body that its route reads itself; it must be there.
    case media([Media])
  }

  enum Handler: Sendable {
    /// Answered on the worker's thread.
    case now(@Sendable (Exchange) throws -> HTTPResponse)
    /// Answered once what it writes is on disk.
    case later(@Sendable (Exchange, @escaping @Sendable (HTTPResponse) -> Void) throws -> Void)
  }

  /// What a route answers with a status of its own; what any route may answer is not said again
  /// (``OpenAPIDocument``).
  struct Answer: Sendable {
    let status: Int
    let words: String
    let media: [Media]

    /// JSON, by the name of its schema.
    static func json(_ status: Int, _ words: String, _ schema: String) -> Answer {
      Answer(
        status: status, words: words,
        media: [Media(MediaType.json, Schema.named(schema), example: Examples.all[schema])])
    }

    static func problem(_ status: Int, _ words: String) -> Answer {
      Answer(
        status: status, words: words, media: [Media(MediaType.problem, Schema.named("Problem"))])
    }
  }

  struct Media: Sendable {
    let type: String
    let schema: JSON
    let example: JSON?

    init(_ type: String, _ schema: JSON, example: JSON? = nil) {
      self.type = type
      self.schema = schema
      self.example = example
    }
  }

  let segments: [Substring]

  init(
    _ method: String, _ path: String, _ summary: String, roles: Set<Role>?,
    query: [any DeclaredField] = [], body: Body = .none,
    bodyBytesMax: Int = WebInterface.bodyBytesMax, takesKey: Bool = false, isPage: Bool = false,
    answers: [Answer], _ handler: Handler
  ) {
    self.method = method
    self.path = path
    self.summary = summary
    self.roles = roles
    self.query = query
    self.body = body
    self.bodyBytesMax = bodyBytesMax
    self.takesKey = takesKey
    self.isPage = isPage
    self.answers = answers
    self.handler = handler
    segments = path.split(separator: "/", omittingEmptySubsequences: false)
  }

  /// With a length, or chunked: else 411.
  var wantsBody: Bool {
    switch body {
    case .none: false
    case .members(let fields): fields.contains { $0.isRequired }
    case .media: true
    }
  }

  func values(in path: String) -> [String: String]? {
    values(in: path.split(separator: "/", omittingEmptySubsequences: false))
  }

  /// What stands in the path's braces, by their names; nil for another path.
  ///
  /// - Parameter given: the path's segments.
  func values(in given: [Substring]) -> [String: String]? {
    guard given.count == segments.count else { return nil }
    var values: [String: String] = [:]
    for (segment, text) in zip(segments, given) {
      if segment.hasPrefix("{") {
        guard !text.isEmpty else { return nil }
        values[String(segment.dropFirst().dropLast())] = String(text)
      } else if segment != text {
        return nil
      }
    }
    return values
  }
}

/// All routes, and which of them a request means.
struct Router: Sendable {
  let routes: [Route]

  /// - Throws: 404 for a path that isn't there, 405 for a method that it does not take.
  func route(of request: HTTPRequest) throws(WebProblem) -> (Route, [String: String]) {
    let method = request.method == "HEAD" ? "GET" : request.method
    let given = request.path.split(separator: "/", omittingEmptySubsequences: false)
    var allowed: [String] = []
    for route in routes {
      guard let values = route.values(in: given) else { continue }
      if route.method == method { return (route, values) }
      allowed += route.method == "GET" ? ["GET", "HEAD"] : [route.method]
    }
    throw allowed.isEmpty ? .notFound : .methodNotAllowed(allowed)
  }
}

/// A request on its way through its route.
struct Exchange: Sendable {
  let request: HTTPRequest
  let route: Route
  /// What stands in the path's braces.
  let values: [String: String]
  let service: CallbackService
  /// Who asks; nil on a route that is open to anybody.
  let visitor: Visitor?
  /// For what is told of them.
  let requests: RequestCounts
  let process: @Sendable () -> ProcessMeasures
  let access: Access
  let kept: KeptAnswers

  /// The query, to be read by the route's declarations.
  var query: InputReader { InputReader(queryOf: request, route.query) }

  /// The JSON body, to be read by the route's declarations.
  ///
  /// - Throws: 400 or 415.
  func body() throws(WebProblem) -> InputReader {
    guard case .members(let fields) = route.body else {
      return try InputReader(bodyOf: request, [])
    }
    return try InputReader(bodyOf: request, fields)
  }
}

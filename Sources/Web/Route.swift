import HTTPServer
import Service
import Callbacks

/// One thing that can be asked of the interface: the method, the path, who may, and what answers.
struct Route: Sendable {
  let method: String
  /// Such as `/v1/callbacks/{ticket}/attempts`: a segment in braces takes any one segment.
  let path: String
  /// Nil: anybody, without a token.
  let roles: Set<Role>?
  let body: BodyRule
  let answer: Answer

  enum BodyRule: Sendable {
    /// What comes is not looked at.
    case none
    /// JSON; none at all counts as an empty object.
    case optional
    /// With a length, or chunked: else 411.
    case required
  }

  enum Answer: Sendable {
    /// Answered on the worker's thread.
    case now(@Sendable (Exchange) throws -> HTTPResponse)
    /// Answered once what it writes is on disk.
    case later(@Sendable (Exchange, @escaping @Sendable (HTTPResponse) -> Void) throws -> Void)
  }

  private let segments: [Substring]

  init(
    _ method: String, _ path: String, roles: Set<Role>?, body: BodyRule = .none, _ answer: Answer
  ) {
    self.method = method
    self.path = path
    self.roles = roles
    self.body = body
    self.answer = answer
    segments = path.split(separator: "/", omittingEmptySubsequences: false)
  }

  /// What stands in the path's braces, by their names; nil for another path.
  func values(in path: String) -> [String: String]? {
    let given = path.split(separator: "/", omittingEmptySubsequences: false)
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
    var allowed: [String] = []
    for route in routes {
      guard let values = route.values(in: request.path) else { continue }
      if route.method == method { return (route, values) }
      allowed += route.method == "GET" ? ["GET", "HEAD"] : [route.method]
    }
    throw allowed.isEmpty ? .notFound : .methodNotAllowed(allowed)
  }
}

/// A request on its way through a route.
struct Exchange: Sendable {
  let request: HTTPRequest
  let service: CallbackService
  /// Who asks; nil on a route that is open to anybody.
  let visitor: Visitor?
  /// What stands in the path's braces.
  let values: [String: String]
}

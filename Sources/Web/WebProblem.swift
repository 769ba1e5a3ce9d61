import Documents
import HTTPServer
import Service

/// Why a request gets no answer of its own: `application/problem+json` (RFC 9457). It says what was wrong
/// and what to do, and repeats nothing that was sent.
struct WebProblem: Error, Equatable {
  let status: Int
  let detail: String
  var errors: [FieldError] = []
  var fields: [HTTPFields.Line] = []
  /// What the document has beside the usual members.
  var more: [JSON.Member] = []

  init(_ status: Int, _ detail: String, errors: [FieldError] = []) {
    self.status = status
    self.detail = detail
    self.errors = errors
  }

  /// One thing that is wrong in a body or a query.
  struct FieldError: Equatable {
    let place: Place
    let detail: String

    enum Place: Equatable {
      /// A JSON pointer (RFC 6901) into the body.
      case pointer(String)
      case parameter(String)
    }
  }
}

extension WebProblem {
  static let notFound = WebProblem(404, "there is nothing at this path")

  static func methodNotAllowed(_ allowed: [String]) -> WebProblem {
    var problem = WebProblem(405, "this path does not take this method; Allow names those it takes")
    problem.fields = [HTTPFields.Line(name: "Allow", value: allowed.joined(separator: ", "))]
    return problem
  }

  /// - Parameter detail: what is missing or wrong with the token.
  static func unauthorized(_ detail: String) -> WebProblem {
    var problem = WebProblem(401, detail)
    problem.fields = [
      HTTPFields.Line(name: "WWW-Authenticate", value: "Bearer realm=\"ringback\""),
      HTTPFields.Line(
        name: "WWW-Authenticate", value: "Basic realm=\"ringback\", charset=\"UTF-8\""),
    ]
    return problem
  }

  /// What the HTTP server refuses by itself.
  init(ofWire status: Int, _ detail: String) {
    self = status == 503 ? .unavailable(detail) : WebProblem(status, detail)
  }

  static func unavailable(_ detail: String) -> WebProblem {
    var problem = WebProblem(503, detail)
    problem.fields = [HTTPFields.Line(name: "Retry-After", value: "\(retryAfterSeconds)")]
    return problem
  }

  static let retryAfterSeconds = 2

  /// What went wrong behind the door, in words for the one in front of it; causes are for the log.
  init(fault: any Error) {
    self =
      switch fault {
      case let problem as WebProblem: problem
      case ServiceFault.overloaded: .unavailable("too much is waiting; try again")
      case ServiceFault.stopping: .unavailable("the service is stopping; try again")
      case ServiceFault.cannotWrite(let kind):
        .unavailable("nothing can be kept now (\(kind)): nothing of this was done; try again")
      case is KeyUsedOtherwise:
        WebProblem(422, "this Idempotency-Key came with other content before; use a new one")
      default: WebProblem(500, "this is a defect of the service")
      }
  }

  var response: HTTPResponse {
    var response = HTTPResponse(status: status, body: document.bytes)
    response.fields.add("Content-Type", MediaType.problem)
    response.fields.add("Cache-Control", "no-store")
    for line in fields { response.fields.add(line.name, line.value) }
    return response
  }

  var document: JSON {
    let document: JSON = [
      "type": "about:blank", "title": .string(StatusText.of(status)),
      "status": .integer(Int64(status)), "detail": .string(detail),
    ]
    let whole = errors.isEmpty ? document : document.adding("errors", errorList)
    return more.reduce(whole) { $0.adding($1.name, $1.value) }
  }

  var errorList: JSON {
    .array(
      errors.map { error in
        switch error.place {
        case .pointer(let pointer):
          ["pointer": .string(pointer), "detail": .string(error.detail)]
        case .parameter(let name):
          ["parameter": .string(name), "detail": .string(error.detail)]
        }
      })
  }
}

/// The names of the status codes in use (RFC 9110, 15).
enum StatusText {
  static func of(_ status: Int) -> String {
    names[status] ?? "Error"
  }

  private static let names = [
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 408: "Request Timeout", 409: "Conflict", 411: "Length Required",
    413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type",
    417: "Expectation Failed", 422: "Unprocessable Content", 429: "Too Many Requests",
    431: "Request Header Fields Too Large", 500: "Internal Server Error", 501: "Not Implemented",
    503: "Service Unavailable", 505: "HTTP Version Not Supported",
  ]
}

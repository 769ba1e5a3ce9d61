/// Answers as bytes (RFC 9112, 4 and 6).
struct ResponseWriter {
  let answerBytesMax: Int

  static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// Nil when the answer can't be put on the wire as one: its maker's mistake, and a 500.
  func bytes(
    of response: HTTPResponse, isForHead: Bool, closes: Bool, date: String
  ) -> [UInt8]? {
    guard (200...599).contains(response.status) else { return nil }
    let isBodiless = response.status == 204 || response.status == 304
    let sendsBody = !isBodiless && !isForHead
    var text = "HTTP/1.1 \(response.status) \(Self.reason(of: response.status))\r\n"
    text += "Date: \(date)\r\n"
    for line in response.fields.lines where !Self.isOurs(line.name) {
      guard Syntax.isToken(line.name.utf8),
        !line.value.utf8.contains(where: { Syntax.isControl($0) })
      else { return nil }
      text += "\(line.name): \(line.value)\r\n"
    }
    if !isBodiless { text += "Content-Length: \(response.body.count)\r\n" }
    if closes { text += "Connection: close\r\n" }
    text += "\r\n"
    let bodyCount = sendsBody ? response.body.count : 0
    guard bodyCount <= answerBytesMax - text.utf8.count else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + bodyCount)
    bytes.append(contentsOf: text.utf8)
    if sendsBody { bytes.append(contentsOf: response.body) }
    return bytes
  }

  private static func isOurs(_ name: String) -> Bool {
    ["Content-Length", "Transfer-Encoding", "Connection", "Date"].contains {
      HTTPFields.alike($0, name)
    }
  }

  private static func reason(of status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 411: "Length Required"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    // The phrase may be empty, the blank before it may not be left out.
    default: ""
    }
  }
}

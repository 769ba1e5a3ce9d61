import HTTPServer
import Pages

/// Pages as answers, with what keeps a browser from doing more with them than is meant (spec: board.md,
/// "Signing in").
enum PageAnswer {
  static func of(_ page: Page, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status,
      fields: [
        "Content-Type": MediaType.html + "; charset=utf-8", "Cache-Control": "no-store",
        "Content-Security-Policy":
          "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
          + "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
      ], body: Array(page.html.source.utf8))
  }

  static let styleSheet = HTTPResponse(
    status: 200,
    fields: [
      "Content-Type": MediaType.css + "; charset=utf-8", "Cache-Control": "max-age=3600",
      "X-Content-Type-Options": "nosniff",
    ], body: Array(StyleSheet.text.utf8))

  static func seeOther(_ path: String, cookie: String? = nil) -> HTTPResponse {
    var response = HTTPResponse(
      status: 303,
      fields: [
        "Location": path, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
      ])
    if let cookie { response.fields.add("Set-Cookie", cookie) }
    return response
  }

  static func catching(_ work: () throws -> HTTPResponse) -> HTTPResponse {
    do { return try work() } catch { return fault(error) }
  }

  static func fault(_ error: any Error) -> HTTPResponse {
    let problem = WebProblem(fault: error)
    // Nothing of it is the visitor's doing: the log has it, and the answer is as on every other route.
    guard problem.status < 500 || problem.status == 503 else { return problem.response }
    var response = of(
      .fault(StatusText.of(problem.status), problem.detail.capitalizedFirst + "."),
      status: problem.status)
    for line in problem.fields where line.name != "WWW-Authenticate" {
      response.fields.add(line.name, line.value)
    }
    return response
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

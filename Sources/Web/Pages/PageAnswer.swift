import HTTPServer

/// The answers of the pages, with the fields that every one of them bears (spec: board.md, "Signing in").
enum PageAnswer {
  static func page(_ document: [UInt8], status: Int = 200) -> HTTPResponse {
    var response = HTTPResponse(
      status: status,
      fields: ["Content-Type": MediaType.html + "; charset=utf-8", "Cache-Control": "no-store"],
      body: document)
    secure(&response)
    return response
  }

  /// To another page, by GET.
  static func goTo(_ path: String) -> HTTPResponse {
    var response = HTTPResponse(
      status: 303, fields: ["Location": path, "Cache-Control": "no-store"])
    secure(&response)
    return response
  }

  /// Whether whoever asks has the page of that tag already (RFC 9110, 13.1.2). A proxy that compresses pages
  /// marks their tags as weak; they mean the same page.
  static func isKnown(_ tag: String, to request: HTTPRequest) -> Bool {
    request.fields.all("If-None-Match").flatMap { $0.split(separator: ",") }.contains { given in
      let given = given.filter { $0 != " " && $0 != "\t" }
      return given == tag || given == "W/" + tag
    }
  }

  static func secure(_ response: inout HTTPResponse) {
    for (name, value) in fields { response.fields[name] = value }
  }

  /// No script, style, picture or form but this service's own, in no frame of anybody's.
  static let fields = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]
}

/// The cookie of a session.
enum SessionCookie {
  static let name = "ringback"

  /// Of the clients' own pages: neither opens what the other does.
  static let clientName = "ringback-client"

  static func text(of request: HTTPRequest, named name: String = name) -> String? {
    for line in request.fields.all("Cookie") {
      for pair in line.split(separator: ";") {
        let pair = pair.drop { $0 == " " }
        if pair.hasPrefix(name + "=") { return String(pair.dropFirst(name.utf8.count + 1)) }
      }
    }
    return nil
  }

  /// - Parameter isSecure: the public address is https.
  static func set(
    _ text: String, seconds: Int64, isSecure: Bool, named name: String = name, path: String = "/"
  ) -> String {
    "\(name)=\(text); Max-Age=\(seconds); Path=\(path); HttpOnly; SameSite=Lax"
      + (isSecure ? "; Secure" : "")
  }
}

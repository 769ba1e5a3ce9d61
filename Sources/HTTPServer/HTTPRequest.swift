/// A request whose framing and target were understood in the one way in which they can be. It holds
/// what was sent, not what it means: which methods, paths and fields exist is for the handler.
public struct HTTPRequest: Sendable {
  /// As sent; methods are told apart by case (RFC 9110, 9.1).
  public var method: String
  /// The request target as sent.
  public var target: String
  /// The path with its percent-encoding undone, beginning with `/` (or `*` alone, for OPTIONS). It
  /// is valid UTF-8, no slash in it was encoded, and it has no NUL and no `.` or `..` segment: such
  /// a request is refused before it comes here.
  public var path: String
  /// What stands after the `?`, still encoded; nil when there is no `?`.
  public var rawQuery: String?
  /// The query's parameters in order, percent-encoding undone. A `+` stays a `+`, so that the
  /// offset of a time survives; who wants the rule of HTML forms has
  /// `HTTPParameter.list(of:plusIsBlank:)`.
  public var query: [HTTPParameter]
  /// A target in absolute form has put its authority in the place of `Host` (RFC 9112, 3.2.2).
  public var fields: HTTPFields
  /// Empty in the request that `HTTPService.admit` is shown.
  public var body: [UInt8]
  /// The other end of the connection, which may be a proxy.
  public var peer: HTTPAddress

  public init(
    method: String, target: String, path: String, rawQuery: String? = nil,
    query: [HTTPParameter] = [], fields: HTTPFields = [:], body: [UInt8] = [], peer: HTTPAddress
  ) {
    self.method = method
    self.target = target
    self.path = path
    self.rawQuery = rawQuery
    self.query = query
    self.fields = fields
    self.body = body
    self.peer = peer
  }
}

/// One name and value of a query or of a form.
public struct HTTPParameter: Sendable, Equatable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  /// Reads `name=value&name=value`. A part without `=` has the empty value, an empty part is
  /// skipped. Nil when a `%` isn't followed by two hex digits or a name or value isn't UTF-8.
  public static func list(of bytes: some Collection<UInt8>, plusIsBlank: Bool) -> [HTTPParameter]? {
    var parameters: [HTTPParameter] = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "="))
      let name = PercentEncoding.text(part[..<(equals ?? part.endIndex)], plusIsBlank: plusIsBlank)
      let value =
        equals.map { PercentEncoding.text(part[$0...].dropFirst(), plusIsBlank: plusIsBlank) } ?? ""
      guard let name, let value else { return nil }
      parameters.append(HTTPParameter(name: name, value: value))
    }
    return parameters
  }
}

import HTTPServer

/// The types of bodies, without parameters and in lower case.
enum MediaType {
  static let json = "application/json"
  static let form = "application/x-www-form-urlencoded"
  static let text = "text/plain"
  static let mail = "message/rfc822"
  static let html = "text/html"
  static let css = "text/css"
  static let atom = "application/atom+xml"
  static let bytes = "application/octet-stream"
  static let csv = "text/csv"
  static let calendar = "text/calendar"
  static let events = "text/event-stream"
  static let problem = "application/problem+json"

  /// A body's type; empty when none is told.
  static func of(_ request: HTTPRequest) -> String {
    essence(request.fields["Content-Type"] ?? "")
  }

  /// Which of the types the client would rather have (RFC 9110, 12.5.1): the one of the highest `q`, of
  /// these the one that is named most exactly, of these the first here. Whoever takes none of them, or says
  /// nothing, gets the first.
  static func preferred(of types: [String], by request: HTTPRequest) -> String {
    let ranges = request.fields.all("Accept").flatMap { $0.split(separator: ",") }.map(
      Accepted.init)
    var best = (type: types[0], weight: 0.0, exactness: 0)
    for type in types {
      guard
        let range = ranges.filter({ $0.matches(type) }).max(by: { $0.exactness < $1.exactness }),
        range.weight > 0,
        (range.weight, range.exactness) > (best.weight, best.exactness)
      else { continue }
      best = (type, range.weight, range.exactness)
    }
    return best.type
  }

  private static func essence(_ value: some StringProtocol) -> String {
    String(value.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }).lowercased()
  }

  /// One item of `Accept`.
  private struct Accepted {
    let name: String
    let weight: Double

    init(_ item: Substring) {
      name = essence(item)
      let parameters = item.split(separator: ";").dropFirst().map {
        $0.filter { $0 != " " && $0 != "\t" }.lowercased()
      }
      let weight = parameters.first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
      self.weight = min(max(weight ?? 1, 0), 1)
    }

    /// A type, all of a kind, everything.
    var exactness: Int { name == "*/*" ? 1 : name.hasSuffix("/*") ? 2 : 3 }

    func matches(_ type: String) -> Bool {
      name == type || name == "*/*" || name.hasSuffix("/*") && type.hasPrefix(name.dropLast())
    }
  }
}

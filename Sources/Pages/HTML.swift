/// Finished HTML. Text enters it only escaped: what stands in a literal is markup, what is put into one is
/// text, unless it is HTML itself (spec: board.md, "Whatever a caller said is shown as text").
public struct HTML: Sendable, ExpressibleByStringInterpolation {
  public private(set) var source: String

  public init(stringLiteral markup: String) { source = markup }
  public init(stringInterpolation parts: StringInterpolation) { source = parts.source }

  /// That text, as text.
  public init(_ text: String) { source = HTML.escaped(text) }

  public init(_ parts: [HTML]) { source = parts.map(\.source).joined() }

  /// What a person wrote: it can't turn the direction of what stands around it.
  public static func words(_ text: String) -> HTML { "<bdi>\(text)</bdi>" }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    public init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + 32 * interpolationCount)
    }

    public mutating func appendLiteral(_ markup: String) { source += markup }
    public mutating func appendInterpolation(_ text: String) { source += HTML.escaped(text) }
    public mutating func appendInterpolation(_ number: Int) { source += String(number) }
    public mutating func appendInterpolation(_ html: HTML) { source += html.source }
    public mutating func appendInterpolation(_ html: HTML?) { source += html?.source ?? "" }
    public mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { source += part.source }
    }
  }

  /// For HTML and XML, within and between tags. What XML can't hold at all becomes U+FFFD.
  public static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

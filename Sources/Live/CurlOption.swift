/// One line of `curl`'s settings, as they are given on its standard input.
enum CurlOption {
  /// The value reaches `curl` as it is, whatever stands in it.
  static func line(_ name: String, _ value: String) -> String {
    "\(name) = \"\(escaped(value))\""
  }

  /// As `curl` reads a value in quotes.
  private static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

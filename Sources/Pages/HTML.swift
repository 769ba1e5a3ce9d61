/// Markup. Nothing enters it but escaped text, elements and attributes of known names, and other markup: who
/// forgets to escape something has written what does not compile.
public struct HTML: Equatable, Sendable {
  fileprivate(set) var markup: String

  fileprivate init(markup: String) { self.markup = markup }

  init() { markup = "" }

  /// As text, whatever stands in it.
  init(_ text: String) { markup = Escaping.escaped(text) }

  init(@HTMLBuilder _ content: () -> HTML) { self = content() }

  var isEmpty: Bool { markup.isEmpty }

  /// A whole document.
  var document: [UInt8] { Array("<!DOCTYPE html>\n".utf8) + Array(markup.utf8) }

  /// UTF-8, as a part of a document.
  public var bytes: [UInt8] { Array(markup.utf8) }

  static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.markup + right.markup) }

  /// Text within HTML and XML that is written elsewhere: a feed, say.
  public static func escaped(_ text: String) -> String { Escaping.escaped(text) }

  /// With something between each two.
  static func joined(_ parts: [HTML], by separator: String) -> HTML {
    HTML(markup: parts.map(\.markup).joined(separator: Escaping.escaped(separator)))
  }
}

/// An element's name. The names are those below: no other can be written.
struct Tag: Sendable {
  private let name: String
  private let isVoid: Bool

  private init(_ name: String, isVoid: Bool = false) {
    self.name = name
    self.isVoid = isVoid
  }

  func callAsFunction(
    _ attributes: Attribute?..., @HTMLBuilder content: () -> HTML
  ) -> HTML {
    element(attributes, content())
  }

  func callAsFunction(_ attributes: Attribute?..., text: String) -> HTML {
    element(attributes, HTML(text))
  }

  func callAsFunction(_ attributes: Attribute?...) -> HTML { element(attributes, HTML()) }

  private func element(_ attributes: [Attribute?], _ content: HTML) -> HTML {
    var markup = "<" + name
    for attribute in attributes {
      if let attribute { markup += attribute.markup }
    }
    markup += ">"
    if !isVoid { markup += content.markup + "</" + name + ">" }
    return HTML(markup: markup)
  }
}

extension Tag {
  static let a = Tag("a")
  static let abbr = Tag("abbr")
  static let article = Tag("article")
  static let b = Tag("b")
  static let bdi = Tag("bdi")
  static let body = Tag("body")
  static let br = Tag("br", isVoid: true)
  static let button = Tag("button")
  static let caption = Tag("caption")
  static let datalist = Tag("datalist")
  static let dd = Tag("dd")
  static let details = Tag("details")
  static let div = Tag("div")
  static let dl = Tag("dl")
  static let dt = Tag("dt")
  static let fieldset = Tag("fieldset")
  static let footer = Tag("footer")
  static let form = Tag("form")
  static let h1 = Tag("h1")
  static let h2 = Tag("h2")
  static let h3 = Tag("h3")
  static let head = Tag("head")
  static let header = Tag("header")
  static let html = Tag("html")
  static let input = Tag("input", isVoid: true)
  static let label = Tag("label")
  static let legend = Tag("legend")
  static let li = Tag("li")
  static let link = Tag("link", isVoid: true)
  static let main = Tag("main")
  static let meta = Tag("meta", isVoid: true)
  static let nav = Tag("nav")
  static let noscript = Tag("noscript")
  static let ol = Tag("ol")
  static let option = Tag("option")
  static let p = Tag("p")
  static let path = Tag("path")
  static let rect = Tag("rect")
  static let script = Tag("script")
  static let section = Tag("section")
  static let select = Tag("select")
  static let small = Tag("small")
  static let span = Tag("span")
  static let strong = Tag("strong")
  static let summary = Tag("summary")
  static let svg = Tag("svg")
  static let symbol = Tag("symbol")
  static let table = Tag("table")
  static let tbody = Tag("tbody")
  static let td = Tag("td")
  static let textarea = Tag("textarea")
  static let th = Tag("th")
  static let thead = Tag("thead")
  static let tfoot = Tag("tfoot")
  static let time = Tag("time")
  static let title = Tag("title")
  static let tr = Tag("tr")
  static let ul = Tag("ul")
  static let use = Tag("use")
}

/// Puts markup together: a text among the statements is escaped.
@resultBuilder
enum HTMLBuilder {
  static func buildExpression(_ text: String) -> HTML { HTML(text) }
  static func buildExpression(_ html: HTML) -> HTML { html }
  static func buildExpression(_ html: HTML?) -> HTML { html ?? HTML() }
  static func buildExpression(_ parts: [HTML]) -> HTML { buildArray(parts) }
  static func buildBlock(_ parts: HTML...) -> HTML { buildArray(parts) }
  static func buildOptional(_ html: HTML?) -> HTML { html ?? HTML() }
  static func buildEither(first html: HTML) -> HTML { html }
  static func buildEither(second html: HTML) -> HTML { html }

  static func buildArray(_ parts: [HTML]) -> HTML {
    if parts.count == 1 { return parts[0] }
    var markup = ""
    for part in parts { markup += part.markup }
    return HTML(markup: markup)
  }
}

/// Text within markup, in elements and in quoted attributes alike.
enum Escaping {
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: isSpecial) else { return text }
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count + 32)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
      // What no document, of XML at any rate, can hold.
      case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    // The noncharacters begin with this byte.
    case 0xEF: true
    default: byte < 0x20
    }
  }
}

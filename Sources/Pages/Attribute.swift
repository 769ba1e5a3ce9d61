import PhoneNumbers

/// An attribute of a known name; its value is escaped.
struct Attribute: Sendable {
  let markup: String

  private init(_ name: StaticString, _ value: String) {
    markup = " \(name)=\"" + Escaping.escaped(value) + "\""
  }

  private init(_ name: StaticString) { markup = " \(name)" }
}

extension Attribute {
  static func `class`(_ names: String) -> Attribute { Attribute("class", names) }
  static func id(_ id: String) -> Attribute { Attribute("id", id) }
  static func name(_ name: String) -> Attribute { Attribute("name", name) }
  static func value(_ value: String) -> Attribute { Attribute("value", value) }
  static func type(_ type: String) -> Attribute { Attribute("type", type) }
  static func content(_ text: String) -> Attribute { Attribute("content", text) }
  static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
  static func role(_ role: String) -> Attribute { Attribute("role", role) }
  static func title(_ text: String) -> Attribute { Attribute("title", text) }
  static func lang(_ language: String) -> Attribute { Attribute("lang", language) }
  static func rel(_ rel: String) -> Attribute { Attribute("rel", rel) }
  static func list(_ id: String) -> Attribute { Attribute("list", id) }
  static func scope(_ scope: String) -> Attribute { Attribute("scope", scope) }
  static func autocomplete(_ how: String) -> Attribute { Attribute("autocomplete", how) }
  static func inputmode(_ mode: String) -> Attribute { Attribute("inputmode", mode) }
  static func min(_ least: String) -> Attribute { Attribute("min", least) }
  static func max(_ most: String) -> Attribute { Attribute("max", most) }
  static func rows(_ count: Int) -> Attribute { Attribute("rows", "\(count)") }
  static func tabindex(_ index: Int) -> Attribute { Attribute("tabindex", "\(index)") }
  static func maxlength(_ characters: Int) -> Attribute { Attribute("maxlength", "\(characters)") }
  static func datetime(_ time: String) -> Attribute { Attribute("datetime", time) }
  static func charset(_ name: String) -> Attribute { Attribute("charset", name) }
  static func httpEquiv(_ name: String) -> Attribute { Attribute("http-equiv", name) }
  static func media(_ query: String) -> Attribute { Attribute("media", query) }
  static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }
  static func labelledBy(_ id: String) -> Attribute { Attribute("aria-labelledby", id) }
  static func describedBy(_ id: String) -> Attribute { Attribute("aria-describedby", id) }
  static func live(_ how: String) -> Attribute { Attribute("aria-live", how) }
  static func current(_ what: String) -> Attribute { Attribute("aria-current", what) }
  /// A value for the script.
  static func due(_ seconds: Int64) -> Attribute { Attribute("data-due", "\(seconds)") }
  static func now(_ seconds: Int64) -> Attribute { Attribute("data-now", "\(seconds)") }
  static func from(_ link: Link) -> Attribute { Attribute("data-from", link.text) }
  static func tag(_ tag: String) -> Attribute { Attribute("data-tag", tag) }

  static func href(_ link: Link) -> Attribute { Attribute("href", link.text) }
  static func src(_ link: Link) -> Attribute { Attribute("src", link.text) }
  static func action(_ link: Link) -> Attribute { Attribute("action", link.text) }

  static let hiddenFromReaders = Attribute("aria-hidden", "true")
  static let post = Attribute("method", "post")
  static let get = Attribute("method", "get")
  static let selected = Attribute("selected")
  static let checked = Attribute("checked")
  static let required = Attribute("required")
  static let open = Attribute("open")
  static let deferred = Attribute("defer")
  static let autofocus = Attribute("autofocus")
  static let unchecked = Attribute("novalidate")

  // Drawings.
  static func viewBox(_ box: String) -> Attribute { Attribute("viewBox", box) }
  static func d(_ path: String) -> Attribute { Attribute("d", path) }
  static func x(_ number: Int) -> Attribute { Attribute("x", "\(number)") }
  static func y(_ number: Int) -> Attribute { Attribute("y", "\(number)") }
  static func width(_ number: Int) -> Attribute { Attribute("width", "\(number)") }
  static func height(_ number: Int) -> Attribute { Attribute("height", "\(number)") }
  static func rx(_ number: Int) -> Attribute { Attribute("rx", "\(number)") }
  static let stretched = Attribute("preserveAspectRatio", "none")
}

/// Where a link leads: a place of this service, a telephone, an email, or a web page. Nothing else can be
/// one: no script, no data.
public struct Link: Equatable, Sendable {
  let text: String

  private init(_ text: String) { self.text = text }

  /// A path of this service; what is none leads to the board.
  public static func path(_ path: String) -> Link { Link(isOwn(path) ? path : "/") }

  /// A place on the same page.
  static func here(_ id: String) -> Link { Link("#" + id) }

  /// Nil for a number that no telephone can dial.
  static func telephone(_ number: WrittenNumber) -> Link? { number.telURI.map { Link($0) } }

  /// Nil for what is no address of a web page.
  static func web(_ text: String) -> Link? {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    return ["http", "https"].contains(scheme) && text.dropFirst(scheme.count).hasPrefix("://")
      ? Link(text) : nil
  }

  /// A path that a browser takes for one of this service and no other: one slash at its start, and nothing
  /// that it would read as a host or throw away.
  public static func isOwn(_ path: String) -> Bool {
    path.hasPrefix("/") && !path.hasPrefix("//")
      && path.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
  }
}

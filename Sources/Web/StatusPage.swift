import Callbacks
import CivilTime
import Digests
import HTTPServer
import Pages

/// The public page and the feed of the service's status (spec: clients-and-status.md). They need no script,
/// and what people wrote stands in them as text alone.
struct StatusPage {
  let notices: [StatusNotice]
  let desk: String
  let zone: TimeZoneRules
  let now: Moment

  var html: HTTPResponse {
    let open = notices.filter(\.isOpen)
    let past = notices.filter { !$0.isOpen }
    let none = "<p class=\"well\">Nothing is known to be wrong.</p>"
    let body =
      "<h1>\(Markup.text(desk)): service status</h1>"
      + (open.isEmpty ? none : open.map(article).joined())
      + "<h2>The last 14 days</h2>"
      + (past.isEmpty ? "<p>Nothing.</p>" : past.map(article).joined())
      + "<p><a href=\"/status.atom\">Feed</a></p>"
    return StatusPage.response(
      "<!DOCTYPE html><html lang=\"en-NZ\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + "<meta http-equiv=\"refresh\" content=\"60\">"
        + "<title>\(Markup.text(desk)): service status</title>"
        + "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/status.atom\">"
        + "<style>\(StatusPage.style)</style></head><body><main>\(body)</main></body></html>\n",
      type: MediaType.html)
  }

  private func article(_ notice: StatusNotice) -> String {
    let updates = notice.updates.reversed().map { update in
      "<li><strong>\(update.state.rawValue.capitalizedFirst)</strong> <time datetime=\""
        + "\(RFC3339.text(update.at, in: zone))\">\(when(update.at))</time>"
        + "<p>\(Markup.lines(update.text))</p></li>"
    }
    let mark = notice.isOpen ? "open" : "resolved"
    return "<article class=\"\(mark)\"><ol>\(updates.joined())</ol></article>"
  }

  private func when(_ moment: Moment) -> String {
    let local = zone.local(at: moment)
    return
      "\(local.date.weekday.abbreviation) \(local.date) \(String(local.time.description.prefix(5)))"
  }

  private static let style = """
    body{font:1.1rem/1.5 system-ui,sans-serif;margin:0;background:#fff;color:#1b1b1b}\
    main{max-width:42rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.2rem}\
    ol{list-style:none;margin:0;padding:0}article{border-left:.4rem solid #666;\
    padding:.2rem 0 .2rem 1rem;margin:1rem 0}article.open{border-color:#b30000}\
    .well{border-left:.4rem solid #1a7f37;padding-left:1rem}time{color:#555}p{margin:.3rem 0}\
    @media(prefers-color-scheme:dark){body{background:#161616;color:#eee}time{color:#aaa}\
    a{color:#8ab4f8}}
    """

  // MARK: - The feed

  /// RFC 4287: an entry a notice, which changes as it goes on.
  var atom: HTTPResponse {
    let updated = notices.compactMap { $0.updates.last?.at }.max() ?? Moment(seconds: 0)
    let entries = notices.map { notice in
      let last = notice.updates.last
      let title = last.map { "\($0.state.rawValue.capitalizedFirst): \($0.text)" } ?? ""
      let content = notice.updates.reversed().map {
        "\(when($0.at)) \($0.state.rawValue.capitalizedFirst): \($0.text)"
      }
      return "<entry><id>\(id("notice \(notice.number)"))</id>"
        + "<title>\(Markup.text(String(title.prefix(120))))</title>"
        + "<published>\(time(notice.updates.first?.at))</published>"
        + "<updated>\(time(last?.at))</updated><link href=\"/status\"/>"
        + "<content type=\"text\">\(Markup.text(content.joined(separator: "\n")))</content></entry>"
    }
    return StatusPage.response(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">"
        + "<id>\(id("feed"))</id><title>\(Markup.text(desk)): service status</title>"
        + "<author><name>\(Markup.text(desk))</name></author><updated>\(time(updated))</updated>"
        + "<link rel=\"self\" href=\"/status.atom\"/><link href=\"/status\"/>"
        + "\(entries.joined())</feed>\n", type: MediaType.atom)
  }

  private func time(_ moment: Moment?) -> String {
    RFC3339.text(moment ?? Moment(seconds: 0), in: zone)
  }

  /// The same for ever for one thing of one desk, as a name-based UUID (RFC 9562, version 8).
  private func id(_ thing: String) -> String {
    var bytes = Array(SHA256.digest(of: Array("\(desk)\n\(thing)".utf8)).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let hex = Array(Hex.encode(bytes))
    let cuts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
    return "urn:uuid:" + cuts.map { String(hex[$0]) }.joined(separator: "-")
  }

  private static func response(_ text: String, type: String) -> HTTPResponse {
    HTTPResponse(
      status: 200,
      fields: [
        "Content-Type": type + "; charset=utf-8", "Cache-Control": "no-cache",
        "Content-Security-Policy":
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
      ], body: Array(text.utf8))
  }
}

/// Text within HTML and XML.
enum Markup {
  static func text(_ text: String) -> String {
    HTML.escaped(text)
  }

  static func lines(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { Markup.text(String($0)) }.joined(separator: "<br>")
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

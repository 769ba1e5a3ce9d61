import Callbacks
import CivilTime
import Digests
import HTTPServer
import Pages

/// The public page and the feed of the service's status (spec: clients-and-status.md). What people wrote
/// stands in them as text alone.
struct StatusPage {
  let notices: [StatusNotice]
  let desk: String
  let zone: TimeZoneRules
  let words: PageWords

  var html: HTTPResponse {
    PageAnswer.page(ServiceStatusPage(notices, desk: desk, words: words).document)
  }

  private func when(_ moment: Moment) -> String {
    let local = zone.local(at: moment)
    return
      "\(local.date.weekday.abbreviation) \(local.date) \(String(local.time.description.prefix(5)))"
  }

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
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
      ], body: Array(text.utf8))
  }
}

/// Text within HTML and XML.
enum Markup {
  static func text(_ text: String) -> String {
    HTML.escaped(text)
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

import Documents
import Testing

@testable import Web

/// What a browser holds: the cookie, and what the last page's forms bear.
struct PageBrowser {
  let house: House
  var cookie: String
  var page: WebAnswer

  init(_ house: House, as who: Who) throws {
    self.house = house
    let answer = try PageBrowser.post(house, "/sign-in", "token=\(who.token)&k=k")
    #expect(answer.status == 303)
    cookie = PageBrowser.cookie(of: answer)
    page = try house.ask("GET", "/", as: .nobody, fields: ["Cookie: \(cookie)"])
  }

  static func cookie(of answer: WebAnswer) -> String {
    String((answer["Set-Cookie"] ?? "").prefix { $0 != ";" })
  }

  static func post(
    _ house: House, _ path: String, _ form: String, fields: [String] = []
  ) throws -> WebAnswer {
    try house.ask(
      "POST", path, as: .nobody, form, type: "application/x-www-form-urlencoded", fields: fields)
  }

  func get(_ path: String, fields: [String] = []) throws -> WebAnswer {
    try house.ask("GET", path, as: .nobody, fields: ["Cookie: \(cookie)"] + fields)
  }

  static func hidden(_ name: String, in page: WebAnswer) -> String {
    let parts = page.text.split(separator: "name=\"\(name)\" value=\"", maxSplits: 1)
    return parts.count == 2 ? String(parts[1].prefix { $0 != "\"" }) : ""
  }

  /// The hidden fields of a page's first form.
  var secrets: String {
    "c=\(PageBrowser.hidden("c", in: page))&k=\(PageBrowser.hidden("k", in: page))"
  }

  @discardableResult
  func press(_ press: String, on ticket: Int, fields: [String] = []) throws -> WebAnswer {
    try send("/act", "do=\(ticket)+\(press)", fields: fields)
  }

  @discardableResult
  func send(_ path: String, _ form: String, fields: [String] = []) throws -> WebAnswer {
    try PageBrowser.post(
      house, path, "\(secrets)&\(form)", fields: ["Cookie: \(cookie)"] + fields)
  }
}

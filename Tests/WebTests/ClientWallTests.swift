import Callbacks
import Digests
import Documents
import Testing

@testable import Web

/// Ways into what is not theirs, tried by somebody who is signed in to the client pages: all get nothing.
@Suite(.timeLimit(.minutes(1))) struct ClientWallTests {
  struct Way {
    var method = "GET"
    var path: String
    var fields: [String] = []
    var form: String?
    /// What else than a refusal it may get: a page without any of the others' words.
    var mayBeShown = false
  }

  /// - Parameters:
  ///   - own: the cookie's text.
  ///   - secrets: what the forms of that session bear; `other`: those of another client's.
  private func ways(own: String, secrets: String, other: String, staff: String) -> [Way] {
    let cookie = "Cookie: ringback-client=\(own)"
    let numbers = [
      "1002", "1003", "1004", "9999", "01002", "%31002", "+1002", "-1", "1002.0", "1002%00",
      "1e3", "99999999999999999999", "1001,1002", "1002%20", "..%2F1002", "١٠٠٢".percentEncoded,
    ]
    var ways = numbers.map { Way(path: "/client/tickets/\($0)", fields: [cookie]) }
    ways += [
      "/client/tickets/1002/", "//client/tickets/1002", "/Client/tickets/1002",
      "/client/tickets/1001/../1002", "/client/tickets/1001/updates", "/client/tickets",
      "/tickets/1002", "/tickets/1001", "/reports", "/on-call", "/tickets/new", "/me",
      "/v1/tickets/1002", "/v1/tickets?q=RIMU", "/v1/callbacks", "/v1/refused", "/v1/mail/aside",
      "/v1/tickets/1002/attachments/1", "/metrics", "/n/\(own)", "/sign-in/\(own)",
      "/client/sign-in/\(own)", "/v1/schedule.ics?key=\(own)",
    ].map { Way(path: $0, fields: [cookie]) }
    ways += [
      "/client?after=1003", "/client?after=-1", "/client?after=x", "/client?q=RIMU",
      "/client?organisation=Rimu%20Ltd", "/client?email=rua@rimu.example.nz", "/client?limit=9999",
      "/client?after=9223372036854775807", "/", "/status", "/status.atom", "/v1/status",
    ].map { Way(path: $0, fields: [cookie], mayBeShown: true) }
    let page = "/client/tickets/1002"
    ways += [
      Way(method: "HEAD", path: page, fields: [cookie]),
      Way(method: "PUT", path: page, fields: [cookie]),
      Way(method: "PATCH", path: page, fields: [cookie]),
      Way(method: "DELETE", path: page, fields: [cookie]),
      Way(method: "POST", path: page, fields: [cookie], form: secrets + "&text=Evil"),
      Way(method: "POST", path: page, fields: [cookie], form: other + "&text=Evil"),
      Way(
        method: "POST", path: "/client/tickets/1001", fields: [cookie], form: other + "&text=Evil"),
      Way(method: "POST", path: "/client/tickets/1001", fields: [cookie], form: "text=Evil"),
      Way(
        method: "POST", path: "/client/tickets/1001",
        fields: [cookie, "Origin: http://evil.example.com"], form: secrets + "&text=Evil"),
      Way(
        method: "POST", path: "/client/tickets/1001",
        fields: [cookie, "Sec-Fetch-Site: cross-site"],
        form: secrets + "&text=Evil"),
      Way(
        method: "POST", path: "/client/new", fields: [cookie],
        form: secrets + "&organisation=rimu%20ltd&subject=Evil&text=Evil"),
      Way(method: "POST", path: "/act", fields: [cookie], form: secrets + "&do=1002+mine"),
      Way(path: "/tickets/1002", fields: ["Cookie: ringback=\(own)"]),
      Way(path: page, fields: ["Cookie: ringback-client=\(staff)"]),
      Way(path: page, fields: ["Cookie: ringback-client=\(own)x"]),
      Way(path: page, fields: ["Cookie: ringback-client="]),
      Way(path: page, fields: ["Cookie: Ringback-Client=\(own)"]),
      Way(path: page, fields: ["Authorization: Bearer \(own)"]),
      Way(path: page, fields: ["Authorization: Bearer manager-token"]),
      Way(path: "/v1/tickets/1002", fields: ["Authorization: Bearer \(own)"]),
      Way(path: "/v1/tickets/1002", fields: ["X-Api-Key: \(own)"]),
      Way(
        path: "/v1/tickets/1002",
        fields: ["Authorization: Basic " + Base64.standard.encode(Array("x:\(own)".utf8))]),
      Way(
        path: page, fields: [cookie, "X-Forwarded-For: 127.0.0.1", "X-Original-URL: /tickets/1002"]),
      Way(path: page, fields: [cookie, "X-HTTP-Method-Override: PATCH"]),
      Way(path: page, fields: [cookie, "Range: bytes=0-99", "If-None-Match: *"]),
      Way(path: page, fields: [cookie, "Accept: application/json"]),
    ]
    return ways
  }

  @Test func `every way gets nothing`() throws {
    let tests = try ClientPageTests()
    let house = tests.house
    let cookie = try house.signInClient("mere@home.example.nz")
    let other = try house.signInClient("rua@rimu.example.nz")
    func secrets(_ cookie: String) throws -> String {
      let page = try house.ask("GET", "/client", as: .nobody, fields: ["Cookie: \(cookie)"])
      return "c=\(PageBrowser.hidden("c", in: page))&k=\(PageBrowser.hidden("k", in: page))"
    }
    let staff = String(try PageBrowser(house, as: .boss).cookie.dropFirst("ringback=".count))
    let ways = ways(
      own: String(cookie.dropFirst("ringback-client=".count)), secrets: try secrets(cookie),
      other: try secrets(other), staff: staff)
    #expect(ways.count > 60)
    for way in ways {
      // Wrong secrets are counted: a minute later they are let in again.
      house.time.advance(by: .seconds(61))
      let answer = try answer(to: way, house)
      #expect(
        answer.status >= 300 || way.mayBeShown, "\(way.method) \(way.path) \(way.fields.last ?? "")"
      )
      #expect(answer["Set-Cookie"] == nil)
      for words in [
        "RIMU-WORDS", "NAMED-WORDS", "SOLO-WORDS", "STAFF-NOTE", "0301", "0302", "rua@",
      ] {
        #expect(!answer.text.contains(words), "\(words): \(way.method) \(way.path)")
      }
    }
    for number in 1001...1004 {
      let ticket = try house.ask("GET", "/v1/tickets/\(number)")
      #expect(!ticket.text.contains("Evil") && ticket.json["status"] == "open")
    }
    #expect(try house.ask("GET", "/v1/tickets/1005").status == 404)
  }

  private func answer(to way: Way, _ house: House) throws -> WebAnswer {
    var lines = ["\(way.method) \(way.path) HTTP/1.1", "Host: desk.example.nz"] + way.fields
    if let form = way.form {
      lines += [
        "Content-Type: application/x-www-form-urlencoded", "Content-Length: \(form.utf8.count)",
      ]
    }
    lines += ["Connection: close", "", ""]
    return try house.send(Array((lines.joined(separator: "\r\n") + (way.form ?? "")).utf8))
  }
}

extension String {
  fileprivate var percentEncoded: String {
    utf8.map { "%" + Hex.encode([$0]) }.joined()
  }
}

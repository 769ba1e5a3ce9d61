import Callbacks
import Documents
import Testing

@testable import Web

/// Spec: clients-and-status.md, "Client pages".
@Suite(.timeLimit(.minutes(1))) struct ClientPageTests {
  static let list = """
    organisation,email_domains,phones,contact
    Kauri Ltd,kauri.example.nz,09 555 0200,mere@home.example.nz
    Rimu Ltd,rimu.example.nz,03 555 0201,rua@rimu.example.nz
    """
  let house: House

  /// 1001 is Kauri's, by its number; 1002 Rimu's; of 1003 a caller has named Kauri; 1004 is nobody's.
  init() throws {
    house = try House(clients: ClientPageTests.list)
    let callers = [
      ("09 555 0200", "", "", "KAURI-WORDS"),
      ("03 555 0201", "", "jo@rimu.example.nz", "RIMU-WORDS"),
      ("021 555 0301", "Kauri Ltd", "", "NAMED-WORDS"),
      ("021 555 0302", "", "solo@example.com", "SOLO-WORDS"),
    ]
    for (index, (from, organisation, email, words)) in callers.enumerated() {
      let caller = "\"organisation\":\"\(organisation)\",\"email\":\"\(email)\""
      try house.post(
        "{\"type\":\"call.started\",\"call_id\":\"c\(index)\",\"from\":\"\(from)\","
          + "\"caller\":{\(caller)},\"summary\":\"\(words)\"}"
      )
    }
    try house.ask(
      "POST", "/v1/tickets/1001/updates", as: .engineer,
      "{\"text\":\"STAFF-NOTE\",\"public\":false}")
    try house.ask(
      "POST", "/v1/tickets/1001/updates", as: .engineer,
      "{\"text\":\"PUBLIC-NEWS\",\"public\":true}")
  }

  private func get(_ path: String, _ cookie: String) throws -> WebAnswer {
    try house.ask("GET", path, as: .nobody, fields: ["Cookie: \(cookie)"])
  }

  private func send(
    _ path: String, _ form: String, _ cookie: String, from page: String = "/client"
  ) throws -> WebAnswer {
    let page = try get(page, cookie)
    let secrets =
      "c=\(PageBrowser.hidden("c", in: page))&k=\(PageBrowser.hidden("k", in: page))"
    return try PageBrowser.post(house, path, secrets + "&" + form, fields: ["Cookie: \(cookie)"])
  }

  @Test func `a contact sees what is known to be their organisation's`() throws {
    let cookie = try house.signInClient("Mere@home.example.nz")
    let list = try get("/client", cookie)
    #expect(list.status == 200 && list.text.contains("KAURI-WORDS"))
    let page = try get("/client/tickets/1001", cookie)
    #expect(page.text.contains("PUBLIC-NEWS") && page.text.contains("https://kb.example.nz/"))
    for text in [list.text, page.text] {
      for secret in ["RIMU", "NAMED", "SOLO", "STAFF-NOTE", "555", "aroha", "Aroha", "After hours"]
      {
        #expect(!text.contains(secret), "\(secret)")
      }
    }
    #expect(page["Content-Security-Policy"]?.contains("default-src 'none'") == true)
    #expect(page["Cache-Control"] == "no-store" && page["Referrer-Policy"] == "no-referrer")
  }

  @Test func `an address of a ticket alone sees that ticket alone, and raises none`() throws {
    let cookie = try house.signInClient("jo@rimu.example.nz")
    #expect(try get("/client", cookie).text.contains("RIMU-WORDS"))
    #expect(try get("/client/tickets/1002", cookie).status == 200)
    #expect(try get("/client/new", cookie).status == 404)
    #expect(try send("/client/new", "subject=a&text=b&organisation=Rimu+Ltd", cookie).status == 404)
    for other in [1001, 1003, 1004] {
      #expect(try get("/client/tickets/\(other)", cookie).status == 404)
    }
  }

  @Test func `every address gets the same answer, and few get a link`() throws {
    #expect(try house.clientLink(for: "nobody@kauri.example.nz") == nil)
    #expect(try house.clientLink(for: "-oQ/tmp@example.com") == nil)
    #expect(try house.clientLink(for: "mere@home.example.nz, eve@example.com") == nil)
    for _ in 0..<ClientKey.linksMax {
      #expect(try house.clientLink(for: "mere@home.example.nz") != nil)
    }
    #expect(try house.clientLink(for: "MERE@home.example.nz") == nil)
    house.time.advance(by: ClientKey.linkLasts)
    #expect(try house.clientLink(for: "mere@home.example.nz") != nil)
    #expect(!house.log.lines.contains { $0.contains("mere") || $0.contains("home.example") })
  }

  @Test func `a link works once, for an hour, until the next one`() throws {
    let first = try #require(try house.clientLink(for: "mere@home.example.nz"))
    let second = try #require(try house.clientLink(for: "mere@home.example.nz"))
    func use(_ secret: String) throws -> Bool {
      let page = try house.ask("GET", "/client/sign-in/\(secret)", as: .nobody)
      let answer = try PageBrowser.post(house, "/client/sign-in/\(secret)", "k=k")
      #expect((page.status == 200) == (answer["Set-Cookie"] != nil))
      return answer["Set-Cookie"] != nil
    }
    #expect(try !use(first))
    #expect(try use(second))
    #expect(try !use(second))
    let third = try #require(try house.clientLink(for: "mere@home.example.nz"))
    house.time.advance(by: ClientKey.linkLasts)
    #expect(try !use(third))
  }

  @Test func `an update opens a solved ticket again, once however often it is sent`() throws {
    let cookie = try house.signInClient("mere@home.example.nz")
    try house.ask("POST", "/v1/callbacks/1001/cancel", as: .engineer, "{\"reason\":\"x\"}")
    try house.ask("PATCH", "/v1/tickets/1001", as: .engineer, "{\"status\":\"solved\"}")
    let page = try get("/client/tickets/1001", cookie)
    let form =
      "c=\(PageBrowser.hidden("c", in: page))&k=\(PageBrowser.hidden("k", in: page))&text=Not+yet"
    for _ in 0..<2 {
      let answer = try PageBrowser.post(
        house, "/client/tickets/1001", form, fields: ["Cookie: \(cookie)"])
      #expect(answer["Location"] == "/client/tickets/1001?note=done")
    }
    let ticket = try house.ask("GET", "/v1/tickets/1001").json
    #expect(ticket["status"] == "open")
    let updates = ticket["updates"]?.elements ?? []
    #expect(updates.count == 3 && updates.last?["text"] == "Not yet")
    #expect(updates.last?["by"] == "mere@home.example.nz" && updates.last?["public"] == true)
  }

  @Test func `a contact raises a new one for their own organisation alone`() throws {
    let cookie = try house.signInClient("mere@home.example.nz")
    #expect(try get("/client/new", cookie).status == 200)
    #expect(try send("/client/new", "subject=a&text=b&organisation=Rimu+Ltd", cookie).status == 404)
    #expect(try send("/client/new", "subject=&text=b", cookie).status == 422)
    let made = try send("/client/new", "subject=Printer&text=It+beeps", cookie)
    #expect(made["Location"] == "/client/tickets/1005?note=done")
    let ticket = try house.ask("GET", "/v1/tickets/1005").json
    #expect(ticket["source"] == "web" && ticket["caller"]?["organisation"] == "Kauri Ltd")
    #expect(ticket["billing_group"] == "service_desk" && ticket["client_by"] == "contact")
  }

  @Test func `without the setting there are no client pages`() throws {
    let house = try House()
    for path in ["/client", "/client/tickets/1001", "/client/new", "/client/sign-in/x"] {
      #expect(try house.ask("GET", path, as: .manager).status == 404)
    }
    #expect(try PageBrowser.post(house, "/client/link", "email=a@example.com").status == 404)
  }
}

import Documents
import Mail
import Testing

@testable import Web

/// Updates, solving and mail, through the door (spec: http-api.md, "Tickets", "Mail").
@Suite(.timeLimit(.minutes(5))) struct TicketMailTests {
  let house: House

  init() throws { house = try House() }

  @discardableResult private func mail(
    _ text: String, from: String = "moana@harbour.example.nz", id: Int = 1, as who: Who = .mail,
    type: String? = "message/rfc822", padding: Int = 0
  ) throws -> WebAnswer {
    var bytes = Array(
      ("From: \(from)\r\nTo: support@desk.example.nz\r\nSubject: Help\r\n"
        + "Message-ID: <\(id)@x.nz>\r\n\r\n\(text)")
        .utf8)
    if padding > 0 {
      let line = [UInt8](repeating: 65, count: 70) + Array("\r\n".utf8)
      while bytes.count + line.count <= padding { bytes += line }
      bytes += [UInt8](repeating: 66, count: padding - bytes.count)
    }
    return try house.ask("POST", "/v1/mail", as: who, bytes: bytes, type: type)
  }

  @Test func `an email makes a ticket, once`() throws {
    #expect(try mail("The till beeps.").json == ["made": true, "ticket": 1001])
    #expect(try mail("The till beeps.").json == ["made": true, "ticket": 1001])
    let ticket = try house.ask("GET", "/v1/tickets/1001").json
    #expect(ticket["source"] == "email" && ticket["summary"] == "The till beeps.")
    #expect(try mail("x", id: 2).json == ["made": true, "ticket": 1002])
  }

  @Test(arguments: [Who.telephony, .engineer, .manager, .viewer, .monitor])
  func `only the mail server hands mail over`(who: Who) throws {
    #expect(try mail("x", as: who).status == 403)
  }

  @Test(arguments: ["text/plain", "application/json", nil])
  func `another type gets 415`(type: String?) throws {
    #expect(try mail("x", type: type).status == 415)
  }

  @Test func `a message of 25 MiB is taken, one byte more gets 413`() throws {
    #expect(try mail("x", padding: MailLimits.messageBytesMax).json["made"] == true)
    #expect(try mail("x", id: 2, padding: MailLimits.messageBytesMax + 1).status == 413)
    let other = String(repeating: " ", count: WebInterface.bodyBytesMax - 1)
    #expect(try house.post("{}" + other).status == 413)
    #expect(try house.post("{}" + other.dropLast()).status == 422)
  }

  @Test func `what can't be read is kept aside, and the manager sees it`() throws {
    let answer = try house.ask(
      "POST", "/v1/mail", as: .mail, bytes: Array("no message".utf8), type: "message/rfc822")
    #expect(answer.json == ["made": false, "ticket": .null])
    #expect(
      try house.ask("GET", "/v1/refused").json["refused"]?.elements.first?["body"] == "no message")
  }

  @Test func `an attachment is given as it is, and never shown`() throws {
    let message =
      "From: m@x.nz\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
      + "--b\r\n\r\nhi\r\n--b\r\nContent-Type: text/html\r\n"
      + "Content-Disposition: attachment; filename=\"a b.html\"\r\n\r\n<script>\r\n--b--\r\n"
    try house.ask(
      "POST", "/v1/mail", as: .mail, bytes: Array(message.utf8), type: "message/rfc822")
    let whole = try house.ask("GET", "/v1/tickets/1001").json
    #expect(whole["attachments"]?.elements.first?["name"] == "a b.html")
    let file = try house.ask("GET", "/v1/tickets/1001/attachments/1")
    #expect(file.text == "<script>" && file.type == "application/octet-stream")
    let disposition = file.fields.first { $0.name.lowercased() == "content-disposition" }?.value
    #expect(disposition == "attachment; filename*=UTF-8''a%20b.html")
    for path in [
      "/v1/tickets/1002/attachments/1", "/v1/tickets/1001/attachments/2",
      "/v1/tickets/1001/attachments/x",
    ] {
      #expect(try house.ask("GET", path).status == 404)
    }
    #expect(try house.ask("GET", "/v1/tickets/1001/attachments/1", as: .viewer).status == 403)
  }

  @Test func `an update is written for whoever acts`() throws {
    try mail("x")
    let answer = try house.ask(
      "POST", "/v1/tickets/1001/updates", as: .engineer, "{\"text\":\"Hello\",\"public\":true}")
    #expect(answer.status == 201)
    let update = answer.json["updates"]?.elements.first
    #expect(update?["by"] == "aroha" && update?["public"] == true && update?["text"] == "Hello")
    let note = try house.ask(
      "POST", "/v1/tickets/1001/updates", as: .manager, "{\"text\":\"Note\",\"as\":\"kiri\"}")
    #expect(note.json["updates"]?.elements.last?["public"] == false)
    #expect(
      try house.ask("POST", "/v1/tickets/1001/updates", as: .manager, "{\"text\":\"x\"}").status
        == 422)
    #expect(try house.ask("POST", "/v1/tickets/1001/updates", as: .engineer, "{}").status == 422)
    #expect(
      try house.ask("POST", "/v1/tickets/9/updates", as: .engineer, "{\"text\":\"x\"}").status
        == 404)
  }

  @Test(arguments: [(20_000, 201), (20_001, 422)])
  func `an update has so many characters at the most`(_ count: Int, _ status: Int) throws {
    try mail("x")
    let text = String(repeating: "é", count: count)
    let answer = try house.ask(
      "POST", "/v1/tickets/1001/updates", as: .engineer, "{\"text\":\"\(text)\"}")
    #expect(answer.status == status)
  }

  @Test func `a ticket is solved and opened again, and never while a call is owed`() throws {
    try mail("x")
    let solved = try house.ask(
      "PATCH", "/v1/tickets/1001", as: .engineer, "{\"status\":\"solved\"}")
    #expect(solved.status == 200 && solved.json["status"] == "solved")
    #expect(
      try house.ask("PATCH", "/v1/tickets/1001", as: .boss, "{\"status\":\"open\"}").json[
        "solved_at"] == .null)
    #expect(
      try house.ask("PATCH", "/v1/tickets/1001", as: .engineer, "{\"status\":\"closed\"}").status
        == 422)
    let number = try house.call("a")
    let owed = try house.ask(
      "PATCH", "/v1/tickets/\(number)", as: .engineer, "{\"status\":\"solved\"}")
    #expect(owed.status == 409)
  }
}

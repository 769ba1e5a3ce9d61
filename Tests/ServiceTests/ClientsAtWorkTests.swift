import Callbacks
import CivilTime
import Mail
import PhoneNumbers
import Rota
import Store
import Testing

@testable import Service

/// Callers as the list of clients knows them (spec: clients-and-status.md).
struct ClientsAtWorkTests {
  static let list = """
    organisation,email_domains,phones,partner,partner_phone,partner_email,contact
    Kauri Ltd,kauri.example.nz gmail.com,09 555 0200,,,,mere@home.example.nz
    Rimu Ltd,rimu.example.nz,03 555 0201,Southern IT,03 555 0100,help@southern.example.nz,
    Rata A,,04 555 0300,,,,
    Rata B,,04 555 0300,,,,
    """
  static let first =
    "Please ring your IT partner Southern IT first, on 03 555 0100; if it can't wait, "
    + "please stay on the line."

  private func night(_ start: String = "2026-07-16 22:00") throws -> Night {
    let night = try Night(start)
    try night.editClients(ClientsAtWorkTests.list)
    return night
  }

  struct Caller: Sendable, CustomTestStringConvertible {
    let fields: [String: String]
    let organisation: String?
    let mark: ClientMark?
    var testDescription: String { "\(fields)" }
  }

  @Test(arguments: [
    Caller(fields: ["from": "09 555 0200"], organisation: "Kauri Ltd", mark: .number),
    Caller(
      fields: ["from": "09 555 0200", "caller.organisation": "Rimu Ltd"],
      organisation: "Kauri Ltd", mark: .number),
    Caller(
      fields: ["from": "021 555 0777", "caller.email": "Jo@Kauri.example.nz"],
      organisation: "Kauri Ltd", mark: .emailDomain),
    Caller(
      fields: ["from": "anonymous", "caller.phone": "09 555 0200"],
      organisation: "Kauri Ltd", mark: .number),
    Caller(
      fields: ["from": "021 555 0777", "caller.organisation": "kauri LTD "],
      organisation: "Kauri Ltd", mark: .organisation),
    Caller(
      fields: ["from": "04 555 0300", "caller.organisation": "Rata"], organisation: "Rata",
      mark: .doubtful),
    Caller(
      fields: ["from": "021 555 0777", "caller.organisation": "Totara"],
      organisation: "Totara", mark: nil),
    Caller(fields: ["from": "021 555 0777"], organisation: nil, mark: nil),
  ])
  func `a caller is recognised by number, else by domain, else by name`(_ caller: Caller) throws {
    let night = try night()
    let answer = try night.post(.started, "c1", caller.fields)
    let ticket = try night.ticket()
    #expect(ticket.requester.organisation == caller.organisation)
    #expect(ticket.client == caller.mark)
    #expect(try night.record().ticket.caller(of: night.call()).organisation == caller.organisation)
    #expect(answer.warnings.contains("doubtful_client") == (caller.mark == .doubtful))
    #expect(
      try night.history().contains { $0.what == "doubtful_client" } == (caller.mark == .doubtful))
  }

  @Test(arguments: ["2026-07-16 22:00", "2026-07-16 10:00"])
  func `a partner's client is asked to ring the partner first, on either route`(
    start: String
  ) throws {
    let night = try night(start)
    let answer = try night.started(from: "03 555 0201")
    let say = try #require(answer.say)
    #expect(
      answer.route == .desk
        ? say == ClientsAtWorkTests.first
        : say.hasPrefix(ClientsAtWorkTests.first + " Our service desk is closed"))
    #expect(try night.details("c1").say?.contains("partner") != true)
    try night.ended()
    let ticket = try night.ticket()
    #expect(ticket.partner == "Southern IT" && ticket.warnings == [.partnerToBeTold])
    #expect(
      try night.history().filter { $0.what == "partner" }.map(\.note) == [
        "comes through Southern IT, who is to be told"
      ])
  }

  @Test func `what comes late puts the client right`() throws {
    let night = try night()
    try night.started(from: "021 555 0777", ["caller.organisation": "Kauri Ltd"])
    #expect(try night.ticket().client == .organisation)
    try night.details("c1", ["caller.email": "jo@rimu.example.nz"])
    #expect(try night.ticket().requester.organisation == "Rimu Ltd")
    #expect(try night.ticket().partner == "Southern IT")
    #expect(try night.call().organisation?.value == "Kauri Ltd")
  }

  @Test func `the partner gets the ticket's emails too, and may answer them`() throws {
    let night = try night()
    try night.started(from: "03 555 0201", ["caller.email": "jo@rimu.example.nz"])
    #expect(night.mailer.told == ["made jo@rimu.example.nz", "made help@southern.example.nz"])
    let sent = try #require(night.mailer.all.last?.message)
    #expect(sent.text.contains("A client of yours"))
    try night.mail(
      from: "help@southern.example.nz", subject: "Re: x", "We are on it.",
      fields: ["In-Reply-To: \(sent.messageID)"])
    #expect(try night.whole().updates.map(\.text) == ["We are on it."])
    #expect(night.mailer.told.last == "update jo@rimu.example.nz")
  }

  @Test func `a person's word on the organisation stays`() throws {
    let night = try night()
    try night.started(from: "021 555 0777")
    var change = CallerChange()
    change.organisation = .set("rimu ltd")
    let by = Actor(person: Name("aroha"), door: .api)
    _ = try night.core.change(TicketNumber(1001), TicketChange(caller: change), by: by)
    #expect(try night.ticket().client == .person)
    #expect(try night.ticket().partner == "Southern IT")
    try night.wake()
    #expect(night.mailer.told == ["made help@southern.example.nz"])
    change = CallerChange()
    change.phone = .set(WrittenNumber("09 555 0200"))
    _ = try night.core.change(TicketNumber(1001), TicketChange(caller: change), by: by)
    #expect(try night.ticket().requester.organisation == "Rimu Ltd")
    change = CallerChange()
    change.organisation = .removed
    _ = try night.core.change(TicketNumber(1001), TicketChange(caller: change), by: by)
    #expect(try night.ticket().client == nil && night.ticket().partner == nil)
  }

  @Test func `what-if tells of the partner too`() throws {
    let inForce = try night().core.inForce
    let whatIf = WhatIf(
      callAt: try night().now, from: "03 555 0201", configuration: inForce.configuration,
      onCall: inForce.onCall, client: inForce.client)
    #expect(whatIf.events.first?.text.contains(ClientsAtWorkTests.first) == true)
  }

  struct Writer: Sendable, CustomTestStringConvertible {
    let address: String
    let may: Bool
    /// Whether the ticket's organisation is known by its number, else by its caller's word.
    var isVouchedFor = true
    var testDescription: String { "\(address) \(may)" }
  }

  @Test(arguments: [
    Writer(address: "jo@kauri.example.nz", may: true),
    Writer(address: "MERE@home.example.nz", may: true),
    Writer(address: "aroha@desk.example.nz", may: true),
    Writer(address: "anybody@gmail.com", may: false),
    Writer(address: "jo@kauri.example.nz.example.com", may: false),
    Writer(address: "jo@sub.kauri.example.nz", may: false),
    Writer(address: "jo@rimu.example.nz", may: false),
    Writer(address: "help@southern.example.nz", may: false),
    Writer(address: "jo@kauri.example.nz", may: false, isVouchedFor: false),
    Writer(address: "mere@home.example.nz", may: false, isVouchedFor: false),
  ])
  func `the organisation's addresses may write to its tickets`(_ writer: Writer) throws {
    let night = try night()
    try night.started(
      from: writer.isVouchedFor ? "09 555 0200" : "021 555 0777",
      ["caller.organisation": "Kauri Ltd"])
    try night.mail(from: writer.address, subject: "Re: [#1001] x", "Still broken.")
    #expect(try night.whole().updates.isEmpty != writer.may)
    #expect(try night.core.store.nextTicketNumber().value == (writer.may ? 1002 : 1003))
  }

  @Test func `a request that is logged and an email are recognised too`() throws {
    let night = try night()
    let request = LoggedRequest(
      caller: CallerDetails(organisation: "RATA A", phone: WrittenNumber("021 555 0777")),
      summary: "Printer")
    _ = try night.core.log(request, by: Actor(person: Name("aroha"), door: .api))
    #expect(
      try night.ticket().client == .person && night.ticket().requester.organisation == "Rata A")
    try night.mail(from: "jo@rimu.example.nz", subject: "Till", "It beeps.")
    #expect(
      try night.ticket(1002).client == .emailDomain && night.ticket(1002).partner == "Southern IT")
    #expect(try night.history(1002).contains { $0.what == "partner" })
  }
}

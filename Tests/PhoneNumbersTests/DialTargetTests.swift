import PhoneNumbers
import Testing

@Suite struct `Dial targets` {
  @Test(arguments: [
    "sip:desk@pbx.example.nz", "sips:desk@pbx.example.nz:5061", "SIP:desk@pbx", "sip:101@192.0.2.1",
    "sip:desk@[2001:db8::1]:5060", "sip:desk@pbx:65535", "sip:desk@pbx:1",
    "sip:desk@pbx;transport=tls?Priority=urgent", "sip:+6495550101@pbx;user=phone",
    "sip:a;x=1:pw@pbx", "sip:desk@" + String(repeating: "a", count: 503),
  ])
  func `are SIP addresses, kept as written`(text: String) throws {
    let target = try #require(DialTarget(text))
    #expect(target == SIPAddress(text).map { .sip($0) })
    #expect(target.asWritten == text)
  }

  @Test(arguments: [
    "sip:", "sip:@pbx", "sip:desk", "sip:desk@", "sip:pbx.example.nz", "sip:de sk@pbx",
    "sip:desk@pbx ", "sip:desk@pbx\n", "sip:desk@pbx:", "sip:desk@pbx:0", "sip:desk@pbx:65536",
    "sip:desk@pbx:123456", "sip:desk@pbx:+1", "sip:desk@pbx:50:60", "sip:desk@-pbx", "sip:desk@.",
    "sip:desk@p_bx", "sip:desk@[::1", "sip:desk@[]", "sip:desk@[zz]", "sip:desk@[::1]x",
    "sip:désk@pbx", "sip:desk@pbx\u{7F}", "\"Desk\" <sip:desk@pbx>", "<sip:desk@pbx>", "",
    "anonymous", "desk", "https://pbx1.example.nz", "desk1@pbx.example.nz", "\"Desk\" <0215550101>",
    "tel:101", "266696687", "09 555 0101\n",
    "+64\t21 555 0101", "sip:desk@" + String(repeating: "a", count: 504),
  ])
  func `are nothing else`(text: String) {
    #expect(DialTarget(text) == nil)
  }

  @Test(
    arguments: [
      ("09 555 0101", "+6495550101"), ("+64 21 555 0101", "+64215550101"),
      ("tel:+6495550101", "+6495550101"), ("0900 12345", "+6490012345"), ("101", nil), ("*86", nil),
    ] as [(String, String?)])
  func `are phone numbers, kept as written, understood or not`(text: String, e164: String?) throws {
    let target = try #require(DialTarget(text))
    #expect(target == .phone(WrittenNumber(text)))
    #expect(WrittenNumber(text).number?.e164 == e164)
    #expect(target.asWritten == text)
  }
}

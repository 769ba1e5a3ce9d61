import PhoneNumbers
import Testing

@Suite struct `Written numbers` {
  @Test(arguments: [
    // National, and every way of leading up to it from abroad.
    ("09 555 0101", "+6495550101"), ("(09) 555-0101", "+6495550101"), ("095550101", "+6495550101"),
    ("09.555.0101", "+6495550101"), ("[09] 555 0101", "+6495550101"),
    ("0 9 5550101", "+6495550101"),
    ("(0)9 555 0101", "+6495550101"), (" 09 555 0101\r\n", "+6495550101"),
    ("+64 9 555 0101", "+6495550101"), ("+64 09 555 0101", "+6495550101"),
    ("+64 (0)9 555 0101", "+6495550101"), ("+64 (09) 555 0101", "+6495550101"),
    ("(+64) 9 555-0101", "+6495550101"), ("+ 64 9 5550101", "+6495550101"),
    ("0064 9 555 0101", "+6495550101"), ("0064 09 555 0101", "+6495550101"),
    ("0064 (0)9 555 0101", "+6495550101"), ("00 64 95550101", "+6495550101"),
    ("64 9 555 0101", "+6495550101"), ("6495550101", "+6495550101"),
    ("64 (0) 9 555 0101", "+6495550101"), ("64095550101", "+6495550101"),
    // Every kind of number, at both ends of its length.
    ("03 345 6789", "+6433456789"), ("04 999 9999", "+6449999999"), ("06 401 2345", "+6464012345"),
    ("07 555 0101", "+6475550101"), ("021 555 010", "+6421555010"),
    ("021 555 0101", "+64215550101"), ("021 0555 0101", "+642105550101"),
    ("027-555-0101", "+64275550101"), ("0211234567", "+64211234567"),
    ("02409 9123", "+6424099123"), ("0800 663 640", "+64800663640"),
    ("0800 663 6400", "+648006636400"), ("0800 12345", "+6480012345"),
    ("+64800663640", "+64800663640"), ("64 800 663 640", "+64800663640"),
    ("0508 555 010", "+64508555010"), ("0508 555 0101", "+645085550101"),
    ("0900 12345", "+6490012345"), ("+64900 1234567", "+649001234567"),
    ("070 123 4567", "+64701234567"),
    // Other countries'.
    ("+61 2 9123 4567", "+61291234567"), ("0061 2 9123 4567", "+61291234567"),
    ("+61 (0)2 9123 4567", "+61291234567"), ("0061 (0)2 9123 4567", "+61291234567"),
    ("+44 (0)20 7946 0000", "+442079460000"), ("+353 (0)1 234 5678", "+35312345678"),
    ("+39 (0)6 1234 5678", "+390612345678"), ("+39 06 1234 5678", "+390612345678"),
    ("+1 (212) 555-0101", "+12125550101"), ("+2904567", "+2904567"),
    ("+123456789012345", "+123456789012345"),
    // Addresses of telephony systems.
    ("sip:+6495550101@pbx.example.nz;user=phone", "+6495550101"),
    ("sip:095550101@192.0.2.1:5060", "+6495550101"), ("SIPS:095550101@pbx", "+6495550101"),
    ("\"Aroha <mob>\" <sip:021-555-0101@pbx.example.nz>;tag=x1", "+64215550101"),
    ("Māia Tāne <sip:0215550101@pbx>", "+64215550101"), ("<tel:0215550101>", "+64215550101"),
    ("\"Anonymous\" <sip:0215550101@pbx>", "+64215550101"),
    ("\"Aroha\" <0215550101>", "+64215550101"), ("0215550101@pbx.example.nz", "+64215550101"),
    ("sip:0215550101", "+64215550101"), ("sip:%2B64215550101@pbx", "+64215550101"),
    ("sip:+64215550101;npdi;rn=+6499@pbx;user=phone", "+64215550101"),
    ("tel:+64-9-555-0101;phone-context=x.example", "+6495550101"),
    ("TEL:(09)555.0101", "+6495550101"), ("tel:095550101;phone-context=+64", "+6495550101"),
    ("tel:95550101;phone-context=+64", "+6495550101"),
    ("tel:5550101;phone-context=+649", "+6495550101"),
    ("tel:095550101;phone-context=pbx.example.nz", "+6495550101"),
    // Pasted from pages, contacts and documents.
    ("021\u{A0}555\u{202F}0101", "+64215550101"), ("021\u{2011}555\u{2013}0101", "+64215550101"),
    ("\u{202A}+64 21 555 0101\u{202C}", "+64215550101"), ("021\u{AD}5550101", "+64215550101"),
    ("021\u{2009}555\u{2212}0101\u{200B}", "+64215550101"), ("'0215550101'", "+64215550101"),
    ("“021 555 0101”", "+64215550101"), ("(021) 555 0101", "+64215550101"),
    ("+6421·555·0101", "+64215550101"), ("＋６４（２１）５５５－０１０１", "+64215550101"),
    ("021\t555\n0101", "+64215550101"),
  ])
  func `are read as the number that would be dialled`(text: String, e164: String) {
    let written = WrittenNumber(text)
    #expect(written.number?.e164 == e164)
    #expect(written.comparisonKey == e164)
    #expect(written.asGiven == text)
  }

  @Test(arguments: [
    "anonymous", "Anonymous", "ANONYMOUS", "unknown", "Withheld", "private", "restricted",
    "Unavailable", "blocked", "", " ", "\t\n", "\u{A0}", "\"\"", "\"anonymous\"", "<>",
    "Private Number", "number withheld", "No Caller ID", "caller-id withheld", "(withheld)",
    "sip:anonymous@anonymous.invalid", "sip:x7k@Anonymous.Invalid:5060", "sip:unknown@192.0.2.1",
    "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=9", "SIPS:Restricted@pbx", "tel:private",
    "anonymous@anonymous.invalid", "sip:@192.0.2.1", "sip:", "\"Anonymous\" <>",
    "+266696687", "266696687", "+2562533", "+7378742833", "+86282452253", "+8656696",
  ])
  func `are withheld when a system says so, and are like no other`(text: String) {
    let written = WrittenNumber(text)
    #expect(written.reading == .withheld)
    #expect(written.comparisonKey == nil)
    #expect(written.telURI == nil)
    #expect(!written.asksFirst)
    #expect(written.asGiven == text)
  }

  @Test(
    arguments: [
      // No number of the public network: extensions, short codes, no area code, wrong lengths.
      ("101", "101"), ("111", "111"), ("555 0101", "5550101"), ("9 555 0101", "95550101"),
      ("0", "0"), ("00", "00"), ("09 555 010", "09555010"), ("09 555 01011", "0955501011"),
      ("09 155 0101", "091550101"), ("05 555 0101", "055550101"), ("08 555 0101", "085550101"),
      ("021 555 01", "02155501"), ("021 0555 01011", "021055501011"), ("0800 1234", "08001234"),
      ("0800 663 64001", "080066364001"), ("0508 55501", "050855501"), ("0900 1234", "09001234"),
      ("+64 5 555 0101", "6455550101"), ("+64 9 555", "649555"), ("64 955 501", "64955501"),
      ("064 9 555 0101", "06495550101"), ("61 2 9123 4567", "61291234567"),
      ("+64 009 555 0101", "64009555 0101"), ("+095550101", "095550101"), ("+123456", "123456"),
      ("+1234567890123456", "1234567890123456"), ("000 61 2 9123 4567", "00061291234567"),
      // More than a number, or other than one.
      ("++6495550101", "6495550101"), ("09 555 0101 x5", "0955501015"), ("*86", "86"),
      ("09 555 0101,123#", "095550101123"), ("09 555 0101;2", "0955501012"),
      ("0800 FIX 4U", "08004"),
      ("09 555 0101 / 021 555 0101", "0955501010215550101"), ("09 555 0101 +1", "0955501011"),
      ("tel:+6495550101;ext=5", "64955501015"), ("tel:5550101;phone-context=+1-212", "5550101"),
      ("sip:101@192.0.2.1", "101"), ("\"Aroha\" <sip:101@pbx2>", "101"), ("sip:09%ZZ@pbx", "09"),
      ("<sip:0215550101@pbx> 0900 12345", "0215550101090012345"), ("<0215550101", "0215550101"),
      ("021 555 0101\u{0}", "0215550101"), ("٠٢١ 555 0101", "5550101"),
      ("client:tommy", nil), ("tommy", nil), ("+", nil), ("-", nil), ("💥", nil),
      ("sip:tommy@h1", nil),
      ("sip:192.0.2.1", nil), ("sip:pbx1.example.nz", nil), ("anonymous!", nil),
    ] as [(String, String?)])
  func `are kept when not understood, and compared by their digits`(text: String, key: String?) {
    let written = WrittenNumber(text)
    #expect(written.reading == .unknown)
    #expect(written.comparisonKey == key?.filter { $0 != " " })
    #expect(written.asGiven == text)
    #expect(written.display == text)
    #expect(written.asksFirst)
  }

  @Test func `are read up to a length and kept beyond it`() {
    let longest = "0215550101" + String(repeating: " ", count: 502)
    #expect(longest.utf8.count == WrittenNumber.understoodBytesMax)
    #expect(WrittenNumber(longest).number?.e164 == "+64215550101")
    let longer = WrittenNumber(longest + " ")
    #expect(longer.reading == .unknown)
    #expect(longer.comparisonKey == "0215550101")
  }

  @Test(
    arguments: [
      ("021 555 0101", "tel:+64215550101", false), ("0800 663 640", "tel:+64800663640", false),
      ("0900 12345", "tel:+6490012345", true), ("+61 2 9123 4567", "tel:+61291234567", true),
      ("+881 6 1234 5678", "tel:+881612345678", true), ("101", "tel:101", true),
      ("sip:101@192.0.2.1", "tel:101", true), ("*86,1;2#", "tel:*86%2C1%3B2%23", true),
      ("0800 FIX 4U", "tel:0800FIX4U", true), ("tel:+6495550101;ext=5", "tel:+6495550101", true),
      ("client:t1", nil, true), ("tommy", nil, true), ("9&1", nil, true), ("<b>1", nil, true),
      (String(repeating: "1", count: 40), "tel:" + String(repeating: "1", count: 40), true),
      (String(repeating: "1", count: 41), nil, true),
    ] as [(String, String?, Bool)])
  func `have a link to tap that asks first when it may be bait`(
    text: String, link: String?, asksFirst: Bool
  ) {
    #expect(WrittenNumber(text).telURI == link)
    #expect(WrittenNumber(text).asksFirst == asksFirst)
  }
}

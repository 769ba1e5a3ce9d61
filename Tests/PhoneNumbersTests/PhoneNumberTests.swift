import PhoneNumbers
import Testing

@Suite struct `Phone numbers` {
  @Test(arguments: [
    "", "+", "64215550101", "+6421555", "+064215550101", "+64 215550101", "+64215550101 ",
    "+640215550101", "+123456", "+1234567890123456", "+61２91234567", "+6455550101", "++61291234567",
    "+266696687",
  ])
  func `are E.164 and nothing else`(text: String) {
    #expect(PhoneNumber(e164: text) == nil)
  }

  @Test(arguments: ["+1234567", "+123456789012345", "+64215550101", "+61291234567"])
  func `have seven to fifteen digits`(text: String) {
    #expect(PhoneNumber(e164: text)?.e164 == text)
  }

  @Test(arguments: [
    ("+6495550101", "09 555 0101"), ("+6421555010", "021 555 010"),
    ("+64215550101", "021 555 0101"), ("+642105550101", "021 0555 0101"),
    ("+64800663640", "0800 663 640"), ("+6480066364", "0800 66 364"),
    ("+648006636400", "0800 663 6400"), ("+64508555010", "0508 555 010"),
    ("+6490012345", "0900 12 345"), ("+64701234567", "070 123 4567"),
  ])
  func `are written as New Zealanders write them`(e164: String, national: String) throws {
    let number = try #require(PhoneNumber(e164: e164))
    #expect(number.national == national)
    #expect(number.display == national)
    #expect(WrittenNumber(national).number == number)
  }

  @Test func `of another country are written as E.164`() throws {
    let number = try #require(PhoneNumber(e164: "+61291234567"))
    #expect(number.national == nil)
    #expect(number.display == "+61291234567")
  }

  @Test(arguments: [
    ("+64215550101", [], false), ("+6495550101", [], false), ("+64800663640", ["free"], false),
    ("+64508555010", ["free"], false), ("+6480512345", [], false),
    ("+6490012345", ["premium"], true), ("+61291234567", ["foreign"], true),
    ("+61190012345", ["foreign", "premium"], true), ("+19005550101", ["foreign", "premium"], true),
    ("+12125550101", ["foreign"], true), ("+449012345678", ["foreign", "premium"], true),
    ("+979123456789", ["foreign", "premium"], true), ("+442079460000", ["foreign"], true),
    ("+870123456789", ["foreign", "satellite"], true),
    ("+881612345678", ["foreign", "satellite"], true),
    ("+882161234567", ["foreign", "satellite"], true),
    ("+883510012345", ["foreign", "satellite"], true), ("+88612345678", ["foreign"], true),
    ("+6512345678", ["foreign"], true),
  ])
  func `are told by their range`(e164: String, kinds: [String], asksFirst: Bool) throws {
    let number = try #require(PhoneNumber(e164: e164))
    var found: [String] = []
    if number.isForeign { found.append("foreign") }
    if number.isPremiumRate { found.append("premium") }
    if number.isSatelliteOrInternationalNetwork { found.append("satellite") }
    if number.isTollFree { found.append("free") }
    #expect(found == kinds)
    #expect(number.asksFirst == asksFirst)
  }
}

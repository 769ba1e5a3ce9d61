import ServiceHours
import Testing

struct RegionTests {
  @Test(arguments: [
    ("Auckland", "AUK"), ("Northland", "NTL"), ("Waikato", "WKO"), ("Bay of Plenty", "BOP"),
    ("Gisborne", "GIS"), ("Wellington", "WGN"), ("Manawatū-Whanganui", "MWT"), ("Nelson", "NSN"),
    ("Tasman", "TAS"), ("Buller", "WTC-BUL"), ("Taranaki", "TKI"), ("Otago", "OTA"),
    ("Southland", "STL"), ("South Canterbury", "CAN-S"), ("Hawke's Bay", "HKB"),
    ("Marlborough", "MBH"), ("Kaikōura", "CAN-KAI"), ("Canterbury", "CAN"),
    ("Chatham Islands", "CIT"), ("Westland", "WTC"),
  ])
  func `a region is written by its name or its code, in any case`(name: String, code: String) throws
  {
    let region = try #require(Region(name))
    #expect(region.name == name)
    #expect(region.code == code)
    for written in [name.uppercased(), name.lowercased(), code, code.lowercased()] {
      #expect(Region(written) == region)
    }
  }

  @Test func `twenty regions, and no two share a word`() {
    #expect(Region.allCases.count == 20)
    #expect(Set(Region.allCases.flatMap { [$0.name, $0.code] }).count == 40)
  }

  @Test(arguments: [
    ("Manawatu-Whanganui", Region.manawatuWhanganui),
    ("manawatu\u{304}-whanganui", .manawatuWhanganui),
    ("Hawkes Bay", .hawkesBay), ("Hawke\u{2019}s Bay", .hawkesBay),
    ("hawke\u{2BC}s bay", .hawkesBay),
    ("Kaikoura", .kaikoura), ("KAIKŌURA", .kaikoura),
    ("West Coast", .westland), ("bay  of\tplenty", .bayOfPlenty),
  ])
  func `macrons and apostrophes may be left out, and the West Coast is Westland`(
    written: String, region: Region
  ) {
    #expect(Region(written) == region)
  }

  @Test(arguments: ["", " ", "'", "Aukland", "none", "NZ-AUK", "CANS", "Auckland Region"])
  func `a word that names no region is none`(written: String) { #expect(Region(written) == nil) }

  @Test(arguments: [
    ("Aukland", Region.auckland), ("Welington", .wellington), ("Hawks Bay", .hawkesBay),
    ("manawatu-wanganui", .manawatuWhanganui), ("South Cantebury", .southCanterbury),
    ("westcoast", .westland), ("OTG", .otago),
  ])
  func `a slip of the pen is near the region that was meant`(written: String, region: Region) {
    #expect(Region.nearest(to: written) == region)
  }

  @Test(arguments: ["", "Sydney", "Queensland", String(repeating: "auckland", count: 10_000)])
  func `what is far from every region is near none`(written: String) {
    #expect(Region.nearest(to: written) == nil)
  }
}

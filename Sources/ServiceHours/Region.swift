/// A part of New Zealand with an anniversary day: one for each place that service-hours.md names.
public enum Region: CaseIterable, Hashable, Sendable {
  case auckland, northland, waikato, bayOfPlenty, gisborne
  case wellington, manawatuWhanganui
  case nelson, tasman, buller
  case taranaki, otago, southland, southCanterbury, hawkesBay
  case marlborough, kaikoura
  case canterbury, chathamIslands, westland

  /// The name as people write it: "Hawke's Bay", "Manawatū-Whanganui".
  public var name: String { words.name }

  /// ISO 3166-2:NZ without its "NZ-", or that of the larger region and a letter or more: "HKB",
  /// "CAN-S".
  public var code: String { words.code }

  /// Reads a name or a code, in any case, with or without macrons and apostrophes; "West Coast" is
  /// Westland. Nil when nothing is called so.
  public init?(_ written: String) {
    // Mostly it is written as it is called, and the spellings need not be made.
    if let region = Region.allCases.first(where: { $0.name == written || $0.code == written }) {
      self = region
      return
    }
    let folded = Region.folded(written)
    guard let region = Region.spellings.first(where: { $0.spelling == folded })?.region else {
      return nil
    }
    self = region
  }

  /// The region that was probably meant by a word that names none: for "did you mean".
  ///
  /// Nil when nothing is near: more than a third of its letters would have to change.
  public static func nearest(to written: String) -> Region? {
    let folded = Array(folded(written).prefix(spellingLengthMax))
    let near = spellings.map { (region: $0.region, edits: edits(folded, Array($0.spelling))) }
      .min { $0.edits < $1.edits }
    guard let near, near.edits * 3 <= max(folded.count, 3) else { return nil }
    return near.region
  }

  private static let spellingLengthMax = 40
}

extension Region {
  private var words: (name: String, code: String) {
    switch self {
    case .auckland: ("Auckland", "AUK")
    case .northland: ("Northland", "NTL")
    case .waikato: ("Waikato", "WKO")
    case .bayOfPlenty: ("Bay of Plenty", "BOP")
    case .gisborne: ("Gisborne", "GIS")
    case .wellington: ("Wellington", "WGN")
    case .manawatuWhanganui: ("Manawatū-Whanganui", "MWT")
    case .nelson: ("Nelson", "NSN")
    case .tasman: ("Tasman", "TAS")
    case .buller: ("Buller", "WTC-BUL")
    case .taranaki: ("Taranaki", "TKI")
    case .otago: ("Otago", "OTA")
    case .southland: ("Southland", "STL")
    case .southCanterbury: ("South Canterbury", "CAN-S")
    case .hawkesBay: ("Hawke's Bay", "HKB")
    case .marlborough: ("Marlborough", "MBH")
    case .kaikoura: ("Kaikōura", "CAN-KAI")
    case .canterbury: ("Canterbury", "CAN")
    case .chathamIslands: ("Chatham Islands", "CIT")
    case .westland: ("Westland", "WTC")
    }
  }

  private static let spellings: [(spelling: String, region: Region)] =
    allCases.map { (folded($0.name), $0) } + allCases.map { (folded($0.code), $0) }
    + [("west coast", .westland)]

  /// Lower case without macrons and apostrophes, each run of blanks one blank.
  private static func folded(_ written: String) -> String {
    var letters = String.UnicodeScalarView()
    for scalar in written.lowercased().unicodeScalars {
      switch scalar {
      case "ā": letters.append("a")
      case "ē": letters.append("e")
      case "ī": letters.append("i")
      case "ō": letters.append("o")
      case "ū": letters.append("u")
      case "\u{304}", "'", "\u{2019}", "\u{2018}", "\u{2BC}": continue
      default: letters.append(scalar)
      }
    }
    return String(letters).split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }

  /// How many letters must be put in, left out or changed to make one word the other.
  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let change = diagonal + (letter == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}

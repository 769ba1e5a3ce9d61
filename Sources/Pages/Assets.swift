import Digests

/// What the pages load beside themselves: each at an address with its own hash, so that it can be kept for
/// ever and is never the wrong one.
public struct Asset: Sendable {
  public let path: String
  public let mediaType: String
  public let bytes: [UInt8]
  /// Kept for good; else asked for again each day.
  public let isForEver: Bool

  private init(hashed name: String, _ suffix: String, _ mediaType: String, _ text: String) {
    bytes = Array(text.utf8)
    let hash = Base64.url.encode(Array(SHA256.digest(of: bytes).bytes.prefix(9)))
    path = "/assets/\(name)-\(hash).\(suffix)"
    self.mediaType = mediaType
    isForEver = true
  }

  private init(fixed path: String, _ mediaType: String, _ text: String) {
    bytes = Array(text.utf8)
    self.path = path
    self.mediaType = mediaType
    isForEver = false
  }

  public static let all = [style, script, icon, manifest]

  static let style = Asset(hashed: "style", "css", "text/css", Style.sheet)
  static let script = Asset(hashed: "live", "js", "text/javascript", Script.text)
  static let icon = Asset(fixed: "/assets/icon.svg", "image/svg+xml", Drawing.icon)
  static let manifest = Asset(
    fixed: "/assets/ringback.webmanifest", "application/manifest+json", Drawing.manifest)
}

/// Drawings of a few strokes. A page has each once, and uses it by its name.
enum Drawing {
  enum Name: String, CaseIterable {
    case ring, board, calendar, new, report
  }

  /// What the page's drawings refer to.
  static func symbols(_ names: [Name]) -> HTML {
    Tag.svg(.width(0), .height(0), .class("unseen"), .hiddenFromReaders) {
      names.map { name in
        Tag.symbol(.id("i-" + name.rawValue), .viewBox("0 0 24 24")) {
          Tag.path(.d(paths[name] ?? ""))
        }
      }
    }
  }

  static func use(_ name: Name) -> HTML {
    Tag.svg(.class("i"), .hiddenFromReaders) { Tag.use(.href(.here("i-" + name.rawValue))) }
  }

  private static let handset =
    "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2"

  private static let paths: [Name: String] = [
    .ring: handset,
    .board: "M4 5h16M4 12h16M4 19h10",
    .calendar: "M4 6h16v14H4zM4 10.500h16M8.500 3v4M15.500 3v4",
    .new: "M12 5v14M5 12h14",
    .report: "M5 20v-7M12 20V5M19 20v-10",
  ]

  /// A handset, and the way back.
  static var mark: HTML {
    Tag.svg(.viewBox("0 0 32 32"), .hiddenFromReaders) {
      Tag.rect(.width(32), .height(32), .rx(8))
      Tag.path(.d(markPath))
    }
  }

  static var moon: HTML {
    Tag.svg(.class("i"), .viewBox("0 0 24 24"), .hiddenFromReaders) {
      Tag.path(
        .d(
          "M20 14.500A8 8 0 0 1 9.500 4a8 8 0 1 0 10.500 10.500zM16 4v3M14.500 5.500h3M20.500 9v1.500"
        ))
    }
  }

  private static let markPath =
    "M9 8h4l1.500 4.500-2 1.500a10 10 0 0 0 5 5l1.500-2L23.500 18.500v4c-8 1.500-16-6.500-14.500-14.500"
    + "M18 11h5.500M20.500 8L18 11l2.500 3"

  static let icon =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" "
    + "rx=\"7\" fill=\"#0b5f57\"/><path d=\"\(markPath)\" fill=\"none\" stroke=\"#fff\" "
    + "stroke-width=\"2.4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>\n"

  static let manifest = """
    {"name":"Ringback","short_name":"Ringback","start_url":"/","scope":"/","display":"standalone",\
    "background_color":"#0d1113","theme_color":"#0d1113",\
    "icons":[{"src":"/assets/icon.svg","sizes":"any","type":"image/svg+xml","purpose":"any"}]}

    """
}

/// What stands around every page.
struct Frame {
  let title: String
  /// Nil: whoever comes, signed in or not.
  var reader: PageReader?
  var current: Tab?
  var isWide = false
  /// The board: it follows what happens.
  var isLive = false
  /// The same for programs that follow it.
  var feed: Link?
  /// Where the name at the top leads.
  var home = Link.path("/")

  enum Tab: String, CaseIterable {
    case board, calendar, new, report

    var words: String {
      switch self {
      case .board: "Board"
      case .calendar: "On call"
      case .new: "Log"
      case .report: "Reports"
      }
    }

    var link: Link {
      switch self {
      case .board: .path("/")
      case .calendar: .path("/on-call")
      case .new: .path("/tickets/new")
      case .report: .path("/reports")
      }
    }

    var drawing: Drawing.Name {
      switch self {
      case .board: .board
      case .calendar: .calendar
      case .new: .new
      case .report: .report
      }
    }
  }

  func document(@HTMLBuilder _ content: () -> HTML) -> [UInt8] {
    Tag.html(.lang("en-NZ")) {
      head
      Tag.body {
        Tag.a(.class("skip"), .href(.here("main"))) { "To the page" }
        Drawing.symbols(Drawing.Name.allCases)
        banner
        Tag.main(.id("main"), isWide ? .class("wide") : nil, .tabindex(-1)) { content() }
      }
    }.document
  }

  /// Without script the board is loaded again now and then.
  static let plainRefreshSeconds = 20

  private var head: HTML {
    Tag.head {
      Tag.meta(.charset("utf-8"))
      Tag.meta(
        .name("viewport"), .content("width=device-width, initial-scale=1, viewport-fit=cover"))
      Tag.title(text: "\(title) · Ringback")
      Tag.link(.rel("stylesheet"), .href(.path(Asset.style.path)))
      Tag.link(.rel("icon"), .href(.path(Asset.icon.path)), .type("image/svg+xml"))
      Tag.link(.rel("manifest"), .href(.path(Asset.manifest.path)))
      Tag.meta(.name("theme-color"), .content("#f3f1ec"), .media("(prefers-color-scheme: light)"))
      Tag.meta(.name("theme-color"), .content("#0d1113"), .media("(prefers-color-scheme: dark)"))
      if let feed {
        Tag.link(.rel("alternate"), .type("application/atom+xml"), .href(feed))
      }
      if isLive {
        Tag.script(.src(.path(Asset.script.path)), .deferred)
        Tag.noscript {
          Tag.meta(.httpEquiv("refresh"), .content("\(Frame.plainRefreshSeconds)"))
        }
      }
    }
  }

  private var banner: HTML {
    Tag.header(.class("top")) {
      Tag.a(.class("brand"), .href(home)) {
        Drawing.mark
        "Ringback"
      }
      if let reader {
        Tag.a(.class("me"), .href(.path("/me"))) { PageWords.said(reader.name) }
        Tag.nav(.class("tabs"), .label("Pages")) {
          Tag.ul {
            Tab.allCases.filter { $0 != .report || reader.isManager }.map { tab in
              Tag.li {
                Tag.a(.href(tab.link), tab == current ? .current("page") : nil) {
                  Drawing.use(tab.drawing)
                  tab.words
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Something that is told at the head of a page.
public struct PageNote: Equatable, Sendable {
  public let text: String
  public let isBad: Bool

  public init(_ text: String, isBad: Bool = false) {
    self.text = text
    self.isBad = isBad
  }

  var html: HTML {
    Tag.p(.class(isBad ? "note bad" : "note"), .role(isBad ? "alert" : "status")) { text }
  }

  /// Without a call for attention.
  var plain: HTML { Tag.p(.class(isBad ? "note bad" : "note")) { text } }
}

/// A page that says one thing.
public struct MessagePage: Sendable {
  let title: String
  let text: String
  let reader: PageReader?

  public init(_ title: String, _ text: String, reader: PageReader? = nil) {
    self.title = title
    self.text = text
    self.reader = reader
  }

  public var document: [UInt8] {
    Frame(title: title, reader: reader).document {
      Tag.section(.class("gate stack")) {
        Tag.h1(text: title)
        Tag.p(text: text)
        Tag.p { Tag.a(.class("b do"), .href(.path("/"))) { "To the board" } }
      }
    }
  }
}

public import Callbacks
import CivilTime

/// What is wrong with the service, and was lately, for everybody (spec: clients-and-status.md).
public struct ServiceStatusPage: Sendable {
  let notices: [StatusNotice]
  let desk: String
  let words: PageWords

  public init(_ notices: [StatusNotice], desk: String, words: PageWords) {
    self.notices = notices
    self.desk = desk
    self.words = words
  }

  public var document: [UInt8] {
    let open = notices.filter(\.isOpen)
    let past = notices.filter { !$0.isOpen }
    return Frame(title: "Service status", feed: .path("/status.atom")).document {
      Tag.h1 {
        PageWords.said(desk)
        ": service status"
      }
      open.isEmpty
        ? [Tag.p(.class("note")) { "Nothing is known to be wrong." }] : open.map(article)
      Tag.h2(text: "The last 14 days")
      past.isEmpty ? [Tag.p(text: "Nothing.")] : past.map(article)
      Tag.p { Tag.a(.href(.path("/status.atom"))) { "Follow it as a feed" } }
    }
  }

  private func article(_ notice: StatusNotice) -> HTML {
    Tag.article(.class(notice.isOpen ? "card late" : "card")) {
      Tag.ol(.class("story")) {
        notice.updates.reversed().map { update in
          Tag.li(.class(update.state == .resolved ? "good" : "")) {
            words.time(update.at, words.dayAndClock(update.at))
            Tag.p { Tag.strong(text: update.state.rawValue.capitalizedFirst) }
            Tag.p(.class("said")) { PageWords.said(update.text) }
          }
        }
      }
    }
  }
}

public import Callbacks
import CivilTime
import Digests
import PhoneNumbers
import Rota

/// The board: what is owed, to whom, until when, and one tap to ring (spec: board.md).
public struct BoardPage: Sendable {
  let desk: DeskPicture
  /// The most pressing first.
  let records: [CallbackRecord]
  let reader: PageReader
  /// More are open than are shown.
  let isCut: Bool
  /// Where the caller has got through to the desk meanwhile.
  let spokenOn: Set<TicketNumber>
  /// Desk calls of which nobody knows how they ended, the newest first.
  let endless: [Call]

  public init(
    desk: DeskPicture, records: [CallbackRecord], isCut: Bool = false,
    spokenOn: Set<TicketNumber> = [], endless: [Call] = [], reader: PageReader
  ) {
    self.desk = desk
    self.reader = reader
    self.isCut = isCut
    self.spokenOn = spokenOn
    self.endless = endless
    self.records = BoardPage.ordered(records, now: desk.words.now)
  }

  /// First what is late or held by nobody, then what somebody has in hand; of alike ones the earlier
  /// deadline.
  static func ordered(_ records: [CallbackRecord], now: Moment) -> [CallbackRecord] {
    func isInHand(_ callback: Callback) -> Bool {
      callback.holder != nil && !callback.isOverdue(at: now)
    }
    return records.sorted { left, right in
      let (left, right) = (left.callback, right.callback)
      return (isInHand(left) ? 1 : 0, left.dueAt, left.id.value)
        < (isInHand(right) ? 1 : 0, right.dueAt, right.id.value)
    }
  }

  /// So long after an event the browser asks for the next, in milliseconds: a busy night is looked at twice a
  /// second, not at each commit.
  public static let eventsApart = 500

  /// What changes by itself: the script asks for it alone.
  public var fragment: HTML {
    HTML {
      desk.html
      if reader.person == nil { nameless }
      records.isEmpty ? calm : cards
      if !endless.isEmpty { notKnown }
      if isCut { Tag.p(.class("note")) { "More callbacks are open than are shown here." } }
    }
  }

  /// Changes when the fragment does.
  public static func tag(of fragment: HTML) -> String {
    Base64.url.encode(Array(SHA256.digest(of: fragment.bytes).bytes.prefix(12)))
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    let fragment = fragment
    let title = records.isEmpty ? "Board" : "(\(records.count)) Board"
    return Frame(title: title, reader: reader, current: .board, isLive: true).document {
      Tag.h1(.class("unseen")) { "Board" }
      Tag.p(.id("cut"), .class("note soon"), .role("status")) {
        "No connection: what you see may be old. It is tried again by itself."
      }
      Tag.p(.id("came"), .class("unseen"), .live("polite"))
      note?.html
      Tag.form(.post, .action(.path("/act"))) {
        reader.forms.fields
        Tag.div(
          .id("live"), .class("stack"), .tabindex(-1), .from(.path("/board")),
          .tag(BoardPage.tag(of: fragment)), .now(desk.words.now.seconds)
        ) { fragment }
      }
      Tag.p { Tag.a(.href(.path("/status-notices"))) { "Tell everybody what is wrong" } }
    }
  }

  private var cards: [HTML] {
    records.enumerated().map { index, record in
      CallbackCard(
        record: record, reader: reader.person?.name, words: desk.words, isFirst: index == 0,
        hasButtons: reader.person != nil, hasSpoken: spokenOn.contains(record.callback.ticket)
      ).html
    }
  }

  private var notKnown: HTML {
    Tag.section(.class("panel")) {
      Tag.h2(text: "Not known how it ended")
      Tag.ul {
        endless.map { call in
          Tag.li {
            "\(desk.words.dayAndClock(call.arrival)), to the desk, from "
            PageWords.said(
              call.caller.name ?? call.caller.organisation ?? call.from?.value.display
                ?? "a number withheld")
            if let ticket = call.ticket {
              ": "
              Tag.a(.href(.path("/tickets/\(ticket.value)"))) { "ticket \(ticket.value)" }
            }
          }
        }
      }
    }
  }

  private var calm: [HTML] {
    [
      Tag.section(.class("calm")) {
        Drawing.moon
        Tag.h2(text: "Nobody is waiting")
        Tag.p { PageWords.said(desk.nextShift) }
      }
    ]
  }

  private var nameless: HTML {
    Tag.p(.class("note soon")) {
      "You are signed in as a manager without a name, so there are no buttons here. "
      Tag.a(.href(.path("/me"))) { "Say as whom you act" }
    }
  }
}

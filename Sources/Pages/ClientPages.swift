public import Callbacks
import CivilTime

/// What stands around the clients' own pages (spec: clients-and-status.md, "Client pages"). Nothing of the
/// desk's pages is linked from them.
public struct ClientFrame: Sendable {
  let desk: String
  let knowledgeBase: Link?
  /// Nil: nobody is signed in.
  let reader: ClientReader?
  let forms: FormSecrets

  /// - Parameter knowledgeBaseURL: what is no address of a web page is left out.
  public init(desk: String, knowledgeBaseURL: String?, reader: ClientReader?, forms: FormSecrets) {
    self.desk = desk
    knowledgeBase = knowledgeBaseURL.flatMap(Link.web)
    self.reader = reader
    self.forms = forms
  }

  static let home = Link.path("/client")

  func document(_ title: String, @HTMLBuilder _ content: () -> HTML) -> [UInt8] {
    Frame(title: title, home: ClientFrame.home).document {
      content()
      Tag.footer(.class("stack")) {
        if let knowledgeBase {
          Tag.p { Tag.a(.href(knowledgeBase)) { "Answers to common questions" } }
        }
        Tag.p { Tag.a(.href(.path("/status"))) { "Is something wrong? The service’s status" } }
        if let reader {
          Tag.form(.post, .action(.path("/client/sign-out"))) {
            forms.fields
            Tag.p {
              Tag.small {
                "Signed in as "
                PageWords.said(reader.address)
              }
            }
            Tag.button { "Sign out" }
          }
        }
      }
    }
  }

  static func status(_ status: TicketStatus) -> String { status.rawValue.capitalizedFirst }
}

/// Where a client asks for a link.
public struct ClientGatePage: Sendable {
  let frame: ClientFrame

  public init(_ frame: ClientFrame) { self.frame = frame }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    frame.document("Your requests") {
      Tag.section(.class("gate stack")) {
        Tag.h1(text: "Your requests")
        Tag.p { PageWords.said(frame.desk) }
        note?.html
        Tag.form(.class("sheet"), .post, .action(.path("/client/link"))) {
          frame.forms.fields
          Tag.div {
            Tag.label(.for("email")) { "Your email address" }
            Tag.input(
              .id("email"), .name("email"), .type("email"), .required, .autocomplete("email"),
              .maxlength(CallEventLimits.emailBytesMax))
          }
          Tag.button(.class("do")) { "Send me a link" }
        }
      }
    }
  }

  /// The same for every address: nobody learns whether it is known.
  public static let sent = PageNote(
    "If we know that address, a link is on its way to it. It works once, within an hour. "
      + "If nothing comes, ask again, or ring us.")
}

/// Where a client's link leads. Opening it signs nobody in: programs that look into mail open links.
public struct ClientLinkPage: Sendable {
  let frame: ClientFrame
  let secret: String

  public init(_ frame: ClientFrame, secret: String) {
    self.frame = frame
    self.secret = secret
  }

  public var document: [UInt8] {
    frame.document("Your requests") {
      Tag.section(.class("gate stack")) {
        Tag.h1(text: "See your requests?")
        Tag.p(text: "This link works once. You stay signed in for 12 hours.")
        Tag.form(.post, .action(.path("/client/sign-in/" + secret))) {
          frame.forms.fields
          Tag.button(.class("do")) { "See my requests" }
        }
      }
    }
  }
}

/// A client's tickets, the newest first.
public struct ClientTicketsPage: Sendable {
  let frame: ClientFrame
  let tickets: [ClientTicket]
  let next: TicketNumber?
  let words: PageWords

  public init(
    _ frame: ClientFrame, tickets: [ClientTicket], next: TicketNumber?, words: PageWords
  ) {
    self.frame = frame
    self.tickets = tickets
    self.next = next
    self.words = words
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    frame.document("Your requests") {
      Tag.h1(text: "Your requests")
      note?.html
      if frame.reader?.organisations.isEmpty == false {
        Tag.p { Tag.a(.class("b do"), .href(.path("/client/new"))) { "Ask for something new" } }
      }
      tickets.isEmpty
        ? [Tag.p(.class("note")) { "There is nothing here." }] : tickets.map(card)
      if let next {
        Tag.p { Tag.a(.href(.path("/client?after=\(next.value)"))) { "Earlier ones" } }
      }
    }
  }

  private func card(_ ticket: ClientTicket) -> HTML {
    Tag.article(.class("card")) {
      Tag.p {
        Tag.small {
          "Ticket \(ticket.number.value) · \(ClientFrame.status(ticket.status)) · "
          words.dayAndClock(ticket.createdAt)
        }
      }
      Tag.h2 {
        Tag.a(.href(.path("/client/tickets/\(ticket.number.value)"))) {
          PageWords.said(ticket.subject)
        }
      }
      if let name = ticket.requester { Tag.p { PageWords.said(name) } }
    }
  }
}

/// One ticket: what was asked, the public updates, and a form to add one.
public struct ClientTicketPage: Sendable {
  let frame: ClientFrame
  let ticket: ClientTicket
  let words: PageWords

  public init(_ frame: ClientFrame, _ ticket: ClientTicket, words: PageWords) {
    self.frame = frame
    self.ticket = ticket
    self.words = words
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    frame.document("Ticket \(ticket.number.value)") {
      Tag.header {
        Tag.p {
          Tag.small {
            "Ticket \(ticket.number.value) · \(ClientFrame.status(ticket.status)) · "
            words.dayAndClock(ticket.createdAt)
          }
        }
        Tag.h1 { PageWords.said(ticket.subject) }
      }
      note?.html
      if let name = ticket.requester { Tag.p { PageWords.said(name) } }
      if let summary = ticket.summary { Tag.p(.class("said")) { PageWords.said(summary) } }
      story
      form
      Tag.p { Tag.a(.href(ClientFrame.home)) { "All your requests" } }
    }
  }

  private var story: HTML? {
    guard !ticket.updates.isEmpty else { return nil }
    return Tag.section {
      Tag.h2(text: "What was written since")
      Tag.ol(.class("story")) {
        ticket.updates.map { update in
          Tag.li(.class(update.writer == .desk ? "good" : "")) {
            words.time(update.at, words.dayAndClock(update.at))
            Tag.p { Tag.b { PageWords.said(name(of: update.writer)) } }
            Tag.p(.class("said")) { PageWords.said(update.text) }
          }
        }
      }
    }
  }

  private func name(of writer: ClientTicket.Writer) -> String {
    switch writer {
    case .reader: "You"
    case .requester: ticket.requester ?? "Whoever asked"
    case .desk: frame.desk
    case .somebodyElse: "Somebody for you"
    }
  }

  private var form: HTML {
    if ticket.status == .closed {
      return Tag.p(.class("note")) {
        "This ticket is closed. To go on with it, write to us or ring, and name its number."
      }
    }
    let isSolved = ticket.status == .solved
    return Tag.form(
      .class("sheet"), .post, .action(.path("/client/tickets/\(ticket.number.value)"))
    ) {
      frame.forms.fields
      Tag.div {
        Tag.label(.for("text")) { isSolved ? "What is not solved?" : "Add something" }
        Tag.textarea(
          .id("text"), .name("text"), .rows(5), .maxlength(TicketUpdate.textScalarsMax),
          isSolved ? nil : .required
        ) {}
      }
      Tag.button(.class("do")) { isSolved ? "It is not solved: open it again" : "Add it" }
    }
  }
}

/// Where a contact asks for something new.
public struct ClientNewPage: Sendable {
  let frame: ClientFrame
  let subject: String
  let text: String

  /// - Parameters:
  ///   - subject: what was written before something was found wrong with it; so too the text.
  public init(_ frame: ClientFrame, subject: String = "", text: String = "") {
    self.frame = frame
    self.subject = subject
    self.text = text
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    let organisations = frame.reader?.organisations ?? []
    return frame.document("A new request") {
      Tag.h1(text: "A new request")
      note?.html
      Tag.p(text: "We deal with it in service hours. When it can’t wait, ring us.")
      Tag.form(.class("sheet"), .post, .action(.path("/client/new"))) {
        frame.forms.fields
        if organisations.count > 1 {
          Tag.div {
            Tag.label(.for("organisation")) { "For" }
            Tag.select(.id("organisation"), .name("organisation")) {
              organisations.map { name in Tag.option(.value(name)) { name } }
            }
          }
        }
        Tag.div {
          Tag.label(.for("subject")) { "In a few words" }
          Tag.input(
            .id("subject"), .name("subject"), .value(subject), .required,
            .maxlength(Ticket.subjectScalarsMax))
        }
        Tag.div {
          Tag.label(.for("text")) { "What do you need?" }
          Tag.textarea(
            .id("text"), .name("text"), .required, .rows(6),
            .maxlength(CallEventLimits.summaryScalarsMax)
          ) { text }
        }
        Tag.button(.class("do")) { "Send it" }
      }
      Tag.p { Tag.a(.href(ClientFrame.home)) { "All your requests" } }
    }
  }
}

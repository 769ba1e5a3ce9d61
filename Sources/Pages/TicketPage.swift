public import Callbacks
import CivilTime
import PhoneNumbers
public import Rota

/// A ticket: its whole story, who asked, what is owed, and what can be done (spec: board.md).
public struct TicketPage: Sendable {
  let whole: WholeTicket
  let notices: [ToldNotice]
  let people: [Person]
  let words: PageWords
  let reader: PageReader

  public init(
    _ whole: WholeTicket, notices: [ToldNotice], people: [Person], words: PageWords,
    reader: PageReader
  ) {
    self.whole = whole
    self.notices = notices
    self.people = people
    self.words = words
    self.reader = reader
  }

  private var ticket: Ticket { whole.ticket }

  /// What is owed now.
  private var open: CallbackRecord? { whole.callbacks.first { $0.callback.status.isOpen } }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    Frame(title: "Ticket \(ticket.number.value)", reader: reader, isWide: true).document {
      Tag.header {
        Tag.p {
          Tag.small {
            "Ticket \(ticket.number.value) · \(ticket.status.rawValue)"
            ticket.urgency == .normal ? "" : " · \(ticket.urgency.rawValue)"
          }
        }
        Tag.h1 { PageWords.said(ticket.subject) }
      }
      note?.html
      Tag.div(.class("two")) {
        Tag.div(.class("stack")) {
          if let open {
            Tag.form(.post, .action(link("press"))) {
              reader.forms.fields
              CallbackCard(
                record: open, reader: reader.person?.name, words: words, isFirst: true,
                hasButtons: reader.person != nil
              ).html
            }
          }
          Tag.section {
            Tag.h2(text: "The story")
            TicketStory(whole, notices, words: words).html
          }
        }
        Tag.div(.class("stack")) {
          facts
          TicketForms(whole: whole, open: open, people: people, reader: reader, words: words).html
          work
        }
      }
    }
  }

  private func link(_ deed: String) -> Link { .path("/tickets/\(ticket.number.value)/\(deed)") }

  private var facts: HTML {
    let caller = ticket.requester
    return Tag.section(.class("panel")) {
      Tag.h2(text: "Who asked")
      Tag.dl(.class("facts")) {
        fact("Name", caller.name)
        fact("Organisation", caller.organisation)
        fact("Email", caller.email)
        fact("Number", caller.phone?.display)
        fact("Partner", ticket.partner)
        if !ticket.warnings.isEmpty {
          fact("Note", ticket.warnings.map(PageWords.warning).joined(separator: "; "))
        }
        fact("Billed as", PageWords.group(ticket.billing.group))
        fact("Because", ticket.billing.reason)
        related("Perhaps the same", ticket.alike)
        related("Refers to", ticket.refersTo)
      }
      if open == nil, caller.phone != nil { CallLink(number: caller.phone).html }
    }
  }

  private func fact(_ name: String, _ text: String?) -> HTML? {
    text.map { text in
      HTML {
        Tag.dt(text: name)
        Tag.dd { PageWords.said(text) }
      }
    }
  }

  private func related(_ name: String, _ number: TicketNumber?) -> HTML? {
    number.map { number in
      HTML {
        Tag.dt(text: name)
        Tag.dd {
          Tag.a(.href(.path("/tickets/\(number.value)"))) { "ticket \(number.value)" }
        }
      }
    }
  }

  // MARK: - Time and cost

  private var work: HTML? {
    guard !whole.time.isEmpty || !whole.materials.isEmpty else { return nil }
    return Tag.section(.class("panel")) {
      Tag.h2(text: "Time and cost")
      Tag.ul(.class("stack")) {
        whole.time.map { entry in
          Tag.li {
            Tag.b { PageWords.said(words.name(entry.person)) }
            ": \(PageWords.span(entry.end - entry.start))"
            Tag.p {
              Tag.small {
                "\(words.dayAndClock(entry.start)) to \(words.clock(entry.end)); \(split(entry))"
              }
            }
            if let note = entry.note { Tag.p { PageWords.said(note) } }
          }
        }
        whole.materials.map { material in
          Tag.li {
            "\(material.quantity) × "
            PageWords.said(material.description)
            ": \(Money.text(material.cents))"
          }
        }
      }
    }
  }

  private func split(_ entry: TimeEntry) -> String {
    let inside = entry.pieces.filter(\.isInServiceHours).reduce(Duration.zero) {
      $0 + ($1.range.upperBound - $1.range.lowerBound)
    }
    let outside = entry.end - entry.start - inside
    if inside == .zero { return "after hours" }
    if outside <= .zero { return "in service hours" }
    return "\(PageWords.span(inside)) in service hours, \(PageWords.span(outside)) after hours"
  }
}

/// Whole cents as dollars: `1,234.50`.
enum Money {
  static func text(_ cents: Int) -> String {
    let rest = cents % 100
    return "$" + grouped(cents / 100) + "." + (rest < 10 ? "0" : "") + "\(rest)"
  }

  private static func grouped(_ number: Int) -> String {
    var digits = Array(String(number))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return String(digits)
  }
}

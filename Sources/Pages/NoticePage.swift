public import Callbacks
public import CivilTime
public import Rota

/// Where a notice's link leads: one callback, for one person, and what they can do about it (spec: board.md,
/// "Notice links"). Opening it changes nothing.
public struct NoticePage: Sendable {
  let record: CallbackRecord
  let person: Person
  let people: [Person]
  let words: PageWords
  let opening: Moment?
  let secret: String
  let forms: FormSecrets

  /// - Parameters:
  ///   - opening: when the desk next opens.
  ///   - secret: the link's own; the forms lead back to it.
  public init(
    _ record: CallbackRecord, for person: Person, people: [Person], opening: Moment?,
    secret: String,
    words: PageWords, forms: FormSecrets
  ) {
    self.record = record
    self.person = person
    self.people = people
    self.opening = opening
    self.secret = secret
    self.words = words
    self.forms = forms
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    let reader = PageReader(person: person, isManager: false, forms: forms)
    let link = Link.path("/n/" + secret)
    return Frame(title: "Ring back").document {
      Tag.p { PageWords.said("Kia ora \(person.fullName)") }
      Tag.h1(text: "Somebody is waiting")
      note?.html
      Tag.form(.post, .action(link)) {
        forms.fields
        CallbackCard(
          record: record, reader: person.name, words: words, isFirst: true, linksToTicket: false
        ).html
      }
      Tag.section(.class("panel")) {
        more("promise", "Promise a time") {
          PromisePage(record, opening: opening, words: words, reader: reader, action: link).form
        }
        more("hand-over", "Hand over") {
          HandOverPage(record, people: people, words: words, reader: reader, action: link).form
        }
      }
      Tag.p { Tag.small { "This page shows this callback alone, and to whoever has the link." } }
    }
  }

  private func more(_ deed: String, _ title: String, _ form: () -> HTML) -> HTML {
    let fields = form()
    return Tag.details(.class("more")) {
      Tag.summary(text: title)
      Tag.form(.post, .action(.path("/n/\(secret)/\(deed)"))) {
        forms.fields
        fields
      }
    }
  }
}

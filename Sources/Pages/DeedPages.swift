public import Callbacks
public import CivilTime
public import Rota

/// Caller and engineer agree on a time: a few near ones to tap, or any other.
public struct PromisePage: Sendable {
  let record: CallbackRecord
  let words: PageWords
  let reader: PageReader
  /// When the desk next opens.
  let opening: Moment?
  /// Where the form goes.
  let action: Link

  public init(
    _ record: CallbackRecord, opening: Moment?, words: PageWords, reader: PageReader, action: Link
  ) {
    self.record = record
    self.opening = opening
    self.words = words
    self.reader = reader
    self.action = action
  }

  /// In minutes.
  public static let near = [30, 60, 120]

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    let number = record.callback.ticket.value
    return Frame(title: "Promise a time", reader: reader).document {
      Tag.h1(text: "Promise a time")
      note?.html
      CallbackCard(record: record, reader: reader.person?.name, words: words, hasButtons: false)
        .html
      Tag.form(.class("sheet"), .post, .action(action), .unchecked) {
        reader.forms.fields
        form
      }
      Tag.p { Tag.a(.href(.path("/tickets/\(number)"))) { "Back to the ticket" } }
    }
  }

  var form: HTML {
    HTML {
      Tag.p(text: "By when have you agreed to ring? That becomes the deadline.")
      Tag.div(.class("acts")) {
        PromisePage.near.map { minutes in
          Tag.button(.name(Press.field), .value("in-\(minutes)")) {
            "In \(PageWords.span(.minutes(minutes)))"
          }
        }
        if let opening {
          Tag.button(.name(Press.field), .value("opening")) { words.at(opening).capitalizedFirst }
        }
      }
      Tag.div {
        Tag.label(.for("at")) { "Or at" }
        Tag.input(.id("at"), .name("at"), .type("datetime-local"))
      }
      Tag.div {
        Tag.label(.for("note")) { "Note" }
        Tag.input(.id("note"), .name("note"), .maxlength(CallbackAction.noteScalarsMax))
      }
      Tag.button(.class("do"), .name(Press.field), .value("at")) { "Promise this time" }
    }
  }
}

/// To a person, to whoever is on call, or to the desk.
public struct HandOverPage: Sendable {
  let record: CallbackRecord
  let words: PageWords
  let reader: PageReader
  let people: [Person]
  let action: Link

  public init(
    _ record: CallbackRecord, people: [Person], words: PageWords, reader: PageReader, action: Link
  ) {
    self.record = record
    self.people = people
    self.words = words
    self.reader = reader
    self.action = action
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    let number = record.callback.ticket.value
    return Frame(title: "Hand over", reader: reader).document {
      Tag.h1(text: "Hand over")
      note?.html
      CallbackCard(record: record, reader: reader.person?.name, words: words, hasButtons: false)
        .html
      Tag.form(.class("sheet"), .post, .action(action)) {
        reader.forms.fields
        form
      }
      Tag.p { Tag.a(.href(.path("/tickets/\(number)"))) { "Back to the ticket" } }
    }
  }

  var form: HTML {
    HTML {
      Tag.div {
        Tag.label(.for("to")) { "To whom" }
        PersonChoice(people.filter { $0.name != reader.person?.name }).html(
          id: "to", name: "to",
          before: [("rota", "Whoever is on call"), ("desk", "The desk")])
      }
      Tag.div {
        Tag.label(.for("to-note")) { "Note for them" }
        Tag.input(.id("to-note"), .name("note"), .maxlength(CallbackAction.noteScalarsMax))
      }
      Tag.button(.class("do")) { "Hand over" }
    }
  }
}

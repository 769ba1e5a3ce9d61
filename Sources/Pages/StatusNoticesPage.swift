public import Callbacks

/// Where staff tell everybody what is wrong, and go on telling it (spec: clients-and-status.md, "Service
/// status").
public struct StatusNoticesPage: Sendable {
  let open: [StatusNotice]
  let reader: PageReader
  let words: PageWords

  public init(open: [StatusNotice], reader: PageReader, words: PageWords) {
    self.open = open
    self.reader = reader
    self.words = words
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    Frame(title: "Service status", reader: reader).document {
      Tag.h1(text: "Service status")
      note?.html
      Tag.p {
        "What stands here everybody reads on "
        Tag.a(.href(.path("/status"))) { "the status page" }
        ", and callers hear it first."
      }
      open.map { notice in
        Tag.section(.class("panel stack")) {
          Tag.h2 { PageWords.said(notice.updates.first?.text ?? "") }
          if let last = notice.updates.last {
            Tag.p(text: "\(last.state.rawValue.capitalizedFirst), \(words.dayAndClock(last.at))")
          }
          form(of: notice)
        }
      }
      Tag.section(.class("panel stack")) {
        Tag.h2(text: open.isEmpty ? "Something is wrong" : "Something else is wrong")
        form(of: nil)
      }
    }
  }

  private func form(of notice: StatusNotice?) -> HTML {
    let id = notice.map { "-\($0.number)" } ?? ""
    let states = ServiceState.allCases.filter { notice != nil || $0 != .resolved }
    return Tag.form(.class("stack"), .post, .action(.path("/status-notices"))) {
      reader.forms.fields
      if let notice { Tag.input(.type("hidden"), .name("notice"), .value("\(notice.number)")) }
      Tag.div {
        Tag.label(.for("state" + id)) { "How far we are" }
        Tag.select(.id("state" + id), .name("state")) {
          states.map { state in
            Tag.option(
              .value(state.rawValue), state == notice?.updates.last?.state ? .selected : nil
            ) { state.rawValue.capitalizedFirst }
          }
        }
      }
      Tag.div {
        Tag.label(.for("text" + id)) { "What everybody may read" }
        Tag.textarea(
          .id("text" + id), .name("text"), .required, .rows(3),
          .maxlength(StatusNotice.textScalarsMax)
        ) { "" }
      }
      Tag.div {
        Tag.label(.for("says" + id)) { "What new callers hear first, if anything" }
        Tag.input(
          .id("says" + id), .name("says"), .value(notice?.says ?? ""),
          .maxlength(StatusNotice.saysScalarsMax), .autocomplete("off"))
      }
      Tag.button(.class("do")) { notice == nil ? "Tell everybody" : "Go on" }
    }
  }
}

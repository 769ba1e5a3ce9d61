public import Callbacks
import Rota

/// For the desk, with a caller on the line (spec: board.md, "Log a request").
public struct NewTicketPage: Sendable {
  let reader: PageReader
  let organisations: [String]
  let given: Given

  /// What was written before something was found wrong with it.
  public struct Given: Sendable {
    public var name = ""
    public var organisation = ""
    public var email = ""
    public var phone = ""
    public var summary = ""
    public var urgency = Urgency.normal
    public var group: BillingGroup?
    public var owesCallback = false
    public var callbackAt = ""

    public init() {}
  }

  /// - Parameter organisations: suggested.
  public init(reader: PageReader, organisations: [String], given: Given = Given()) {
    self.reader = reader
    self.organisations = organisations
    self.given = given
  }

  public func document(_ note: PageNote? = nil) -> [UInt8] {
    Frame(title: "Log a request", reader: reader, current: .new).document {
      Tag.h1(text: "Log a request")
      note?.html
      if reader.person == nil {
        Tag.p(.class("note soon")) {
          "You are signed in as a manager without a name. "
          Tag.a(.href(.path("/me"))) { "Say first as whom you act" }
        }
      } else {
        form
      }
    }
  }

  private var form: HTML {
    Tag.form(.class("sheet"), .post, .action(.path("/tickets/new"))) {
      reader.forms.fields
      Tag.div(.class("row")) {
        text("Caller", "name", given.name)
        Tag.div {
          Tag.label(.for("organisation")) { "Organisation" }
          Tag.input(
            .id("organisation"), .name("organisation"), .value(given.organisation),
            .list("known"), .maxlength(CallEventLimits.nameScalarsMax), .autocomplete("off"))
          Tag.datalist(.id("known")) { organisations.map { Tag.option(.value($0)) } }
        }
        text("Number", "phone", given.phone, type: "tel")
        text("Email", "email", given.email, type: "email")
      }
      Tag.div {
        Tag.label(.for("summary")) { "What do they ask?" }
        Tag.textarea(
          .id("summary"), .name("summary"), .required, .rows(5),
          .maxlength(CallEventLimits.summaryScalarsMax)
        ) { given.summary }
      }
      Tag.div(.class("row")) {
        Tag.div {
          Tag.label(.for("urgency")) { "Urgency" }
          Tag.select(.id("urgency"), .name("urgency")) {
            Urgency.allCases.reversed().map { urgency in
              Tag.option(.value(urgency.rawValue), urgency == given.urgency ? .selected : nil) {
                urgency.rawValue.capitalizedFirst
              }
            }
          }
        }
        Tag.div {
          Tag.label(.for("group")) { "Billing group" }
          Tag.select(.id("group"), .name("group")) {
            Tag.option(.value("")) { "By the hour" }
            BillingGroup.allCases.map { group in
              Tag.option(.value(group.rawValue), group == given.group ? .selected : nil) {
                PageWords.group(group)
              }
            }
          }
        }
      }
      callback
      Tag.button(.class("do")) { "Make the ticket" }
    }
  }

  private var callback: HTML {
    Tag.fieldset {
      Tag.legend(text: "A callback")
      Tag.label(.class("pick")) {
        Tag.input(
          .type("checkbox"), .name("callback"), .value("yes"),
          given.owesCallback ? .checked : nil)
        "Somebody is to ring them back"
      }
      Tag.label(.for("callback-at")) {
        "At an agreed time "
        Tag.small { "(else as for a call that comes now)" }
      }
      Tag.input(
        .id("callback-at"), .name("callback_at"), .type("datetime-local"),
        .value(given.callbackAt))
    }
  }

  private func text(
    _ label: String, _ name: String, _ value: String, type: String = "text"
  ) -> HTML {
    Tag.div {
      Tag.label(.for(name)) { label }
      Tag.input(
        .id(name), .name(name), .type(type), .value(value), .autocomplete("off"),
        .maxlength(CallEventLimits.nameScalarsMax))
    }
  }
}

import Callbacks
import CivilTime
import Rota

/// What can be done with a ticket, each as a form behind its heading.
struct TicketForms {
  let whole: WholeTicket
  /// What is owed now.
  let open: CallbackRecord?
  let people: [Person]
  let reader: PageReader
  let words: PageWords

  private var number: Int64 { whole.ticket.number.value }

  var html: HTML? {
    guard reader.person != nil else { return nil }
    return Tag.section(.class("panel")) {
      Tag.h2(text: "What to do")
      if open != nil {
        attempt
        form("urgency", "Change the urgency", urgency)
        form("cancel", "Cancel the callback", cancel)
      }
      if whole.ticket.status != .closed { form("update", "Write an update", update) }
      form("time", "Write down time", time)
      form("material", "Write down material", material)
      form("billing", "Move to another billing group", billing)
      status
    }
  }

  private func form(_ deed: String, _ title: String, _ fields: HTML) -> HTML {
    Tag.details(.class("more")) {
      Tag.summary(text: title)
      Tag.form(.post, .action(.path("/tickets/\(number)/\(deed)"))) {
        reader.forms.fields
        fields
      }
    }
  }

  private func field(_ label: String, _ id: String, _ input: HTML) -> HTML {
    Tag.div {
      Tag.label(.for(id)) { label }
      input
    }
  }

  private func save(_ words: String) -> HTML { Tag.button(.class("do")) { words } }

  // MARK: - The callback

  private var attempt: HTML {
    let outcomes: [AttemptOutcome] = [
      .reached, .noAnswer, .leftMessage, .busy, .wrongNumber, .unreachable,
    ]
    return form(
      "attempt", "Write down a call to them",
      HTML {
        field(
          "How it went", "outcome",
          Tag.select(.id("outcome"), .name("outcome")) {
            outcomes.map { outcome in
              Tag.option(.value(outcome.rawValue)) { PageWords.outcome(outcome).capitalizedFirst }
            }
          })
        field(
          "Minutes it took", "minutes",
          Tag.input(
            .id("minutes"), .name("minutes"), .type("number"), .inputmode("numeric"), .min("0"),
            .max("\(CallbackAction.minutesMax)")))
        field(
          "When, if not just now", "rang",
          Tag.input(.id("rang"), .name("at"), .type("datetime-local")))
        field("Note", "attempt-note", Tag.textarea(.id("attempt-note"), .name("note"), .rows(3)))
        save("Write it down")
      })
  }

  private var urgency: HTML {
    HTML {
      Tag.fieldset {
        Tag.legend(text: "How soon do they need somebody?")
        Urgency.allCases.reversed().map { urgency in
          Tag.label(.class("pick")) {
            Tag.input(
              .type("radio"), .name("urgency"), .value(urgency.rawValue),
              urgency == open?.callback.urgency ? .checked : nil)
            urgency.rawValue.capitalizedFirst
          }
        }
      }
      save("Change it")
    }
  }

  private var cancel: HTML {
    HTML {
      field(
        "Why need nobody ring?", "reason",
        Tag.input(
          .id("reason"), .name("reason"), .required, .maxlength(CallbackAction.noteScalarsMax)))
      Tag.button(.class("bad")) { "Cancel the callback" }
    }
  }

  // MARK: - The ticket

  private var update: HTML {
    HTML {
      field(
        "Update", "text",
        Tag.textarea(
          .id("text"), .name("text"), .required, .maxlength(TicketUpdate.textScalarsMax), .rows(5)))
      Tag.label(.class("pick")) {
        Tag.input(.type("checkbox"), .name("public"), .value("yes"))
        "Send it to the requester"
      }
      save("Write it down")
    }
  }

  private var time: HTML {
    HTML {
      field(
        "Minutes", "worked",
        Tag.input(
          .id("worked"), .name("minutes"), .type("number"), .inputmode("numeric"), .required,
          .min("1"), .max("\(CallbackAction.minutesMax)")))
      field(
        "Until, if not just now", "until",
        Tag.input(.id("until"), .name("end"), .type("datetime-local")))
      if reader.isManager {
        field(
          "Who worked", "worker",
          PersonChoice(people, chosen: reader.person).html(id: "worker", name: "person"))
      }
      field("Note", "time-note", Tag.input(.id("time-note"), .name("note")))
      save("Write it down")
    }
  }

  private var material: HTML {
    HTML {
      field(
        "What", "what",
        Tag.input(
          .id("what"), .name("description"), .required,
          .maxlength(Material.descriptionScalarsMax)))
      field(
        "How many", "quantity",
        Tag.input(
          .id("quantity"), .name("quantity"), .type("number"), .inputmode("numeric"), .required,
          .value("1"), .min("1")))
      field(
        "Price of one, in dollars", "price",
        Tag.input(.id("price"), .name("price"), .inputmode("decimal"), .required))
      save("Write it down")
    }
  }

  private var billing: HTML {
    HTML {
      field(
        "Group", "group",
        Tag.select(.id("group"), .name("group")) {
          BillingGroup.allCases.map { group in
            Tag.option(
              .value(group.rawValue), group == whole.ticket.billing.group ? .selected : nil
            ) { PageWords.group(group) }
          }
        })
      field(
        "Why", "why",
        Tag.input(
          .id("why"), .name("reason"), .required, .maxlength(TicketChange.reasonScalarsMax)))
      save("Move it")
    }
  }

  private var status: HTML? {
    switch whole.ticket.status {
    case .closed: nil
    case .open: open == nil ? one("solve", "Solved") : nil
    case .solved: one("reopen", "Open it again")
    }
  }

  private func one(_ deed: String, _ words: String) -> HTML {
    Tag.form(.class("acts"), .post, .action(.path("/tickets/\(number)/\(deed)"))) {
      reader.forms.fields
      Tag.button { words }
    }
  }
}

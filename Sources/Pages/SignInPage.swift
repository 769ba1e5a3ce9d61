public import Rota

/// What whoever has not signed in finds (spec: board.md, "Signing in").
public struct SignInPage: Sendable {
  let desk: String
  let forms: FormSecrets
  /// The page that was asked for, to go on to.
  let to: String?
  let note: PageNote?

  public init(desk: String, forms: FormSecrets, to: String? = nil, note: PageNote? = nil) {
    self.desk = desk
    self.forms = forms
    self.to = to
    self.note = note
  }

  public var document: [UInt8] {
    Frame(title: "Sign in").document {
      Tag.section(.class("gate stack")) {
        Tag.h1(text: "Sign in")
        Tag.p { PageWords.said(desk) }
        note?.html
        Tag.form(.class("sheet"), .post, .action(.path("/sign-in"))) {
          forms.fields
          if let to { Tag.input(.type("hidden"), .name("to"), .value(to)) }
          Tag.div {
            Tag.label(.for("token")) { "Your token" }
            Tag.input(
              .id("token"), .name("token"), .type("password"), .required,
              .autocomplete("current-password"))
          }
          Tag.button(.class("do")) { "Sign in" }
        }
        Tag.p {
          Tag.small {
            "No token at hand? Whoever looks after the service makes a link that signs you in once: "
              + "ringback sign-in NAME."
          }
        }
      }
    }
  }
}

/// Where a link of one use leads. Opening it signs nobody in: programs that look into mail open links.
public struct SignInLinkPage: Sendable {
  let name: String
  let token: String
  let forms: FormSecrets

  /// - Parameter person: nil for a manager who has no name in the files yet.
  public init(person: Person?, token: String, forms: FormSecrets) {
    name = person?.fullName ?? "a manager"
    self.token = token
    self.forms = forms
  }

  public var document: [UInt8] {
    Frame(title: "Sign in").document {
      Tag.section(.class("gate stack")) {
        Tag.h1 {
          "Sign in as "
          PageWords.said(name)
          "?"
        }
        Tag.p(text: "This link works once. You stay signed in for 12 hours.")
        Tag.form(.post, .action(.path("/sign-in/" + token))) {
          forms.fields
          Tag.button(.class("do")) { "Sign in" }
        }
      }
    }
  }
}

/// Who is signed in, as whom they act, and the way out.
public struct AccountPage: Sendable {
  let reader: PageReader
  let people: [Person]
  let until: String
  let note: PageNote?

  /// - Parameter until: when the session ends, in words.
  public init(
    reader: PageReader, people: [Person], until: String, note: PageNote? = nil
  ) {
    self.reader = reader
    self.people = people
    self.until = until
    self.note = note
  }

  public var document: [UInt8] {
    Frame(title: "You", reader: reader).document {
      Tag.h1 { PageWords.said(reader.name) }
      note?.html
      Tag.p(
        text: "Signed in \(reader.isManager ? "as a manager" : "as an engineer") until \(until).")
      if reader.isManager {
        Tag.form(.class("sheet"), .post, .action(.path("/me"))) {
          reader.forms.fields
          Tag.div {
            Tag.label(.for("as")) { "What you do is written down as done by" }
            PersonChoice(people, chosen: reader.person).html(id: "as", name: "as")
          }
          Tag.button(.class("do")) { "Act as this person" }
        }
      }
      Tag.form(.post, .action(.path("/sign-out"))) {
        reader.forms.fields
        Tag.button { "Sign out" }
      }
    }
  }
}

/// One of the people of the files.
struct PersonChoice {
  private let people: [Person]
  private let chosen: Person?

  init(_ people: [Person], chosen: Person? = nil) {
    self.people = people
    self.chosen = chosen
  }

  func html(id: String, name: String, before: [(value: String, words: String)] = []) -> HTML {
    Tag.select(.id(id), .name(name)) {
      before.map { choice in Tag.option(.value(choice.value)) { choice.words } }
      people.map { person in
        Tag.option(.value(person.name.text), person.name == chosen?.name ? .selected : nil) {
          person.fullName
        }
      }
    }
  }
}

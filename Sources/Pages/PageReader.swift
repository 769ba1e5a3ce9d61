public import Rota

/// Who looks at a page, and what their forms bear.
public struct PageReader: Sendable {
  /// As whom they act; nil for a manager who has not said so yet.
  public let person: Person?
  public let isManager: Bool
  public let forms: FormSecrets

  public init(person: Person?, isManager: Bool, forms: FormSecrets) {
    self.person = person
    self.isManager = isManager
    self.forms = forms
  }

  public var name: String { person?.fullName ?? "Manager" }
}

/// What a form must bear to count.
public struct FormSecrets: Sendable {
  /// Known to the session's own pages alone; nil where there is no session to abuse.
  public let session: String?
  /// One for each page shown: the same deed sent twice with it is done once.
  public let key: String

  public init(session: String?, key: String) {
    self.session = session
    self.key = key
  }

  /// The names of the fields.
  public static let sessionField = "c"
  public static let keyField = "k"

  var fields: HTML {
    HTML {
      if let session {
        Tag.input(.type("hidden"), .name(FormSecrets.sessionField), .value(session))
      }
      Tag.input(.type("hidden"), .name(FormSecrets.keyField), .value(key))
    }
  }
}

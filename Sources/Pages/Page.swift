/// A whole page: what stands on it, and the frame that all pages share.
public struct Page: Sendable {
  public let title: String
  public let content: HTML
  /// Who is signed in, with the seal of their forms; nil on a page for whoever has a link.
  public let visitor: Visitor?
  public let refreshesAfterSeconds: Int?

  public struct Visitor: Sendable {
    public let name: String
    public let seal: FormSeal

    public init(name: String, seal: FormSeal) {
      self.name = name
      self.seal = seal
    }
  }

  public init(
    title: String, content: HTML, visitor: Visitor? = nil, refreshesAfterSeconds: Int? = nil
  ) {
    self.title = title
    self.content = content
    self.visitor = visitor
    self.refreshesAfterSeconds = refreshesAfterSeconds
  }

  public var html: HTML {
    let refresh = refreshesAfterSeconds.map { seconds -> HTML in
      "<meta http-equiv=\"refresh\" content=\"\(seconds)\">"
    }
    let signOut = visitor.map { visitor -> HTML in
      """
      <form class="out" method="post" action="/sign-out">\(visitor.seal.proofField)\
      <span>\(HTML.words(visitor.name))</span> <button>Sign out</button></form>
      """
    }
    return """
      <!DOCTYPE html><html lang="en-NZ"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width, initial-scale=1">\
      <meta name="color-scheme" content="light dark">\(refresh)<title>\(title)</title>\
      <link rel="stylesheet" href="/style.css"></head>
      <body><main>\(content)</main>\(signOut)</body></html>

      """
  }

  /// The way in (spec: board.md, "Signing in").
  public static func signIn(desk: String, fault: String? = nil) -> Page {
    let alert = fault.map { fault -> HTML in "<p class=\"alert\" role=\"alert\">\(fault)</p>" }
    return Page(
      title: "Sign in: \(desk)",
      content: """
        <h1>\(HTML.words(desk))</h1>\(alert)\
        <form class="in" method="post" action="/sign-in">\
        <label for="token">Your token</label>\
        <input id="token" name="token" type="password" autocomplete="current-password" required>\
        <button class="first">Sign in</button></form>\
        <p class="quiet">A manager makes tokens with <code>ringback token add</code>.</p>
        """)
  }

  /// Why something was not done, and the way back.
  public static func fault(_ title: String, _ detail: String) -> Page {
    Page(
      title: title,
      content: """
        <h1>\(title)</h1><p class="alert" role="alert">\(detail)</p>\
        <p><a class="back" href="/">To the board</a></p>
        """)
  }
}

/// What makes a form ours and a double tap harmless: a proof that only the visitor's own pages can bear,
/// and a key that is new on every page.
public struct FormSeal: Sendable {
  public static let proofName = "proof"
  public static let keyName = "key"

  public let proof: String
  public let key: String

  public init(proof: String, key: String) {
    self.proof = proof
    self.key = key
  }

  var proofField: HTML {
    "<input hidden name=\"\(FormSeal.proofName)\" value=\"\(proof)\">"
  }

  var fields: HTML {
    "\(proofField)<input hidden name=\"\(FormSeal.keyName)\" value=\"\(key)\">"
  }
}

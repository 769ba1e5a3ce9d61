/// A POST through the system's `curl`, which does TLS, proxies and certificates (spec: callbacks.md,
/// "Notices").
///
/// Its options go to its standard input: the URL may itself be a secret, and stands in no list of
/// processes.
public struct WebhookPost: Sendable {
  public var url: String
  public var fields: [(name: String, value: String)]
  /// UTF-8 text.
  public var body: String
  /// From the start to the end of the reply.
  public var timeMax: Duration
  public var curl: String

  public init(
    url: String, fields: [(name: String, value: String)], body: String,
    timeMax: Duration = TransportLimits.timeMax, curl: String = "curl"
  ) {
    self.url = url
    self.fields = fields
    self.body = body
    self.timeMax = timeMax
    self.curl = curl
  }

  /// Nobody reads more of a reply; it is thrown away in any case.
  public static let replyBytesMax = 64 << 10

  /// Nil when the machine has none.
  public static func findCurl(_ name: String = "curl") -> String? {
    ProgramPath.find(name, usualPlaces: ["/usr/bin", "/bin"])
  }

  /// Blocks until it is known: 2xx is sent. No redirect is followed.
  public func send() -> TryResult {
    guard let program = WebhookPost.findCurl(curl) else {
      return .noProgram(curl)
    }
    let texts = [url] + fields.flatMap { [$0.name, $0.value] }
    guard texts.allSatisfy(WebhookPost.isPlain), !body.hasPrefix("@") else {
      return .failed(why: "a control character in its address or a header")
    }
    // A settings file of the service's own user must change nothing: -q stands first.
    let child = ChildProcess(
      program, ["-q", "--config", "-"], input: Array(options.utf8), timeMax: timeMax,
      outputBytesMax: WebhookPost.replyBytesMax)
    let result = child.run()
    let status = Int(String(decoding: result.output.prefix(3), as: UTF8.self)) ?? 0
    switch result.end {
    case .couldNotStart: return .noProgram(curl)
    // 63: the reply was too long to be read, but it had come.
    case .exited(status: 0), .exited(status: 63):
      return (200...299).contains(status) ? .sent : .failed(why: "status \(status)")
    case .deadlinePassed, .exited(status: 28): return .failed(why: "it took too long")
    case .exited(let number): return .failed(why: "curl ended with \(number)")
    case .signalled(let number): return .failed(why: "curl ended by signal \(number)")
    }
  }

  /// Nothing in it can begin a line of its own.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
  }

  /// No option follows a redirect, so none is followed.
  var options: String {
    let seconds = Double(timeMax.components.seconds) + Double(timeMax.components.attoseconds) / 1e18
    var lines = [
      CurlOption.line("url", url), CurlOption.line("proto", "=http,https"),
      CurlOption.line("request", "POST"), CurlOption.line("max-time", String(seconds)),
      CurlOption.line("max-filesize", String(WebhookPost.replyBytesMax)),
      CurlOption.line("user-agent", "ringback"), CurlOption.line("output", "/dev/null"), "silent",
      "globoff", CurlOption.line("write-out", "%{http_code}"),
      // The receiver's word is the status, not leave to go on.
      CurlOption.line("header", "Expect:"),
    ]
    lines += fields.map { CurlOption.line("header", "\($0.name): \($0.value)") }
    lines += bodyParts.map { CurlOption.line("json", $0) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `curl` reads no longer line of its settings than 100 KiB, and joins what several `json` options say.
  /// None of the parts may begin with `@`, which would be a file's name.
  private var bodyParts: [String] {
    var parts: [String] = []
    var part = String.UnicodeScalarView()
    var count = 0
    for scalar in body.unicodeScalars {
      if count >= WebhookPost.partScalarsMax, scalar != "@" {
        parts.append(String(part))
        part = String.UnicodeScalarView()
        count = 0
      }
      part.append(scalar)
      count += 1
    }
    return parts + [String(part)]
  }

  /// Far below the 100 KiB, even when each takes four bytes or an escape; only `@` after `@` goes beyond.
  static let partScalarsMax = 8 << 10
}

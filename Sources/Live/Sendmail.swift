/// The machine's own mailer.
public struct Sendmail: Sendable {
  /// The sender of the envelope: bounces go there.
  public var from: String
  public var to: String
  /// The whole message with its header section.
  public var message: [UInt8]
  public var timeMax: Duration
  /// Nil when there is none.
  public var program: String?

  public init(
    from: String, to: String, message: [UInt8], timeMax: Duration = TransportLimits.timeMax,
    program: String? = Sendmail.find()
  ) {
    self.program = program
    self.from = from
    self.to = to
    self.message = message
    self.timeMax = timeMax
  }

  /// Nil when the machine has none.
  public static func find() -> String? {
    ProgramPath.find("sendmail", usualPlaces: ["/usr/sbin", "/usr/lib", "/usr/local/sbin"])
  }

  /// Blocks until it is known: exit status 0 is sent.
  public func send() -> TryResult {
    guard let path = program else { return .noProgram("sendmail") }
    guard MailAddress.isPlain(from), MailAddress.isPlain(to) else {
      return .failed(why: "the address can't be mailed to")
    }
    // -i: a line of one dot does not end the message. What follows -- is no option.
    var child = ChildProcess(
      path, ["-i", "-f", from, "--", to], input: message, timeMax: timeMax)
    child.environment = TransportLimits.environment
    return TryResult(child.run(), program: "sendmail")
  }
}

/// An address that a mailer can be given as it is.
public enum MailAddress {
  /// RFC 5321, 4.5.3.1.3.
  public static let bytesMax = 254

  /// One `@`, printable ASCII without what has a meaning in a header or an envelope, and no hyphen in
  /// front, which a mailer would take for an option.
  public static func isPlain(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return text.utf8.count <= bytesMax && !text.hasPrefix("-") && parts.count == 2
      && parts.allSatisfy { !$0.isEmpty }
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"(),:;<>[\\]".utf8.contains($0) }
  }
}

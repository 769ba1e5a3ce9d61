/// What the server's own file sets (spec: cli.md, "The server's own file"). What it leaves out is nil, or
/// empty: whoever uses a setting has its usual value.
public struct ServerConfiguration: Hashable, Sendable {
  public var listen: ListenAddress?
  /// The store's folder, as written.
  public var data: String?
  /// The rota files' folder, as written.
  public var rotas: String?
  /// Where people reach the service from outside, without a slash at its end.
  public var publicAddress: String?
  /// The addresses of proxies whose `X-Forwarded-For` counts.
  public var trustedProxies: [String] = []
  public var knowledgeBaseURL: String?
  public var hasClientPages = false
  /// Lines that matter less are left out of the log.
  public var logLevel: LogLevel?
  /// In the order of their names; `log` is none of them: it needs no set-up.
  public var channels: [Channel] = []
  /// The sender's address of all that the service mails.
  public var mailFrom: String?
  public var supportAddress: String?
  public var billing = Billing()
  /// How long after a ticket was solved personal details are wiped; nil: never.
  public var keepsPersonalDetails: Duration?

  public init() {}

  /// An address of this machine and a port; port 0 lets the system pick one.
  public struct ListenAddress: Hashable, Sendable {
    /// Without the brackets of IPv6.
    public let ip: String
    public let port: UInt16

    /// Nil unless it is `ADDRESS:PORT`, an IPv6 address in brackets.
    public init?(_ text: String) {
      guard let colon = text.lastIndex(of: ":") else { return nil }
      let digits = text[text.index(after: colon)...]
      guard let port = number(String(digits)).flatMap(UInt16.init(exactly:)) else { return nil }
      var ip = text[..<colon]
      let isInBrackets = ip.hasPrefix("[") && ip.hasSuffix("]")
      if isInBrackets { ip = ip.dropFirst().dropLast() }
      guard IPAddressForm.isAddress(String(ip)), ip.contains(":") == isInBrackets else {
        return nil
      }
      self.ip = String(ip)
      self.port = port
    }
  }

  /// A way by which notices reach people.
  public struct Channel: Hashable, Sendable {
    public let name: Name
    public let transport: Transport
    public let place: SourcePlace
  }

  public enum Transport: Hashable, Sendable {
    /// A POST to that URL; signed with that key when there is one.
    case webhook(url: String, key: [UInt8]?)
    /// A program: a path, or a name that is looked for on `PATH`.
    case command(String)
    /// By the machine's own mailer, from that address.
    case email(from: String)
  }

  /// Spec: billing.md. Rates are whole cents an hour.
  public struct Billing: Hashable, Sendable {
    /// Three capital letters (ISO 4217).
    public var currency: String?
    /// In hundredths of a percent: 15 % is 1500.
    public var taxHundredths: Int?
    public var rateAfterHoursCents: Int?
    public var rateServiceDeskCents: Int?
    public var rateEngineeringCents: Int?
    public var minimum: Duration?
    public var roundUpTo: Duration?

    public init() {}
  }
}

/// What a server's file comes to.
public struct ServerFileResult: Sendable {
  /// Nil when there is any error.
  public let configuration: ServerConfiguration?
  /// By line and column.
  public let problems: [Problem]
}

extension ServerConfiguration {
  /// The channel that every server knows: it writes to the service's log.
  public static let logChannel = Name("log")

  /// Reads the file: any bytes at all end in an answer, with all problems at once.
  public static func read(_ file: RotaFile) -> ServerFileResult {
    var reader = ServerFileReader()
    let configuration = reader.read(file)
    return ServerFileResult(configuration: configuration, problems: reader.faults.sorted())
  }

  /// Whether notices can go by a channel of that name.
  public func knows(_ channel: Name) -> Bool {
    channel == ServerConfiguration.logChannel || channels.contains { $0.name == channel }
  }
}

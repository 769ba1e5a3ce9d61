/// A telephone number as a caller, a manager or a telephony system wrote it, and what it means.
///
/// Any text at all is read; none is refused, and what was written is kept (spec: callbacks.md,
/// "Numbers" and "Nothing is lost"). What counts as New Zealand's, and the forms that are
/// understood, are told at ``Reading``.
public struct WrittenNumber: Hashable, Sendable {
  /// A longer text is unknown without a closer look: no way of writing one number needs so much.
  public static let understoodBytesMax = 512

  public enum Reading: Hashable, Sendable {
    /// The caller's number was not given: `anonymous`, `unknown`, blank and the like, in any case,
    /// alone or in a SIP address (RFC 3323).
    case withheld
    /// National (`09 555 0101`) or international (`+64 …`, `0064 …`, `64 …`, `0061 …`), alone or
    /// in a `sip:`, `sips:` or `tel:` address (RFC 3261, RFC 3966), with or without a name before
    /// it; blanks, dots, hyphens and brackets don't matter.
    case number(PhoneNumber)
    /// Anything else: an extension, a number without its area code, letters, `*`, `#`, `,`, `;`.
    case unknown
  }

  public let asGiven: String
  public let reading: Reading

  public init(_ text: String) {
    asGiven = text
    guard text.utf8.count <= Self.understoodBytesMax else {
      reading = .unknown
      return
    }
    // What is written most, without the closer look that all other forms need.
    if let number = PhoneNumber(e164: text) ?? PhoneNumber(dialled: text) {
      reading = .number(number)
      return
    }
    let subscriber = Subscriber(addressed: PlainText.bytes(of: text))
    if subscriber.isWithheld {
      reading = .withheld
    } else if let number = subscriber.phoneNumber {
      reading = .number(number)
    } else {
      reading = .unknown
    }
  }

  public var number: PhoneNumber? {
    if case .number(let number) = reading { number } else { nil }
  }

  /// What two numbers are compared by: E.164, or the bare digits of one that is not understood.
  /// Nil when there is nothing to compare (withheld, no digits): that is like no other call's. A
  /// number's key begins with `+` and an unknown one's does not, so that they never meet.
  public var comparisonKey: String? {
    switch reading {
    case .withheld: return nil
    case .number(let number): return number.e164
    case .unknown:
      let digits = bytes(\.compared).filter(Ascii.isDigit)
      return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
  }

  /// For a page or a notice: the number as New Zealanders write it, else what was given.
  public var display: String { number?.display ?? asGiven }

  /// The tap-to-call link, nil when there is nothing that a telephone could dial. That of an
  /// unknown number dials what was written, letters and pauses included, and ``asksFirst``.
  public var telURI: String? {
    switch reading {
    case .withheld: nil
    case .number(let number): number.telURI
    case .unknown: Keypad.telURI(dialling: bytes(\.dialled))
    }
  }

  /// Whether the tap-to-call link must ask before it dials: foreign and premium-rate numbers, and
  /// everything that is not understood, are the bait of toll fraud.
  public var asksFirst: Bool {
    switch reading {
    case .withheld: false
    case .number(let number): number.asksFirst
    case .unknown: true
    }
  }

  /// A part of what was written: a SIP host, say, is none of the caller's, since its digits are
  /// the same for every caller. A text too long to be understood is taken whole.
  private func bytes(_ part: KeyPath<Subscriber, ArraySlice<UInt8>>) -> ArraySlice<UInt8> {
    let bytes = PlainText.bytes(of: asGiven)
    guard asGiven.utf8.count <= Self.understoodBytesMax else { return bytes[...] }
    return Subscriber(addressed: bytes)[keyPath: part]
  }
}

import Callbacks
import CivilTime
import Documents
import Rota
import Service

/// A notice as an email: a plain text message by RFC 5322, in ASCII alone, whatever a caller said.
struct NoticeMail {
  let document: NoticeDocument
  let from: String
  let to: String

  /// Longer names are cut.
  static let nameScalarsMax = 80

  /// Lines end with LF, as the machine's mailer has them.
  var bytes: [UInt8] {
    let message = document.message
    let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
    let header = [
      "From: " + mailbox(message.inForce.configuration.desk.name, from),
      "To: " + mailbox(recipientName, to),
      "Subject: " + subject,
      "Date: " + MailDate.text(message.at),
      "Message-ID: <\(message.id)@\(domain)>",
      // RFC 3834: nobody's holiday message answers it.
      "Auto-Submitted: auto-generated",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
    ]
    let text = message.text + (document.link.map { "\n\n\($0)" } ?? "") + "\n"
    return Array((header.joined(separator: "\n") + "\n\n" + QuotedPrintable.encode(text)).utf8)
  }

  private var recipientName: String {
    switch document.message.recipient {
    case .person(let person): person.fullName
    case .desk(let name, _): name
    }
  }

  private func mailbox(_ name: String, _ address: String) -> String {
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: name.unicodeScalars.prefix(NoticeMail.nameScalarsMax))
    let phrase = HeaderText.phrase(String(cut))
    // A line with encoded words has 76 characters at the most (RFC 2047, 2).
    return phrase + (phrase.hasPrefix("=?") ? "\n <\(address)>" : " <\(address)>")
  }

  /// What it is about; what a caller said stands in the text.
  private var subject: String {
    let words =
      switch document.message.kind {
      case .callbackReady: "Ring back"
      case .calledAgain: "Called again"
      case .overdue: "Overdue"
      case .handedOver: "Handed over to you"
      case .reminder: "Reminder"
      case .takenOver: "Taken over"
      case .shiftStarts: "Your shift starts soon"
      case .shiftsChanged: "Your shifts have changed"
      case .filesFault: "The rota files have a fault"
      case .morningHandover: "The desk opens"
      case .mailKeptAside: "An email can't be read"
      }
    return words + (document.message.ticket.map { " (ticket \($0.value))" } ?? "")
  }
}

/// Words within a header field.
enum HeaderText {
  /// As RFC 5322 has a name before an address: a quoted string, or encoded words (RFC 2047) when it isn't
  /// ASCII alone. Control characters become blanks, so that nothing begins a line of its own.
  static func phrase(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      plain.append(isControl ? " " : scalar)
    }
    let words = String(plain)
    guard words.utf8.allSatisfy({ $0 < 0x80 }) else { return encoded(words) }
    let escaped = words.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "\"\(escaped)\""
  }

  /// An encoded word has 75 characters at the most, and ends between two characters of the text.
  private static func encoded(_ text: String) -> String {
    var words: [String] = []
    var part: [UInt8] = []
    func end() {
      if !part.isEmpty { words.append("=?utf-8?Q?" + part.map(quoted).joined() + "?=") }
      part = []
    }
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if (part + bytes).reduce(0, { $0 + quoted($1).utf8.count }) > encodedMax { end() }
      part += bytes
    }
    end()
    return words.joined(separator: "\n ")
  }

  /// 75, less `=?utf-8?Q?` and `?=`, and the name of the field that stands before the first.
  private static let encodedMax = 56

  /// RFC 2047, 5 (3): in a phrase only these stand for themselves.
  private static func quoted(_ byte: UInt8) -> String {
    switch byte {
    case 0x20: "_"
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "!"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "/"):
      String(UnicodeScalar(byte))
    default: "=" + QuotedPrintable.hex(byte)
    }
  }
}

/// RFC 2045, 6.7: text as lines of ASCII.
enum QuotedPrintable {
  static let lineMax = 76

  static func encode(_ text: String) -> String {
    // Bytes, for CR and LF together are one character of a text.
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { line(Array($0.last == 0x0D ? $0.dropLast() : $0)) }.joined(separator: "\n")
  }

  private static func line(_ bytes: [UInt8]) -> String {
    var lines: [String] = []
    var line = ""
    for (index, byte) in bytes.enumerated() {
      let isBlank = byte == 0x20 || byte == 0x09
      let isPlain =
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
        || isBlank && index < bytes.count - 1
      // A mailer may take a line that begins with "From " or a dot for its own.
      let opens = line.isEmpty && (byte == UInt8(ascii: "F") || byte == UInt8(ascii: "."))
      let piece = isPlain && !opens ? String(UnicodeScalar(byte)) : "=" + hex(byte)
      // One place is left for the soft break's own mark.
      if line.utf8.count + piece.utf8.count > lineMax - 1 {
        lines.append(line + "=")
        line = ""
      }
      line += piece
    }
    return (lines + [line]).joined(separator: "\n")
  }

  static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "0" + digits : digits
  }
}

/// The time as RFC 5322, 3.3 has it: `Fri, 10 Jul 2026 02:00:00 +0000`.
enum MailDate {
  static func text(_ moment: Moment) -> String {
    HTTPDate.text(moment).split(separator: " ").dropLast().joined(separator: " ") + " +0000"
  }
}

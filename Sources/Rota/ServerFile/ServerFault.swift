/// What can be wrong with the server's own file and with nothing else.
enum ServerFault: Fault {
  case logChannel
  case channelTaken(String, at: SourcePlace)
  case noTransport(String)
  case twoTransports(String, first: String, at: SourcePlace)
  case secretWithoutWebhook(transport: String)
  case secretForm
  case emailWantsFrom
  case listenForm(String)
  case ipAddress(String)
  case urlForm(String, why: URLForm.Fault)
  case onOrOff(String)
  case logLevel(String)
  case currency(String, right: String?)
  case tax(String, right: String?)
  case rate(String, right: String?)
  case unknownChannel(String, nearest: String?)
  case fileTooLarge(bytes: Int)

  var words: FaultWords {
    switch self {
    case .logChannel:
      FaultWords(
        "The channel “log” is always there and can’t be set up.",
        advice: "Take this stanza out, or give the channel another name.")
    case .channelTaken(let name, let place):
      FaultWords(
        "There is a channel called “\(brief(name))” already (\(place.lineText)).",
        advice: "Give one of them another name.", related: place)
    case .noTransport(let name):
      FaultWords(
        "The channel “\(brief(name))” does not say how notices go.",
        advice: "Add one of the lines “webhook URL”, “command PATH” or “email”.")
    case .twoTransports(let phrase, let first, let place):
      FaultWords(
        "This channel goes by “\(first)” already (\(place.lineText)), so “\(phrase)” can’t hold.",
        advice: "Keep one of the two lines, or make a channel of each.", related: place)
    case .secretWithoutWebhook(let transport):
      FaultWords(
        "A secret signs what goes to a webhook, and this channel goes by “\(transport)”.",
        advice: "Take the line out.")
    case .secretForm:
      FaultWords(
        "What follows “whsec_” in this secret is not base64.",
        advice: "Copy the secret whole from the receiver’s settings.")
    case .emailWantsFrom:
      FaultWords(
        "This channel sends email, but the file does not say from which address.",
        advice: "Add a stanza “mail” with a line, such as: from support@desk.example.nz")
    case .unknownChannel(let name, let nearest):
      FaultWords(
        "The server knows no channel “\(brief(name))”, so it counts as one that has failed.",
        advice: nearest.map { "Did you mean “\($0)”?" }
          ?? "Set it up in the server’s own file: channel \(brief(name))",
        severity: .warning)
    default: valueWords
    }
  }

  private var valueWords: FaultWords {
    switch self {
    case .listenForm(let found):
      FaultWords(
        "“\(brief(found))” is not an address of a machine and a port.",
        advice: "Write one such as 127.0.0.1:8080 or [::1]:8080.")
    case .ipAddress(let found):
      FaultWords(
        "“\(brief(found))” is no IP address.", advice: "Write one such as 127.0.0.1 or 2001:db8::1."
      )
    case .urlForm(let found, .scheme):
      FaultWords(
        "“\(brief(found))” does not begin with https:// or http://.",
        advice: "Write the whole address, such as https://ringback.example.nz")
    case .urlForm(let found, .broken):
      FaultWords(
        "“\(brief(found))” is no address of the web.",
        advice: "Write one such as https://ringback.example.nz, all in plain letters.")
    case .urlForm(let found, .userOrFragment):
      FaultWords(
        "“\(brief(found))” has a user’s name or a “#” in it, which this can’t have.",
        advice: "Leave them out.")
    case .urlForm(let found, .query):
      FaultWords(
        "“\(brief(found))” has a “?” in it, which this address can’t have.",
        advice: "End it before the question mark.")
    case .onOrOff(let found):
      FaultWords("“\(brief(found))” is neither “on” nor “off”.", advice: "Write “on” or “off”.")
    case .logLevel(let found):
      FaultWords(
        "“\(brief(found))” is not how much is logged.",
        advice: "Write one of error, warning, info and debug.")
    case .currency(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a currency is written here.",
        advice: "Write its three capital letters: \(right ?? "NZD")")
    case .tax(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a tax is written here.",
        advice: "Write a percentage from 0 to 100, with two decimals at the most: \(right ?? "15%")"
      )
    case .rate(let found, let right):
      FaultWords(
        "“\(brief(found))” is not how a rate is written here.",
        advice: "Write dollars an hour, up to \(MoneyForm.dollarsMax), with cents or without: "
          + (right ?? "180 or 180.50"))
    case .fileTooLarge(let bytes):
      FaultWords(
        "This file is too large to be read: it has \(bytes) bytes, and the limit is"
          + " \(RotaLimits.fileBytesMax) (1 MiB).",
        advice: "Take out what no setting needs.")
    default: FaultWords("This is not understood.", advice: "Write it again.")
    }
  }
}

import CivilTime
import Documents
import Live

/// The service as the engineers' commands see it: its HTTP interface (spec: http-api.md).
struct ServiceClient {
  private let settings: ClientSettings
  private let http = HTTPClient()

  init() throws(CommandFault) { settings = try ClientSettings.read() }

  func get(_ path: String) throws(CommandFault) -> ServiceAnswer {
    try send(HTTPCall("GET", settings.address.appending(path), fields: fields))
  }

  /// The same as comma-separated values.
  func getCSV(_ path: String) throws(CommandFault) -> ServiceAnswer {
    let accept = (name: "Accept", value: "text/csv, application/problem+json")
    let fields = fields.map { $0.name == accept.name ? accept : $0 }
    return try send(HTTPCall("GET", settings.address.appending(path), fields: fields))
  }

  /// A connection that breaks is tried once more: the key makes sure that it is done but once.
  func post(_ path: String, _ body: JSON) throws(CommandFault) -> ServiceAnswer {
    let key = SecureRandom.bytes(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    var call = HTTPCall("POST", settings.address.appending(path), fields: fields)
    call.fields += [
      (name: "Content-Type", value: "application/json"), (name: "Idempotency-Key", value: key),
    ]
    call.body = body.bytes
    return try send(call, triesMax: 2)
  }

  /// Taken away twice it is gone all the same: a connection that breaks is tried once more.
  func delete(_ path: String) throws(CommandFault) {
    _ = try send(HTTPCall("DELETE", settings.address.appending(path), fields: fields), triesMax: 2)
  }

  /// A message for the desk; the same one twice counts once, so that it may be tried again.
  func postMail(_ message: [UInt8]) throws(CommandFault) -> ServiceAnswer {
    var call = HTTPCall("POST", settings.address.appending("/v1/mail"), fields: fields)
    call.fields.append((name: "Content-Type", value: "message/rfc822"))
    call.body = message
    return try send(call, triesMax: 2)
  }

  /// What is set twice is as if it were set once.
  func patch(_ path: String, _ body: JSON) throws(CommandFault) -> ServiceAnswer {
    var call = HTTPCall("PATCH", settings.address.appending(path), fields: fields)
    call.fields.append((name: "Content-Type", value: "application/json"))
    call.body = body.bytes
    return try send(call, triesMax: 2)
  }

  private var fields: [(name: String, value: String)] {
    [
      (name: "Authorization", value: "Bearer \(settings.token)"),
      (name: "Accept", value: "application/json, application/problem+json"),
    ]
  }

  private func send(_ call: HTTPCall, triesMax: Int = 1) throws(CommandFault) -> ServiceAnswer {
    var outcome = answer(to: call)
    for _ in 1..<triesMax where outcome == .failure(.brokenAnswer) { outcome = answer(to: call) }
    switch outcome {
    case .success(let answer):
      if (200...299).contains(answer.status) { return ServiceAnswer(answer) }
      throw .failed(ProblemAnswer.sentence(of: answer))
    case .failure(let fault): throw unanswered(fault)
    }
  }

  private func answer(to call: HTTPCall) -> Result<HTTPAnswer, HTTPCallFault> {
    Result { () throws(HTTPCallFault) -> HTTPAnswer in try http.send(call) }
  }

  private func unanswered(_ fault: HTTPCallFault) -> CommandFault {
    let place = settings.address.text
    let advice =
      switch fault {
      case .noCurl: "install curl"
      case .unsoundField: "look at RINGBACK_TOKEN and ~/.config/ringback"
      default: "is it running there, and is RINGBACK_URL right?"
      }
    return .failed(
      "no answer from the service at \(place), because \(fault); \(advice)"
        + (advice.hasSuffix("?") ? "" : "."))
  }
}

/// The document that the service answered with.
struct ServiceAnswer {
  let body: [UInt8]
  /// The service's own time: what is due is told by its clock, not by this machine's.
  let now: Moment

  init(_ answer: HTTPAnswer) {
    body = answer.body
    now = answer.date ?? RealTime.now()
  }

  /// As it came, with a line's end.
  var text: String { String(decoding: body, as: UTF8.self) + (body.last == 0x0A ? "" : "\n") }

  func read<Document: SentDocument>(_ type: Document.Type) throws(CommandFault) -> Document {
    do {
      return try Document(sent: SentJSON(reading: body))
    } catch {
      throw .failed(
        "the service's answer is not understood; is there another program at RINGBACK_URL,"
          + " or a newer service than this command?")
    }
  }
}

/// RFC 9457, as the service tells what is wrong.
struct ProblemAnswer: SentDocument {
  let title: String?
  let detail: String?
  let errors: [Fault]?

  init(_ sent: SentObject) throws(SentMismatch) {
    title = try sent["title"]
    detail = try sent["detail"]
    errors = try sent["errors"]
  }

  struct Fault: SentDocument {
    let pointer: String?
    let parameter: String?
    let detail: String?

    init(_ sent: SentObject) throws(SentMismatch) {
      pointer = try sent["pointer"]
      parameter = try sent["parameter"]
      detail = try sent["detail"]
    }
  }

  /// Title, detail and each fault as one sentence.
  static func sentence(of answer: HTTPAnswer) -> String {
    guard
      let problem = try? ProblemAnswer(sent: SentJSON(reading: answer.body))
    else {
      return "the service answered with status \(answer.status); is there another program there?"
    }
    // A lone fault may say no more than the detail does.
    let faults = (problem.errors ?? []).filter { $0.detail != problem.detail }.map { fault in
      [fault.pointer ?? fault.parameter, fault.detail].compactMap { $0 }.joined(separator: ": ")
    }
    let head = [problem.title, problem.detail].compactMap { $0.map(bare) }.joined(separator: ": ")
    let parts = ([head] + faults.map(bare)).filter { !$0.isEmpty }
    let sentence = parts.isEmpty ? "status \(answer.status)" : parts.joined(separator: "; ")
    return sentence.printable + "."
  }

  private static func bare(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}

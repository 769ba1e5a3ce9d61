import Callbacks
import CivilTime
import Documents
import HTTPServer

/// The three forms in which a telephony system can have its answer.
enum CallAnswerForm {
  case json
  /// For dial plans that can't read JSON: `route=on_call&dial=…&ticket=1001`.
  case form
  /// The route alone, one word.
  case word

  static func asked(by request: HTTPRequest) -> CallAnswerForm {
    switch request.query.last(where: { $0.name == parameter.name })?.value {
    case "form": return .form
    case "text": return .word
    case "json": return .json
    default:
      switch MediaType.preferred(
        of: [MediaType.json, MediaType.form, MediaType.text], by: request)
      {
      case MediaType.form: return .form
      case MediaType.text: return .word
      default: return .json
      }
    }
  }

  /// No value of it is refused: the caller's call counts, and a wrong one only means JSON.
  static let parameter = Field(
    "as", .anyText, "The form of the answer, before `Accept`: `json`, `form` or `text`.")

  /// For the document: the three forms.
  static func answer(_ status: Int, _ words: String) -> Route.Answer {
    Route.Answer(
      status: status, words: words,
      media: [
        Route.Media(
          MediaType.json, Schema.named("CallAnswer"), example: Examples.all["CallAnswer"]),
        Route.Media(MediaType.form, Schema.named("CallAnswerForm")),
        Route.Media(MediaType.text, Schema.word(Callbacks.Route.self)),
      ])
  }

  /// 201 for a new event, 200 for one seen before.
  func response(_ answer: CallAnswer, in zone: TimeZoneRules) -> HTTPResponse {
    let status = answer.isDuplicate ? 200 : 201
    switch self {
    case .json: return .json(CallAnswerForm.document(answer, in: zone), status: status)
    case .form:
      return .text(
        CallAnswerForm.form(answer, in: zone), type: MediaType.form,
        status: status)
    case .word:
      return .text(answer.route.rawValue, type: "text/plain; charset=utf-8", status: status)
    }
  }

  static func document(_ answer: CallAnswer, in zone: TimeZoneRules) -> JSON {
    [
      "event_id": .string(answer.eventID), "duplicate": .bool(answer.isDuplicate),
      "route": .string(answer.route.rawValue), "dial": JSON(answer.dial), "say": JSON(answer.say),
      "service_hours": [
        "open": .bool(answer.desk.isOpen), "reason": .string(answer.desk.reason),
        "public_holiday": JSON(answer.desk.publicHoliday),
        "next_change": JSON.time(answer.desk.nextChange, in: zone),
      ],
      "ticket": answer.ticket.map { .integer($0.value) } ?? .null,
      "callback": answer.callback.map { callback in
        [
          "ticket": .integer(callback.ticket.value), "status": .string(callback.status.rawValue),
          "due_at": JSON.time(callback.dueAt, in: zone),
          "owner": .string(callback.owner.rawValue), "on_call": JSON(callback.onCall),
        ]
      } ?? .null,
      "warnings": JSON(answer.warnings),
    ]
  }

  /// What is null is left out: Kamailio reads nothing of a form after a name without a value.
  static func form(_ answer: CallAnswer, in zone: TimeZoneRules) -> String {
    let due = answer.callback.map { RFC3339.text($0.dueAt, in: zone) }
    let pairs: [(String, String?)] = [
      ("route", answer.route.rawValue), ("dial", answer.dial),
      ("ticket", answer.ticket.map { String($0.value) }), ("due_at", due),
      ("say", answer.say), ("event_id", answer.eventID),
      ("duplicate", answer.isDuplicate ? "true" : "false"),
      ("warnings", answer.warnings.isEmpty ? nil : answer.warnings.joined(separator: " ")),
    ]
    return pairs.compactMap { name, value in value.map { "\(name)=\(encoded($0))" } }
      .joined(separator: "&")
  }

  /// Percent-encoded but for RFC 3986's unreserved characters, so that a `+` or a blank can't be misread.
  private static func encoded(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default:
        bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension HTTPResponse {
  static func json(_ document: JSON, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, fields: ["Content-Type": MediaType.json, "Cache-Control": "no-store"],
      body: document.bytes)
  }

  static func text(_ text: String, type: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, fields: ["Content-Type": type, "Cache-Control": "no-store"],
      body: Array(text.utf8))
  }
}

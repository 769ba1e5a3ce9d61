import Callbacks
import Documents
import HTTPServer
import Service

/// The body of a call event, JSON or a form, as fields by their dotted names. Of a name that is given twice
/// the last counts: a caller is owed a call, however clumsily the system tells of it.
struct CallEventBody: Equatable {
  let fields: [String: FieldValue]

  /// - Throws: 400 or 415.
  init(of request: HTTPRequest) throws(WebProblem) {
    switch MediaType.of(request) {
    case MediaType.json:
      fields = try CallEventBody.fields(ofJSON: request.body)
    case MediaType.form:
      fields = try CallEventBody.fields(ofForm: request.body)
    default:
      throw WebProblem(415, "send \(MediaType.json) or \(MediaType.form)")
    }
  }

  /// What was said, in one form for both: by it a repeat is known.
  var content: CallContent {
    let members = fields.sorted { $0.key < $1.key }.map { field in
      switch field.value {
      case .text(let text), .number(let text): JSON.Member(field.key, .string(text))
      case .other(let json): JSON.Member(field.key, .array([.string(json)]))
      }
    }
    return CallContent(text: JSON.object(members).text)
  }

  private static func fields(ofJSON body: [UInt8]) throws(WebProblem) -> [String: FieldValue] {
    guard case .object(let members) = try SentJSON(body) else {
      throw WebProblem(400, "the body must be a JSON object")
    }
    var fields: [String: FieldValue] = [:]
    for member in members {
      if member.name == "caller", case .object(let details) = member.value {
        for detail in details { fields["caller." + detail.name] = field(detail.value) }
      } else {
        fields[member.name] = field(member.value)
      }
    }
    return fields
  }

  private static func field(_ value: SentJSON) -> FieldValue? {
    switch value {
    case .null: nil
    case .string(let text): .text(text)
    case .number(let text): .number(text)
    case .bool, .array, .object: .other(value.written.text)
    }
  }

  private static func fields(ofForm body: [UInt8]) throws(WebProblem) -> [String: FieldValue] {
    guard let parameters = HTTPParameter.list(of: body, plusIsBlank: true) else {
      throw WebProblem(400, "the form is not percent-encoded UTF-8")
    }
    var fields: [String: FieldValue] = [:]
    for parameter in parameters {
      fields[parameter.name] = .text(restoringPlus(parameter.value, of: parameter.name))
    }
    return fields
  }

  /// A form turns `+` into a blank, and many a dial plan does not encode it: a number that begins with one
  /// blank and then digits had a `+` there, and so had a time's offset.
  private static func restoringPlus(_ value: String, of name: String) -> String {
    switch name {
    case "from", "to", "caller.phone":
      guard value.hasPrefix(" "), let second = value.utf8.dropFirst().first,
        (0x30...0x39).contains(second)
      else { return value }
      return "+" + value.dropFirst()
    case "at":
      guard let blank = value.lastIndex(of: " "), value.contains(":"),
        value[..<blank].contains(":")
      else { return value }
      return value[..<blank] + "+" + value[value.index(after: blank)...]
    default:
      return value
    }
  }
}

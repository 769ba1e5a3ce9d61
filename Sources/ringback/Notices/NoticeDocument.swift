import Callbacks
import CivilTime
import Documents
import PhoneNumbers
import Rota
import Service

/// A notice as programs get it (spec: callbacks.md, "Notices"): the same to webhooks and commands.
struct NoticeDocument {
  let message: NoticeMessage
  /// Where people reach the service from outside, without a slash at its end.
  let publicAddress: String?

  var bytes: [UInt8] { json.bytes }

  var json: JSON {
    [
      "id": .string(message.id), "kind": .string(message.kind.rawValue),
      "text": .string(message.text), "link": JSON(link), "to": to,
      "ticket": message.ticket.map { .integer($0.value) } ?? .null, "callback": callback,
      "created_at": JSON.time(message.createdAt, in: message.inForce.zone),
    ]
  }

  /// The one that opens the callback for its person alone (spec: board.md, "Notice links"); else the ticket's
  /// page.
  var link: String? {
    guard let publicAddress else { return nil }
    if let token = message.linkToken { return "\(publicAddress)/n/\(token)" }
    return message.ticket.map { "\(publicAddress)/tickets/\($0.value)" }
  }

  private var to: JSON {
    switch message.recipient {
    case .person(let person):
      [
        "person": .string(person.name.text), "name": .string(person.fullName),
        "phone": JSON(person.phone.map { $0.number?.e164 ?? $0.asGiven }),
        "email": JSON(person.email),
      ]
    case .desk(let name, let email):
      ["person": .null, "name": .string(name), "phone": .null, "email": JSON(email)]
    }
  }

  /// The very document of `GET /v1/callbacks/{ticket}`.
  private var callback: JSON {
    guard let record = message.callback else { return .null }
    let documents = RequestDocuments(
      zone: message.inForce.zone, firstStep: message.inForce.firstStep(at: message.at),
      now: message.at)
    return documents.callback(record, history: message.history)
  }
}

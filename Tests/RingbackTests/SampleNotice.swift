import Callbacks
import CivilTime
import Rota
import Service
import Testing

@testable import ringback

/// Notices to send, on a small desk of their own.
enum SampleNotice {
  static let at = Moment(seconds: 1_798_120_800)

  /// - Parameters:
  ///   - desk: the desk's name.
  ///   - person: the person's full name.
  static func message(
    channel: String = "chat", desk: String = "Service Desk", person: String = "Aroha Ngata",
    email: String? = "aroha@desk.example.nz", text: String = "Ring back 021 555 0199.",
    kind: NoticeKind = .callbackReady, ticket: Int64? = 1001, at: Moment = at
  ) throws -> NoticeMessage {
    let inForce = try inForce(desk: desk, person: person, email: email)
    let recipient = try #require(inForce.configuration.people.first)
    return NoticeMessage(
      id: "5f1c", kind: kind, text: text, channel: Name(channel), recipient: .person(recipient),
      ticket: ticket.map { TicketNumber($0) }, callback: nil, history: [], createdAt: at, at: at,
      inForce: inForce)
  }

  private static func inForce(desk: String, person: String, email: String?) throws -> InForce {
    let address = email.map { "email \($0)" } ?? "# no address"
    let text = """
      desk
          name "\(desk)"
          time zone Pacific/Auckland
          region none
          hours Monday 08:00 to 17:00
          dial sip:desk@pbx.example.nz
      person aroha
          name "\(person)"
          phone 021 555 0101
          notify chat
          \(address)
      escalation
          at once aroha
          last resort aroha
      """
    let zones = TimeZoneDatabase()
    let source = ZoneSource(
      rules: { name throws(TimeZoneFault) in try zones.zone(name) }, names: { zones.names() })
    let files = [RotaFile(name: "a.rota", bytes: Array(text.utf8))]
    let configuration = try #require(Configuration.read(files, zones: source).configuration)
    return InForce(
      configuration: configuration, since: at, files: ["a.rota"], pending: nil, closing: nil,
      now: at)
  }
}

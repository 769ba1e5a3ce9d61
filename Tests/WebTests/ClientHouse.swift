import Mail
import Rota
import Service
import Synchronization
import Testing

@testable import Web

final class Mails: Sendable {
  private let kept = Mutex<[MailSending]>([])

  var all: [MailSending] { kept.withLock { $0 } }
  func add(_ mail: MailSending) { kept.withLock { $0.append(mail) } }
}

extension House {
  /// With clients, their pages, and a mailer.
  static func open(_ clients: String, _ mails: Mails, _ edges: inout Edges) {
    let file = RotaFile(name: "clients.csv", bytes: Array(clients.utf8))
    edges.clientFile = { file }
    edges.publicAddress = { "http://desk.example.nz" }
    edges.clientPages = { ClientPageSettings(knowledgeBaseURL: "https://kb.example.nz/") }
    edges.mail = {
      MailSettings(from: "desk@desk.example.nz", support: nil, knowledgeBaseURL: nil)
    }
    edges.sendMail = { sending, tell in
      mails.add(sending)
      tell(.sent)
    }
  }

  /// Asks for a link for that address.
  ///
  /// - Returns: the link's secret; nil when none was sent.
  func clientLink(for address: String) throws -> String? {
    let before = mails.all.count { $0.kind == "client_link" }
    let answer = try PageBrowser.post(self, "/client/link", "email=\(address)")
    #expect(answer.status == 303 && answer["Location"] == "/client?note=sent")
    settle()
    let sent = mails.all.filter { $0.kind == "client_link" }
    guard sent.count > before, let text = sent.last?.message.text else { return nil }
    #expect(sent.last?.recipient.description == address.lowercased())
    let parts = text.split(separator: "http://desk.example.nz/client/sign-in/", maxSplits: 1)
    return parts.count == 2 ? String(parts[1].prefix { !$0.isWhitespace }) : nil
  }

  /// - Returns: the cookie.
  func signInClient(_ address: String) throws -> String {
    let secret = try #require(try clientLink(for: address))
    return PageBrowser.cookie(of: try PageBrowser.post(self, "/client/sign-in/\(secret)", "k=k"))
  }
}

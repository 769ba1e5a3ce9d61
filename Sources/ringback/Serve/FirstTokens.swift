import Callbacks
import CivilTime
import HTTPServer
import Live
import Service
import Store

/// The tokens that the first start makes, so that the service can be tried at once (spec: cli.md, `serve`).
struct FirstTokens {
  let folder: DataFolder
  let address: HTTPAddress
  let now: Moment

  /// To a terminal they are shown once; else they are written where their owner alone can read them.
  ///
  /// The file comes before the commit: a stop between the two leaves no tokens that nobody has, and
  /// the next start writes the file anew.
  func makeIfNone() throws(CommandFault) {
    let telephony = new(.telephony, named: "telephony")
    let manager = new(.manager, named: "manager")
    let link = SignInLink.new(role: .manager, person: nil, random: SecureRandom.bytes, now: now)
    let words = words(telephony: telephony.text, manager: manager.text)
    let isSeen = Terminal.outputIsTerminal
    do {
      let store = try Store(path: folder.storePath)
      // The service writes already, perhaps without a pause: only a first start waits for its turn.
      guard try store.tokens().isEmpty else { return }
      let isFirst = try store.transaction {
        guard try store.tokens().isEmpty else { return false }
        guard isSeen || folder.writePrivately(words, to: folder.firstTokensPath) else {
          throw CommandFault.failed(
            "the first tokens can't be written to “\(folder.firstTokensPath)”; is the disk full?")
        }
        if isSeen { try store.add(link.link, now: now) }
        return try store.add(telephony.token) && store.add(manager.token)
      }
      guard isFirst else { return }
    } catch let fault as CommandFault {
      throw fault
    } catch {
      throw .failed("the first tokens can't be kept in “\(folder.path)”: \(error).")
    }
    try Output.write(
      isSeen
        ? "They are shown this once:\n\n\(words)\n"
          + "The pages, signed in as a manager (once, within a day):\n"
          + "  http://\(address)/sign-in/\(link.secret)\n\n"
        : "The first tokens are in \(folder.firstTokensPath)\n")
  }

  private func words(telephony: String, manager: String) -> String {
    """
    The telephony system's token: \(telephony)
    A manager's token:            \(manager)

    A first call:
      curl -X POST http://\(address)/v1/call-events \\
        -H "Authorization: Bearer \(telephony)" -H "Content-Type: application/json" \\
        -d '{"type": "call.started", "call_id": "first", "from": "021 555 0199"}'

    """
  }

  private func new(_ role: Role, named name: String) -> NewToken {
    NewToken(name: name, role: role, person: nil, random: SecureRandom.bytes, now: now)
  }
}

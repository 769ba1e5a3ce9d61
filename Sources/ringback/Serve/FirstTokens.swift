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
  func makeIfNone() throws(CommandFault) {
    let telephony = new(.telephony, named: "telephony")
    let manager = new(.manager, named: "manager")
    do {
      let store = try Store(path: folder.storePath)
      let isFirst = try store.transaction {
        guard try store.tokens().isEmpty else { return false }
        return try store.add(telephony.token) && store.add(manager.token)
      }
      guard isFirst else { return }
    } catch {
      throw .failed("the first tokens can't be kept in “\(folder.path)”: \(error).")
    }
    let words = """
      The telephony system's token: \(telephony.text)
      A manager's token:            \(manager.text)

      A first call:
        curl -X POST http://\(address)/v1/call-events \\
          -H "Authorization: Bearer \(telephony.text)" -H "Content-Type: application/json" \\
          -d '{"type": "call.started", "call_id": "first", "from": "021 555 0199"}'

      """
    if Terminal.outputIsTerminal {
      try Output.write("They are shown this once:\n\n\(words)\n")
    } else {
      guard folder.writePrivately(words, to: folder.firstTokensPath) else {
        throw .failed("the first tokens can't be written to “\(folder.firstTokensPath)”.")
      }
      try Output.write("The first tokens are in \(folder.firstTokensPath)\n")
    }
  }

  private func new(_ role: Role, named name: String) -> NewToken {
    NewToken(name: name, role: role, person: nil, random: SecureRandom.bytes, now: now)
  }
}

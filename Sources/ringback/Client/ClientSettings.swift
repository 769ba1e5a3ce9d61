import Live

/// Where the service is, and the token that opens it (spec: cli.md): the environment's
/// `RINGBACK_URL` and `RINGBACK_TOKEN`, else the lines `url …` and `token …` of
/// `~/.config/ringback`.
struct ClientSettings {
  let address: WebAddress
  let token: String

  static let usualAddress = "http://127.0.0.1:8080"

  static func read() throws(CommandFault) -> ClientSettings {
    let file = try settingsFile()
    let url = environmentValue("RINGBACK_URL") ?? file["url"] ?? usualAddress
    guard let address = WebAddress(url) else {
      throw .failed("“\(url)” is no address of a service; write it as \(usualAddress).")
    }
    guard let token = environmentValue("RINGBACK_TOKEN") ?? file["token"] else {
      throw .failed(
        "there is no token; set RINGBACK_TOKEN, or write a line “token …” to ~/.config/ringback.")
    }
    return ClientSettings(address: address, token: token)
  }

  private static func settingsFile() throws(CommandFault) -> [String: String] {
    guard let home = environmentValue("HOME") else { return [:] }
    let path = home + "/.config/ringback"
    let file: SecretFile
    do throws(SecretFileFault) {
      file = try SecretFile.read(path)
    } catch {
      switch error {
      case .missing: return [:]
      case .readableByOthers:
        throw .failed("others can read “\(path)”, and it holds a token; run `chmod 600 \(path)`.")
      case .unreadable(let why): throw .failed("“\(path)” can't be read (\(why)); mend that.")
      }
    }
    return try settings(in: file.text, of: path)
  }

  private static func settings(
    in text: String, of path: String
  ) throws(CommandFault) -> [String: String] {
    var settings: [String: String] = [:]
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      let words = line.split { $0.isWhitespace }.map(String.init)
      if words.isEmpty || words[0].hasPrefix("#") { continue }
      guard words.count == 2, ["url", "token"].contains(words[0]),
        settings.updateValue(words[1], forKey: words[0]) == nil
      else {
        throw .failed(
          "line \(index + 1) of “\(path)” is not understood; it holds one line “url …” and one"
            + " line “token …”.")
      }
    }
    return settings
  }
}

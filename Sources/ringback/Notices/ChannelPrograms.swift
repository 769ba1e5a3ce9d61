import Live
import Rota

/// The programs that channels need: whoever starts the service is told loudly of one that is missing
/// (spec: cli.md, "The server's own file").
enum ChannelPrograms {
  /// One sentence for each channel that counts as failed.
  static func missing(for settings: ServerConfiguration) -> [String] {
    settings.channels.compactMap { channel in
      let need = need(of: channel.transport)
      guard need.path == nil else { return nil }
      return "The channel “\(channel.name)” counts as failed: \(need.words)"
    }
  }

  private static func need(
    of transport: ServerConfiguration.Transport
  ) -> (path: String?, words: String) {
    switch transport {
    case .webhook:
      (WebhookPost.findCurl(), "it needs the program curl, which is not here; install it.")
    case .command(let program):
      (
        ProgramPath.find(program),
        "there is no program “\(program)” that can be run; put it there, or correct the path."
      )
    case .email:
      (Sendmail.find(), "it needs the program sendmail, which is not here; install a mailer.")
    }
  }
}

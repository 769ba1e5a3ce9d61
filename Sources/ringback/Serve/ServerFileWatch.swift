import Live
import Rota

/// The server's own file while the service runs: what may change is taken over at SIGHUP, and whoever looks
/// after the service is told what is wrong (spec: cli.md, "The server's own file").
struct ServerFileWatch {
  /// Nil: there is none.
  let path: String?
  let rotas: RotaFolder
  /// As they were at the start; what does not change while the service runs goes by these.
  let first: ServerConfiguration
  let sender: NoticeSender
  let log: ServiceLog
  /// Given on the command line, where it wins.
  let hasLevelOfItsOwn: Bool

  /// A file with errors changes nothing.
  func readAgain() {
    guard let path else { return tellOfChannels(first) }
    let read: ServerFile
    do {
      read = try ServerFile.read(path)
    } catch {
      return log.write(.error, "event=server_file result=failed cause=\"\(error.sentence)\"")
    }
    // The lines themselves are left out: a secret may stand in one, and this goes to a log.
    for problem in read.problems {
      let place = problem.place.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
      log.write(.warning, "\(place)\(problem.severity.rawValue): \(problem.message)")
    }
    guard let settings = read.settings else {
      return log.write(.warning, "event=server_file result=faulty problems=\(read.problems.count)")
    }
    sender.use(settings)
    if !hasLevelOfItsOwn { log.use(settings.logLevel ?? ServiceLog.usualLevel) }
    log.write(.info, "event=server_file result=in_force channels=\(settings.channels.count)")
    for sentence in MailWords.whyNotSent(settings) { log.write(.warning, sentence) }
    if !isSameAtStart(settings) {
      log.write(
        .warning,
        "Where the service listens, or a folder, has changed in “\(path)”:"
          + " that counts from the next start.")
    }
    tellOfChannels(settings)
  }

  /// Channels whose program is missing, and names in the rota files that are no channels: loudly, but they
  /// keep nothing from running.
  func tellOfChannels(_ settings: ServerConfiguration) {
    for sentence in ChannelPrograms.missing(for: settings) { log.write(.error, sentence) }
    guard let files = try? rotas.read() else { return }
    for problem in settings.channelProblems(in: files) {
      let place = problem.place.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
      log.write(.warning, "\(place)warning: \(problem.message) \(problem.advice)")
    }
  }

  private func isSameAtStart(_ settings: ServerConfiguration) -> Bool {
    settings.listen == first.listen && settings.data == first.data
      && settings.rotas == first.rotas
  }
}

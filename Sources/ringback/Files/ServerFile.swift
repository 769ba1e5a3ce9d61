import Live
import Rota

/// The server's own file as commands read it (spec: cli.md, "The server's own file").
struct ServerFile {
  let file: RotaFile
  /// Nil when there is any error.
  let settings: ServerConfiguration?
  let problems: [Problem]

  static func read(_ path: String) throws(CommandFault) -> ServerFile {
    let bytes: [UInt8]
    do throws(PlainFileFault) {
      bytes = try PlainFile.read(path, bytesMax: RotaLimits.fileBytesMax)
    } catch {
      throw .failed(sentence(error, path))
    }
    let file = RotaFile(name: path, bytes: bytes)
    let result = ServerConfiguration.read(file)
    return ServerFile(file: file, settings: result.configuration, problems: result.problems)
  }

  private static func sentence(_ fault: PlainFileFault, _ path: String) -> String {
    switch fault {
    case .missing: "there is no file “\(path)”; name the server's file with --config FILE."
    case .unreadable(let why): "“\(path)” can't be read (\(why)); make it readable for yourself."
    }
  }

  /// The settings of `--config`, nothing set without it.
  ///
  /// - Throws: when the file has errors, which have been shown then.
  static func settings(_ invocation: Invocation) throws(CommandFault) -> ServerConfiguration {
    guard let path = invocation[.config] else { return ServerConfiguration() }
    let read = try read(path)
    if let settings = read.settings { return settings }
    let rendering = ProblemRendering(files: [read.file], color: Style.ofErrors().isOn)
    StandardError.write(rendering.text(of: read.problems))
    let errors = read.problems.count { $0.severity == .error }
    throw .failed("“\(path)” has \(Words.count(errors, "error")); mend it, or leave --config out.")
  }
}

extension CommandOption {
  static let config = CommandOption(
    name: "--config", value: "FILE",
    summary: "The server's own file, ringback.conf (default: none).")
}

extension DataFolder {
  /// Where the store is: `--data`, else as the server's file says, else the usual folder.
  static func named(
    by invocation: Invocation, _ settings: ServerConfiguration
  ) -> DataFolder {
    DataFolder(invocation[.data] ?? settings.data ?? usual)
  }

  private static let usual = "ringback-data"
}

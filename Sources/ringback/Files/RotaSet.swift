import CivilTime
import Clients
import Live
import Rota
import ServiceHours

/// The rota files of a folder as the commands that need no service read them: with the server's own
/// code.
struct RotaSet {
  let folder: String
  let files: [RotaFile]
  /// Nil when there is any error.
  let configuration: Configuration?
  let problems: [Problem]

  static let usualFolder = "Rotas"

  /// - Parameter years: for which the desk's calendar is made.
  static func read(
    _ folder: String, years: ClosedRange<Int> = PublicHolidays.years
  ) throws(CommandFault) -> RotaSet {
    let files = try files(of: folder)
    let zones = TimeZoneDatabase()
    let source = ZoneSource(
      rules: { name throws(TimeZoneFault) in try zones.zone(name) }, names: { zones.names() })
    let result = Configuration.read(files, zones: source, years: years)
    return RotaSet(
      folder: folder, files: files, configuration: result.configuration,
      problems: result.problems)
  }

  /// The files as they are, whatever they say.
  static func files(of folder: String) throws(CommandFault) -> [RotaFile] {
    let files: [RotaFile]
    do throws(RotaFolderFault) {
      files = try RotaFolder(folder).read()
    } catch {
      throw fault(error)
    }
    guard !files.isEmpty else {
      throw .failed(
        "“\(folder)” holds no files that end in “.rota”; name their folder with --rotas DIR.")
    }
    return files
  }

  /// The list of clients that stands beside the rota files; nil when there is none.
  static func clientFile(of folder: String) throws(CommandFault) -> RotaFile? {
    do throws(RotaFolderFault) {
      return try RotaFolder(folder).file(ClientList.fileName)
    } catch {
      throw fault(error)
    }
  }

  static func fault(_ fault: RotaFolderFault) -> CommandFault {
    .failed("\(fault); \(advice(fault)).")
  }

  /// The folder that a command works on: its first argument, or `--rotas`.
  static func folder(
    of invocation: Invocation, usual: String = usualFolder
  ) throws(CommandFault) -> String {
    switch (invocation.argument(0), invocation[.rotas]) {
    case (_?, _?): throw .usage("the folder is given twice; leave DIR or --rotas out.")
    case (let folder?, nil), (nil, let folder?): return folder
    case (nil, nil): return usual
    }
  }

  private static func advice(_ fault: RotaFolderFault) -> String {
    switch fault {
    case .missing, .notAFolder: "name the folder of your rota files with --rotas DIR"
    case .unreadable: "make it readable for yourself, or take it away"
    case .unwritable: "make it and its folder writable for yourself"
    }
  }

  /// The configuration, for commands that have no answer without a sound one.
  ///
  /// - Parameter years: for which the desk's calendar is made.
  static func sound(
    _ invocation: Invocation, years: ClosedRange<Int> = PublicHolidays.years
  ) throws(CommandFault) -> Configuration {
    try sound(invocation[.rotas] ?? usualFolder, years: years)
  }

  /// The same of a folder that was named otherwise.
  static func sound(
    _ folder: String, years: ClosedRange<Int> = PublicHolidays.years
  ) throws(CommandFault) -> Configuration {
    let set = try read(folder, years: years)
    if let configuration = set.configuration { return configuration }
    let count = Words.count(set.problems.count { $0.severity == .error }, "error")
    throw .failed("the rota files have \(count); `ringback check \(folder)` shows what is wrong.")
  }
}

import Live
import Rota

extension Command {
  static let format = Command(
    name: "format", group: .files, summary: "rewrite the rota files tidily",
    arguments: [
      CommandArgument(
        name: "DIR", summary: "The folder of the rota files (default: Rotas).", isRequired: false)
    ],
    options: [.diff, .rotas],
    notes: [
      "Only blanks, line ends and the case of the language's own words change: comments stay, and"
        + " so does what the files mean. A second run changes nothing. A line that is not understood"
        + " stays as it is; `ringback check` shows it.",
      "A file that is tidy already is not written. The status is 0; with --diff, 1 when there is"
        + " something to tidy.",
    ],
    examples: [
      Example(line: "ringback format", meaning: "Tidy the files in Rotas."),
      Example(line: "ringback format --diff | less", meaning: "Look first at what would change."),
    ],
    run: { invocation throws(CommandFault) in
      let folder = try RotaSet.folder(of: invocation)
      let files = try RotaSet.files(of: folder).map { $0.formatted() }
      let untidy = files.filter { !$0.isTidy }
      if invocation.has(.diff) {
        try Output.write(bytes: untidy.flatMap { UnifiedDiff(of: $0).bytes })
      } else {
        try rewrite(untidy, in: folder)
        try Output.write(summary(untidy.count, of: files.count))
      }
      noteStrangers(in: files, folder: folder)
      return invocation.has(.diff) && !untidy.isEmpty ? .found : .done
    })

  private static func rewrite(
    _ files: [FormattedFile], in folder: String
  ) throws(CommandFault) {
    for file in files {
      do throws(RotaFolderFault) {
        try RotaFolder(folder).replace(file.file)
      } catch {
        throw RotaSet.fault(error)
      }
      try Output.write("\(file.name.printable)\n")
    }
  }

  private static func summary(_ rewritten: Int, of count: Int) -> String {
    if rewritten > 0 { return "\(rewritten) of \(Words.count(count, "file")) rewritten.\n" }
    return count == 1 ? "The file is tidy.\n" : "All \(count) files are tidy.\n"
  }

  private static func noteStrangers(in files: [FormattedFile], folder: String) {
    let count = files.reduce(0) { sum, file in sum + file.lines.count { !$0.isUnderstood } }
    guard count > 0 else { return }
    let words =
      count == 1
      ? "1 line is not understood and stays as it is"
      : "\(count) lines are not understood and stay as they are"
    StandardError.write("Note: \(words); `ringback check \(folder)` shows why.")
  }
}

extension CommandOption {
  fileprivate static let diff = CommandOption(
    name: "--diff", summary: "Show what would change, and write nothing.")
}

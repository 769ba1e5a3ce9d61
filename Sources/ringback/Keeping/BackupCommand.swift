import Live
import Store

extension Command {
  static let backup = Command(
    name: "backup", group: .service, summary: "write a sound copy of the store, while it is in use",
    arguments: [
      CommandArgument(name: "FILE", summary: "The copy's name; nothing may have it yet.")
    ],
    options: [.data, .config],
    notes: [
      "The copy is one plain file that holds the store as it was at one moment, readable by its owner "
        + "alone. It has its name once it is whole and on the disk. The service goes on meanwhile.",
      "What it holds is what callers said: keep it as carefully as the store itself.",
    ],
    examples: [
      Example(
        line: "ringback backup /var/backups/ringback-$(date +%F).sqlite",
        meaning: "For a timer, every night.")
    ],
    run: { invocation throws(CommandFault) in
      let folder = DataFolder.named(by: invocation, try ServerFile.settings(invocation))
      return try BackupCommand(folder: folder, target: invocation.argument(0) ?? "").run()
    })
}

private struct BackupCommand {
  let folder: DataFolder
  let target: String

  func run() throws(CommandFault) -> ExitStatus {
    let file = NewFile(target)
    guard !target.isEmpty else { throw .usage("backup wants the copy's name.") }
    guard !file.isTaken else { throw taken }
    guard folder.hasStore else {
      throw .failed("there is no store in “\(folder.path)”; name its folder with --data.")
    }
    // No file that is made from here on is for others to read, not even for a moment.
    DataFolder.closeToOthers()
    let report: StoreReport
    do {
      try Store(readingFrom: folder.storePath).copy(to: file.beside)
      report = try StoreReport(of: file.beside)
    } catch {
      file.abandon()
      throw .failed("the copy can't be made: \(error).")
    }
    guard report.faults.isEmpty else {
      file.abandon()
      throw .failed(
        "the store is not sound, and so no copy of it is kept: \(report.faults[0]); run ringback doctor."
      )
    }
    do throws(NewFileFault) {
      try file.finish()
    } catch {
      file.abandon()
      if error == .taken { throw taken }
      throw .failed("the copy can't be put at “\(target)” (\(error)).")
    }
    try Output.write("\(target): \(StoreWords.contents(of: report))\n")
    return .done
  }

  private var taken: CommandFault {
    .failed("“\(target)” is there already, and nothing is written over; choose another name.")
  }
}

enum StoreWords {
  /// `3 tickets, 7 events, schema 2, 128 KiB`.
  static func contents(of report: StoreReport) -> String {
    [
      Words.count(report.tickets, "ticket"), Words.count(report.events, "event"),
      "schema \(report.schema)", size(report.bytes),
    ].joined(separator: ", ")
  }

  /// `128 KiB`, `3 MiB`.
  static func size(_ bytes: Int64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
    var (rest, unit) = (bytes, 0)
    while rest >= 10 << 10, unit < units.count - 1 { (rest, unit) = (rest >> 10, unit + 1) }
    return "\(rest) \(units[unit])"
  }
}

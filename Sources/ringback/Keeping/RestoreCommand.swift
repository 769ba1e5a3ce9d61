import CivilTime
import Live
import Store

extension Command {
  static let restore = Command(
    name: "restore", group: .service, summary: "put a backup in the place of the store",
    arguments: [CommandArgument(name: "FILE", summary: "What ringback backup has written.")],
    options: [.data, .config],
    notes: [
      "End the service first. The backup is looked through before anything is touched; the store that "
        + "was there is kept beside it, under a name that says when.",
      "What happened after the backup is not in it: telephony systems that send their events again put "
        + "back what they still have.",
    ],
    examples: [
      Example(
        line: "ringback restore /var/backups/ringback-2026-11-24.sqlite --data /var/lib/ringback",
        meaning: "Then start the service again.")
    ],
    run: { invocation throws(CommandFault) in
      let folder = DataFolder.named(by: invocation, try ServerFile.settings(invocation))
      return try RestoreCommand(
        folder: folder, source: invocation.argument(0) ?? "", now: RealTime.now()
      ).run()
    })
}

private struct RestoreCommand {
  let folder: DataFolder
  let source: String
  let now: Moment

  func run() throws(CommandFault) -> ExitStatus {
    let lock = try lockedFolder()
    defer { withExtendedLifetime(lock) {} }
    guard !PlainFile.isThere(source + "-wal") else {
      throw .failed(
        "“\(source)” is a store in use (its log is beside it), no backup; make one with ringback backup."
      )
    }
    // What is looked through is what is put in place: the copy, not the file that may change meanwhile.
    let copy = NewFile(folder.path + "/restored.sqlite")
    copy.abandon()
    let report = try checked(copy)
    let old = try putAside(copy)
    do throws(NewFileFault) {
      try folder.replaceStore(with: copy.beside)
    } catch {
      copy.abandon()
      throw .failed(
        "the backup can't be put in its place (\(error)); the old store is still there.")
    }
    let words = old.map { "; the store that was there is kept as \($0)" } ?? ""
    try Output.write("Restored \(StoreWords.contents(of: report))\(words).\n")
    return .done
  }

  private func lockedFolder() throws(CommandFault) -> DataFolderLock {
    do throws(DataFolderFault) {
      try folder.make()
      return try folder.lock()
    } catch {
      if case .inUse = error { throw .failed("\(error); end it first.") }
      throw .failed("\(error); name another with --data.")
    }
  }

  private func checked(_ copy: NewFile) throws(CommandFault) -> StoreReport {
    do throws(NewFileFault) {
      try copy.fill(from: source)
    } catch {
      copy.abandon()
      throw .failed("“\(source)” can't be copied to “\(folder.path)” (\(error)).")
    }
    let report: StoreReport
    do {
      report = try StoreReport(of: copy.beside)
    } catch {
      copy.abandon()
      throw .failed("“\(source)” can't be restored: \(error).")
    }
    guard report.faults.isEmpty else {
      copy.abandon()
      throw .failed("“\(source)” is not sound: \(report.faults[0]); use another backup.")
    }
    return report
  }

  /// The name under which the old store is kept; nil when there was none.
  ///
  /// Its log is folded into it first where that can be done, so that it is one file; a damaged one is kept
  /// as it is, its log with it.
  private func putAside(_ copy: NewFile) throws(CommandFault) -> String? {
    guard folder.hasStore else { return nil }
    try? Store.fold(path: folder.storePath)
    do throws(NewFileFault) {
      return try folder.keepStoreAside(as: "before-restore", at: now)
    } catch {
      copy.abandon()
      throw .failed(
        "the store that is there can't be kept aside (\(error)), so nothing was changed.")
    }
  }
}

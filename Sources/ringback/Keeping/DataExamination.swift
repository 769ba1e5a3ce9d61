import Live
import Store

/// The data folder and what is in it, as `ringback doctor` finds them.
struct DataExamination {
  let folder: DataFolder

  /// Below so much, a night's calls may fill it.
  static let roomBytesLow: Int64 = 1 << 30
  /// Below so much, the next write may fail.
  static let roomBytesMin: Int64 = 64 << 20
  static let roomFilesMin: Int64 = 100

  func findings() -> [Finding] {
    guard PlainFile.isThere(folder.path) else {
      return [.doubtful("data folder", "There is no “\(folder.path)” yet; serve makes it.")]
    }
    return [permissions()] + [room(), service()].compactMap { $0 } + store()
  }

  private func permissions() -> Finding {
    let part = "data folder"
    guard let (mode, isOwn) = MachineState.permissions(of: folder.path) else {
      return .wrong(part, "“\(folder.path)” can't be looked at; run this as the service's user.")
    }
    if !isOwn {
      return .wrong(
        part, "“\(folder.path)” belongs to another user; run this as the service's, or chown it.")
    }
    if mode & 0o077 != 0 {
      return .doubtful(
        part, "Others may enter “\(folder.path)” (mode \(String(mode, radix: 8))); chmod 700 it.")
    }
    let open = ["", "-wal", "-shm"].map { folder.storePath + $0 }.filter { path in
      MachineState.permissions(of: path).map { $0.mode & 0o077 != 0 || !$0.isOwn } ?? false
    }
    if let first = open.first {
      return .wrong(part, "“\(first)” is not for its owner alone; chown and chmod 600 it.")
    }
    return .well(part, "“\(folder.path)” is for its owner alone.")
  }

  private func room() -> Finding? {
    guard let (bytes, files) = MachineState.room(in: folder.path) else { return nil }
    let words = "\(StoreWords.size(bytes)) are free"
    if bytes < DataExamination.roomBytesMin || files < DataExamination.roomFilesMin {
      return .wrong("disk", "Only \(words) (\(files) files): make room before writing fails.")
    }
    if bytes < DataExamination.roomBytesLow {
      return .doubtful("disk", "Only \(words); make room.")
    }
    return .well("disk", "\(words).")
  }

  /// Whether a service has the folder, and how it says that it is: the first thing one wants to know.
  private func service() -> Finding? {
    guard PlainFile.isThere(folder.path + "/lock") else { return nil }
    guard folder.isInUse else {
      return .doubtful("service", "None runs on this folder now.")
    }
    guard let address = folder.serviceAddress.flatMap({ WebAddress($0) }) else {
      return .doubtful("service", "One has this folder and does not answer yet; try again soon.")
    }
    do throws(HTTPCallFault) {
      let client = HTTPClient(timeMax: DataExamination.answerWithin)
      let answer = try client.send(HTTPCall("GET", address.appending("/healthz")))
      if answer.status == 200 {
        return .well("service", "One runs on this folder, and is well by itself (\(address.text)).")
      }
      return .wrong(
        "service", "The one at \(address.text) is not well: \(ProblemAnswer.sentence(of: answer))")
    } catch {
      return .wrong(
        "service",
        "One has this folder and gives no answer at \(address.text), because \(error); look at its "
          + "log, and start it anew.")
    }
  }

  /// A service that is well has answered long before.
  private static let answerWithin = Duration.seconds(5)

  private func store() -> [Finding] {
    guard folder.hasStore else { return [.doubtful("store", "There is none yet; serve makes it.")] }
    do {
      let report = try StoreReport(of: folder.storePath)
      if !report.faults.isEmpty {
        return report.faults.map { .wrong("store", "\($0); restore a backup.") }
      }
      let words = StoreWords.contents(of: report)
      return report.schema < Store.schemaVersion
        ? [.doubtful("store", "\(words); sound; the next start brings its tables up to date.")]
        : [.well("store", "\(words); sound.")]
    } catch {
      return [.wrong("store", "\(error).")]
    }
  }
}

import Glibc
import Live
import TestSupport

/// A disk whose faults a test turns on and off while the service runs (Tests/Faults/faulty_disk.c says how).
struct FaultyDisk {
  private let ringback: Ringback
  /// What the service is to be started with.
  let environment: [String]

  init(below ringback: Ringback) throws {
    self.ringback = ringback
    let folder = ringback.folder.path
    let source =
      #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
      + "/Faults/faulty_disk.c"
    // By the test's own PATH: the compiler stands beside Swift's.
    let build = ChildProcess(
      "/bin/sh",
      [
        "-c", "exec \"$(command -v clang || command -v cc)\" -shared -fPIC -O1 -o \"$0\" \"$1\"",
        folder + "/faulty_disk.so", source,
      ], timeMax: .seconds(60))
    let run = build.run()
    guard case .exited(0) = run.end else { throw NotBuilt(words: "\(run)") }
    environment = [
      "LD_PRELOAD=\(folder)/faulty_disk.so", "FAULTS=\(folder)/faults",
      "FAULTS_FOLDER=\(folder)/ringback-data", "FAULTS_JOURNAL=\(folder)/journal",
    ]
  }

  struct NotBuilt: Error { let words: String }

  /// From now on; an empty text: no fault. The file is replaced whole, so that it is never read in the midst.
  func set(_ words: String) throws {
    let new = try ringback.folder.write("faults.new", words)
    guard rename(new, ringback.folder.path + "/faults") == 0 else { throw NotBuilt(words: words) }
  }

  /// What was done to the store's files, in order: `open ringback.sqlite 0`.
  var journal: [Substring] { (ringback.folder.read("journal") ?? "").split(separator: "\n") }
}

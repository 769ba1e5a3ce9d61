import Glibc
import Testing

@testable import Rota

/// `RECORD=1 swift test` writes the `.expected` files anew, and fails, so that what was recorded is looked
/// at before it counts.
private let records = getenv("RECORD") != nil

/// A server's file, and the words that must come of it.
struct ServerGolden: CustomStringConvertible, Sendable {
  let description: String
  let file: RotaFile

  static let folder = TestFolder.here() + "/GoldenServer"
  var expectedPath: String { "\(ServerGolden.folder)/\(description).expected" }

  static let all: [ServerGolden] = TestFolder.names(in: folder).compactMap { name in
    guard name.hasSuffix(".conf"), let bytes = TestFolder.bytes(folder + "/" + name) else {
      return nil
    }
    return ServerGolden(
      description: String(name.dropLast(5)), file: RotaFile(name: "ringback.conf", bytes: bytes))
  }

  /// No problem gives a line that says so.
  var rendering: String {
    let problems = ServerConfiguration.read(file).problems
    guard !problems.isEmpty else { return "no problem\n" }
    return ProblemRendering(files: [file], color: false).text(of: problems)
  }
}

@Suite struct ServerFileGoldenTests {
  @Test(arguments: ServerGolden.all)
  func `each server's file gets the words that stand beside it`(_ golden: ServerGolden) {
    let rendering = golden.rendering
    if records {
      TestFolder.write(rendering, to: golden.expectedPath)
      Issue.record("recorded \(golden): look at it, and run again without RECORD")
      return
    }
    let expected = TestFolder.bytes(golden.expectedPath).map { String(decoding: $0, as: UTF8.self) }
    #expect(rendering == expected)
  }

  @Test func `there is a golden file for each sort of stanza and fault`() {
    #expect(ServerGolden.all.count >= 9)
  }

  @Test(arguments: ServerGolden.all)
  func `a faulty file gives no settings, a sound one gives them`(_ golden: ServerGolden) {
    let result = ServerConfiguration.read(golden.file)
    #expect((result.configuration == nil) == !result.problems.isEmpty)
  }
}

import Glibc
import Live
import Service
import TestSupport
import Testing

@testable import ringback

/// The key of the links in notices (spec: board.md, "Notice links").
struct NoticeLinkKeyTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var key: NoticeLinkKey { NoticeLinkKey(data: DataFolder(folder.path)) }
  private var path: String { folder.path + "/notice-links.key" }

  @Test func `it is made once, for its owner's eyes alone, and stays`() throws {
    let first = try key.read()
    #expect(first.count == Edges.linkKeyBytes)
    #expect(try key.read() == first)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test(arguments: ["", "c2hvcnQ\n", "no key at all"])
  func `what is no key is replaced by one`(text: String) throws {
    try folder.write("notice-links.key", text, mode: 0o600)
    let made = try key.read()
    #expect(made.count == Edges.linkKeyBytes)
    #expect(try key.read() == made)
  }

  @Test func `one that others can read is refused`() throws {
    _ = try key.read()
    chmod(path, 0o644)
    #expect(throws: CommandFault.self) { try key.read() }
  }
}

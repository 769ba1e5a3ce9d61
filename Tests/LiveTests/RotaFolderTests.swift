import Glibc
import Live
import Rota
import TestSupport
import Testing

struct RotaFolderTests {
  @Test func `the rota files are read by name and nothing else is`() throws {
    let folder = try TemporaryFolder()
    for name in ["b.rota", "a.rota", "B.rota", "é.rota"] { try folder.write(name, name) }
    for name in [".hidden.rota", ".rota", "notes.txt", "a.rota~", "x.ROTA", "sub/c.rota"] {
      try folder.write(name, "not read")
    }
    mkdir(folder.path + "/folder.rota", 0o755)
    mkfifo(folder.path + "/pipe.rota", 0o644)
    let files = try RotaFolder(folder.path).read()
    #expect(files.map(\.name) == ["B.rota", "a.rota", "b.rota", "é.rota"])
    #expect(files.allSatisfy { $0.bytes == Array($0.name.utf8) })
    #expect(try RotaFolder(folder.path + "/").read() == files)
  }

  @Test func `an empty folder holds no files`() throws {
    let folder = try TemporaryFolder()
    #expect(try RotaFolder(folder.path).read() == [])
  }

  @Test func `a folder that can't be read says why`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("plain", "")
    #expect(throws: RotaFolderFault.missing(path: folder.path + "/none")) {
      try RotaFolder(folder.path + "/none").read()
    }
    #expect(throws: RotaFolderFault.notAFolder(path: file)) { try RotaFolder(file).read() }
    symlink("/nowhere", folder.path + "/lost.rota")
    let lost = folder.path + "/lost.rota"
    #expect(throws: RotaFolderFault.unreadable(path: lost, why: "No such file or directory")) {
      try RotaFolder(folder.path).read()
    }
  }

  @Test func `of a file past the limit one byte more than the limit is read`() throws {
    let folder = try TemporaryFolder()
    let limit = RotaLimits.fileBytesMax
    for (name, size) in [("a.rota", limit), ("b.rota", limit + 1), ("c.rota", limit * 2)] {
      try folder.write(name, bytes: [UInt8](repeating: 0x20, count: size))
    }
    let sizes = try RotaFolder(folder.path).read().map(\.bytes.count)
    #expect(sizes == [limit, limit + 1, limit + 1])
  }

  @Test func `of too many files one more than the limit is read`() throws {
    let folder = try TemporaryFolder()
    for number in 0..<RotaLimits.filesMax { try folder.write("\(number).rota", "") }
    #expect(try RotaFolder(folder.path).read().count == RotaLimits.filesMax)
    try folder.write("x.rota", "")
    #expect(try RotaFolder(folder.path).read().count == RotaLimits.filesMax + 1)
    try folder.write("y.rota", "")
    #expect(try RotaFolder(folder.path).read().count == RotaLimits.filesMax + 1)
  }
}

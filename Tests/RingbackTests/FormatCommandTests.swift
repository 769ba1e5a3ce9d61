import Glibc
import TestSupport
import Testing

/// Spec: cli.md, `format`.
@Suite(.serialized) struct FormatCommandTests {
  private let ringback: Ringback
  private let untidy = "DESK\r\n  name \"Desk\"\r\n\r\n\r\n\ttime zone UTC\n#x\n\n\n a b\u{7}\n"
  private let tidy = "desk\n    name  \"Desk\"\n\n    time zone  UTC\n#x\n\n a b\u{7}\n"

  init() throws {
    ringback = try Ringback()
    try ringback.folder.write("Rotas/a.rota", untidy, mode: 0o640)
    try ringback.folder.write("Rotas/b.rota", "# tidy\n")
  }

  private func status(_ name: String) throws -> stat {
    var status = stat()
    try #require(lstat(ringback.folder.path + "/" + name, &status) == 0)
    return status
  }

  @Test func `what is untidy is rewritten, once, and keeps its mode`() async throws {
    let tidyBefore = try status("Rotas/b.rota")
    let run = await ringback.run(["format"])
    #expect(run.status == 0)
    #expect(run.output == "a.rota\n1 of 2 files rewritten.\n")
    #expect(
      run.errors.hasPrefix("Note: 1 line is not understood and stays as it is; `ringback check"))
    #expect(ringback.folder.read("Rotas/a.rota") == tidy)
    #expect(try status("Rotas/a.rota").st_mode & 0o777 == 0o640)
    #expect(try status("Rotas/b.rota").st_ino == tidyBefore.st_ino)
    let first = try status("Rotas/a.rota")
    #expect(await ringback.run(["format", "Rotas"]).output == "All 2 files are tidy.\n")
    #expect(try status("Rotas/a.rota").st_ino == first.st_ino)
    #expect(await ringback.runShell("ls -A Rotas").output == "a.rota\nb.rota\n")
  }

  @Test func `a diff shows what would change, writes nothing, and is what patch takes`()
    async throws
  {
    let run = await ringback.run(["format", "--diff", "--rotas", "Rotas"])
    #expect(run.status == 1)
    #expect(
      run.output
        == """
        --- a.rota
        +++ a.rota
        @@ -1,9 +1,7 @@
        -DESK\r
        -  name "Desk"\r
        -\r
        -\r
        -\ttime zone UTC
        +desk
        +    name  "Desk"
        +
        +    time zone  UTC
         #x
         
        -
          a b\u{7}

        """)
    #expect(ringback.folder.read("Rotas/a.rota") == untidy)
    try ringback.folder.write("change.diff", run.output)
    #expect(await ringback.runShell("cd Rotas && patch --binary -s <../change.diff").status == 0)
    #expect(ringback.folder.read("Rotas/a.rota") == tidy)
    let again = await ringback.run(["format", "--diff"])
    #expect(again.status == 0)
    #expect(again.output == "")
  }

  @Test func `a last line without its end is told as diff tells it`() async throws {
    try ringback.folder.write("Rotas/a.rota", "# 1\n# 2\n# 3\n# 4\n# 5\n#  end \n\n# 6 ")
    let run = await ringback.run(["format", "--diff"])
    #expect(run.output.contains("@@ -3,6 +3,6 @@\n # 3\n # 4\n # 5\n-#  end \n+#  end\n"))
    #expect(run.output.hasSuffix("-# 6 \n\\ No newline at end of file\n+# 6\n"))
  }

  @Test func `a link's own file is rewritten, and the link stays`() async throws {
    try ringback.folder.write("elsewhere/real.rota", "#  x \n")
    #expect(await ringback.runShell("ln -s ../elsewhere/real.rota Rotas/c.rota").status == 0)
    #expect(await ringback.run(["format"]).status == 0)
    #expect(try status("Rotas/c.rota").st_mode & S_IFMT == S_IFLNK)
    #expect(ringback.folder.read("elsewhere/real.rota") == "#  x\n")
  }

  @Test func `what can't be written is said, and the old file stays`() async throws {
    // Root may write anything but what is on a folder that holds a folder of the new file's name.
    let run = await ringback.runShell("mkdir Rotas/.a.rota.$$.new; exec \(Ringback.path) format")
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("ringback: “Rotas/a.rota” can't be written ("))
    #expect(ringback.folder.read("Rotas/a.rota") == untidy)
  }

  @Test func `the folder is named once`() async {
    #expect(await ringback.run(["format", "x", "--rotas", "y"]).status == 2)
    #expect(await ringback.run(["format", "nowhere"]).status == 1)
    let wrong = await ringback.run(["fromat"])
    #expect(wrong.errors.contains("did you mean “format”?"))
  }
}

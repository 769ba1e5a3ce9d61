import Documents
import Live
import Rota

extension Command {
  static let doctor = Command(
    name: "doctor", group: .service,
    summary: "look at files, store, clock, disk and programs, and say what is wrong",
    options: [.rotas, .data, .config, .json],
    notes: [
      "Run it as the user that the service runs as, with the same options: before the first start, after "
        + "a change, and when something is odd. It changes nothing, works beside the service, and asks it "
        + "how it is.",
      "Status 1 when something is wrong; what is only doubtful leaves it at 0.",
    ],
    examples: [
      Example(
        line: "sudo -u ringback ringback doctor --config /etc/ringback/ringback.conf",
        meaning: "On a machine where the Debian package is.")
    ],
    run: { invocation throws(CommandFault) in
      let findings = try Examination(invocation).findings()
      let isWrong = findings.contains { $0.state == .wrong }
      if invocation.has(.json) {
        try Output.write([
          "well": .bool(!isWrong), "findings": .array(findings.map(\.document)),
        ])
      } else {
        try Output.write(text(of: findings))
      }
      return isWrong ? .found : .done
    })

  private static func text(of findings: [Finding]) -> String {
    let style = Style.ofOutput()
    let width = findings.map(\.part.count).max() ?? 0
    return findings.map { finding in
      let state =
        switch finding.state {
        case .well: style.good("well    ")
        case .doubtful: style.doubtful("doubtful")
        case .wrong: style.bad("wrong   ")
        }
      let part = finding.part + String(repeating: " ", count: width - finding.part.count)
      return "\(state)  \(part)  \(finding.words.printable)\n"
    }.joined()
  }
}

/// Everything that is looked at, in the order in which it would be mended.
private struct Examination {
  private let settings: ServerConfiguration
  private let configuration: Finding
  private let folder: DataFolder
  private let rotas: String

  init(_ invocation: Invocation) throws(CommandFault) {
    (settings, configuration) = Examination.configuration(invocation[.config])
    folder = DataFolder.named(by: invocation, settings)
    rotas = invocation[.rotas] ?? settings.rotas ?? RotaSet.usualFolder
  }

  func findings() throws(CommandFault) -> [Finding] {
    [configuration, rotaFiles()] + channels() + [program("curl", WebhookPost.findCurl())]
      + [mailer()] + DataExamination(folder: folder).findings()
      + ClockExamination(storePath: folder.hasStore ? folder.storePath : nil).findings()
  }

  /// A file that can't be used is a finding like any other: the rest is looked at without it.
  private static func configuration(_ path: String?) -> (ServerConfiguration, Finding) {
    let part = "configuration"
    guard let path else {
      return (
        ServerConfiguration(), .well(part, "No --config is given; what is usual holds.")
      )
    }
    do throws(CommandFault) {
      let read = try ServerFile.read(path)
      if let settings = read.settings { return (settings, .well(part, "“\(path)” is sound.")) }
      let first = read.problems.first { $0.severity == .error }
      let place = first?.place.map { "\($0.line):\($0.column): " } ?? ""
      return (
        ServerConfiguration(), .wrong(part, "“\(path)”:\(place) \(first?.message ?? "has errors")")
      )
    } catch {
      return (ServerConfiguration(), .wrong(part, error.sentence))
    }
  }

  private func rotaFiles() -> Finding {
    let part = "rota files"
    do throws(CommandFault) {
      let set = try RotaSet.read(rotas)
      let errors = set.problems.filter { $0.severity == .error }
      if let first = errors.first {
        let place = first.place.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        return .wrong(
          part,
          "\(Words.count(errors.count, "error")), the first: \(place)\(first.message); "
            + "run ringback check \(rotas).")
      }
      let files = Words.count(set.files.count, "file")
      return set.problems.isEmpty
        ? .well(part, "“\(rotas)” is sound, \(files).")
        : .doubtful(
          part,
          "“\(rotas)” has \(Words.count(set.problems.count, "warning")); "
            + "run ringback check \(rotas).")
    } catch {
      return .wrong(part, error.sentence)
    }
  }

  /// Names in the rota files that are no channels, and channels whose program is missing.
  private func channels() -> [Finding] {
    let part = "channels"
    var findings = ChannelPrograms.missing(for: settings).map { Finding.wrong(part, $0) }
    if let files = try? RotaFolder(rotas).read() {
      findings += settings.channelProblems(in: files).map { problem in
        let place = problem.place.map { "\($0.file):\($0.line): " } ?? ""
        return .wrong(part, "\(place)\(problem.message) \(problem.advice)")
      }
    }
    let count = Words.count(settings.channels.count, "channel")
    return findings.isEmpty
      ? [.well(part, "\(count) and the log; what they need is here.")] : findings
  }

  /// Whoever has no channel that needs it may come to have one.
  private func program(_ name: String, _ path: String?) -> Finding {
    path.map { .well(name, "\($0).") }
      ?? .doubtful(name, "There is no \(name) here; webhooks need it: install it.")
  }

  private func mailer() -> Finding {
    Sendmail.find().map { .well("mailer", "\($0).") }
      ?? .doubtful("mailer", "There is no sendmail here; email needs a mailer: install one.")
  }
}

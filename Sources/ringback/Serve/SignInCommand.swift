import Callbacks
import CivilTime
import HTTPServer
import Live
import Rota
import Service
import Store

extension Command {
  static let signIn = Command(
    name: "sign-in", group: .access,
    summary: "print a link that signs a person in to the pages once",
    arguments: [
      CommandArgument(name: "PERSON", summary: "Who, by the rota files' name.")
    ],
    options: [.signInRole, .data, .config],
    notes: [
      "The link works once, within a day; the session that it opens lasts 12 hours. It begins with the "
        + "public address of the server's own file, else with the address at which the service listens.",
      "It works beside a running service.",
    ],
    examples: [
      Example(line: "ringback sign-in aroha", meaning: "For Aroha, as an engineer."),
      Example(line: "ringback sign-in kiri --role manager", meaning: "With the reports."),
    ],
    run: { invocation throws(CommandFault) in try SignInCommand(invocation).run() })
}

extension CommandOption {
  fileprivate static let signInRole = CommandOption(
    name: "--role", value: "ROLE", summary: "engineer or manager (default: engineer).")
}

private struct SignInCommand {
  private let invocation: Invocation
  private let settings: ServerConfiguration

  init(_ invocation: Invocation) throws(CommandFault) {
    self.invocation = invocation
    settings = try ServerFile.settings(invocation)
  }

  func run() throws(CommandFault) -> ExitStatus {
    let word = invocation[.signInRole] ?? Role.engineer.rawValue
    guard let role = Role(rawValue: word), PageSession.roles.contains(role) else {
      throw .usage("--role is engineer or manager; the pages are for those two.")
    }
    let text = invocation.argument(0) ?? ""
    let folder = DataFolder.named(by: invocation, settings)
    do {
      try folder.make()
      let store = try Store(path: folder.storePath)
      let person = try known(text, in: store)
      // A rehearsal's clock may be ahead of the real one.
      let now = max(RealTime.now(), try store.heartbeat() ?? Moment(seconds: 0))
      let new = SignInLink.new(role: role, person: person, random: SecureRandom.bytes, now: now)
      try store.transaction { try store.add(new.link, now: now) }
      try Output.write("\(address)/sign-in/\(new.secret)\n")
    } catch let fault as CommandFault {
      throw fault
    } catch let fault as DataFolderFault {
      throw .failed("\(fault); name another with --data.")
    } catch {
      throw .failed("the store in “\(folder.path)” can't be used: \(error).")
    }
    return .done
  }

  /// By the set of files that the store has from the service; before there is one, any name is taken.
  private func known(_ text: String, in store: Store) throws -> Name {
    let database = TimeZoneDatabase()
    guard let latest = try store.latestConfiguration(),
      let configuration = Configuration.read(
        latest.files,
        zones: ZoneSource(rules: { name throws(TimeZoneFault) in try database.zone(name) })
      ).configuration
    else { return Name(text) }
    if let person = configuration.people.first(where: { $0.name == Name(text) }) {
      return person.name
    }
    let nearest = NearestWord.of(text, among: configuration.people.map(\.name.text))
    throw CommandFault.failed(
      "the rota files know no person “\(text)”"
        + (nearest.map { "; did you mean “\($0)”?" } ?? "; ringback who names those they know."))
  }

  private var address: String {
    if let publicAddress = settings.publicAddress { return publicAddress }
    let listen = settings.listen.map { HTTPAddress(ip: $0.ip, port: $0.port) }
    return "http://\(listen ?? ServeCommand.usualAddress)"
  }
}

import Callbacks
import CivilTime
import Documents
import Live
import Rota
import Service
import Store

extension Command {
  static let token = Command(
    name: "token", group: .access, summary: "add, list or remove the tokens that let programs in",
    arguments: [
      CommandArgument(name: "add|list|remove", summary: "What to do."),
      CommandArgument(name: "NAME", summary: "What the token is called.", isRequired: false),
    ],
    options: [.role, .person, .data, .config, .json],
    notes: [
      "The roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")). An engineer's token wants "
        + "--person.",
      "add prints the token, alone, once: it is kept only as a hash. All of it works beside a running "
        + "service.",
    ],
    examples: [
      Example(
        line: "ringback token add aroha-phone --role engineer --person aroha",
        meaning: "A token with which Aroha acts as herself."),
      Example(line: "ringback token remove aroha-phone", meaning: "It lets nobody in any more."),
    ],
    run: { invocation throws(CommandFault) in try TokenCommand(invocation).run() })
}

extension CommandOption {
  fileprivate static let role = CommandOption(
    name: "--role", value: "ROLE", summary: "What its holder may do.")
  fileprivate static let person = CommandOption(
    name: "--person", value: "PERSON", summary: "As whom its holder acts, by the rota files' name.")
}

private struct TokenCommand {
  private let invocation: Invocation

  init(_ invocation: Invocation) { self.invocation = invocation }

  private static let nameScalarsMax = 100

  func run() throws(CommandFault) -> ExitStatus {
    switch invocation.argument(0) {
    case "add": try add()
    case "list": try list()
    case "remove": try remove()
    case let word?: throw .usage("token does not know “\(word)”; say add, list or remove.")
    case nil: throw .usage("say token add, token list or token remove.")
    }
    return .done
  }

  private func add() throws(CommandFault) {
    let name = try name()
    guard let word = invocation[.role] else {
      throw .usage("token add wants --role, one of \(TokenCommand.roles).")
    }
    guard let role = Role(rawValue: word) else {
      let nearest = NearestWord.of(word, among: Role.allCases.map(\.rawValue))
      throw .usage(
        "there is no role “\(word)”"
          + (nearest.map { "; did you mean “\($0)”?" } ?? "; say one of \(TokenCommand.roles)."))
    }
    let person = invocation[.person].map { Name($0) }
    guard role != .engineer || person != nil else {
      throw .usage("an engineer's token wants --person: as whom does its holder act?")
    }
    let new = NewToken(
      name: name, role: role, person: person, random: SecureRandom.bytes, now: RealTime.now())
    let isAdded = try store { store in try store.transaction { try store.add(new.token) } }
    guard isAdded else {
      throw .failed("there is a token “\(name)” already; remove it first, or choose another name.")
    }
    try Output.write(new.text + "\n")
  }

  private func list() throws(CommandFault) {
    let tokens = try store { try $0.tokens() }
    if invocation.has(.json) {
      return try Output.write([
        "tokens": .array(
          tokens.map { token in
            [
              "name": .string(token.name), "role": .string(token.role.rawValue),
              "person": JSON(token.person?.text),
            ]
          })
      ])
    }
    var table = TextTable(["Name", "Role", "Person"])
    for token in tokens {
      table.add([token.name.printable, token.role.rawValue, (token.person?.text ?? "").printable])
    }
    try Output.write(tokens.isEmpty ? "There are no tokens.\n" : table.text())
  }

  private func remove() throws(CommandFault) {
    let name = try name()
    let isRemoved = try store { store in
      try store.transaction { try store.removeToken(named: name) }
    }
    guard isRemoved else {
      throw .failed("there is no token “\(name)”; ringback token list shows those that are.")
    }
  }

  private func name() throws(CommandFault) -> String {
    guard let name = invocation.argument(1), !name.isEmpty else {
      throw .usage("say the token's name: ringback token \(invocation.argument(0) ?? "add") NAME.")
    }
    guard name.unicodeScalars.count <= TokenCommand.nameScalarsMax else {
      throw .usage("a token's name has at most \(TokenCommand.nameScalarsMax) characters.")
    }
    return name
  }

  private func store<Result>(_ work: (Store) throws -> Result) throws(CommandFault) -> Result {
    let folder = DataFolder.named(by: invocation, try ServerFile.settings(invocation))
    do {
      try folder.make()
      return try work(try Store(path: folder.storePath))
    } catch let fault as DataFolderFault {
      throw .failed("\(fault); name another with --data.")
    } catch {
      throw .failed("the store in “\(folder.path)” can't be used: \(error).")
    }
  }

  private static let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
}

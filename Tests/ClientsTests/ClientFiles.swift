import Clients
import Glibc
import PhoneNumbers
import Rota

/// The lists that lie beside these tests, and the words that must come of each.
struct ClientCase: CustomStringConvertible, Sendable {
  let name: String
  let file: RotaFile

  var description: String { name }
  var expectedPath: String { "\(ClientCase.folder)/\(name).expected" }

  /// What the check prints; a list without problems is written down as it was read.
  var rendering: String {
    let result = ClientList.read(file)
    let problems = ProblemRendering(files: [file], color: false).text(of: result.problems)
    return problems + (result.list.map(\.listing) ?? "")
  }

  static let folder =
    #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Golden"

  static let all: [ClientCase] = names().filter { $0.hasSuffix(".csv") }.compactMap { name in
    bytes("\(folder)/\(name)").map {
      ClientCase(name: String(name.dropLast(4)), file: RotaFile(name: "clients.csv", bytes: $0))
    }
  }

  static func named(_ name: String) -> ClientCase? { all.first { $0.name == name } }

  static func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    }
    return bytes
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "wb") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }

  private static func names() -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.sorted()
  }
}

extension ClientList {
  /// A client a line, what it lacks left out.
  fileprivate var listing: String {
    clients.map { client in
      let partner = client.partner.map {
        "through \($0.name) \($0.phone?.e164 ?? "-") \($0.email ?? "-")"
      }
      let rates = [
        client.rates.afterHoursCents, client.rates.serviceDeskCents, client.rates.engineeringCents,
      ].map { $0.map(String.init) ?? "-" }
      let parts: [String?] = [
        "“\(client.organisation)”", client.emailDomains.joined(separator: " "),
        client.phones.map(\.e164).joined(separator: " "), partner,
        rates.contains { $0 != "-" } ? "cents " + rates.joined(separator: " ") : nil,
        client.contacts.isEmpty ? nil : "shown to " + client.contacts.joined(separator: " "),
      ]
      return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "; ") + "\n"
    }.joined()
  }
}

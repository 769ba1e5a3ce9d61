import Clients
import PhoneNumbers
import Rota
import Testing

/// Spec: clients-and-status.md, how a caller is recognised.
@Suite struct ClientMatchTests {
  let list: ClientList

  init() throws {
    let text = """
      organisation,email_domains,phones,contact
      Kauri Ltd,kauri.example.nz shared.example.nz,09 555 0200,Mere@kauri.example.nz
      Rimu Ltd,shared.example.nz,09 555 0201; 09 555 0299,mere@kauri.example.nz
      Whare Wānanga,,09 555 0299,
      """
    list = try #require(
      ClientList.read(RotaFile(name: "clients.csv", bytes: Array(text.utf8))).list)
  }

  private func match(
    _ number: String?, email: String? = nil, organisation: String? = nil
  ) -> String {
    let match = list.match(
      number: number.map { WrittenNumber($0) }, email: email, organisation: organisation)
    return switch match {
    case .nobodys: "nobody's"
    case .one(let client, let mark): "\(client.organisation) by \(mark.rawValue)"
    case .doubtful(let clients, let mark):
      clients.map(\.organisation).joined(separator: " or ") + " by \(mark.rawValue)"
    }
  }

  @Test func `by the number, else the domain, else the organisation`() {
    #expect(
      match("+64 9 555 0200", email: "x@rimu.example.nz", organisation: "Rimu Ltd")
        == "Kauri Ltd by number")
    #expect(
      match("09 555 0000", email: "Ana@KAURI.example.nz", organisation: "Rimu Ltd")
        == "Kauri Ltd by email_domain")
    #expect(
      match(nil, email: "a@elsewhere.nz", organisation: "rimultd") == "Rimu Ltd by organisation")
    #expect(match("anonymous", organisation: "WHARE  WĀNANGA") == "Whare Wānanga by organisation")
    #expect(match("101", email: "no address", organisation: "Rata") == "nobody's")
  }

  @Test func `two rows that fit stay doubtful, whatever else is known`() {
    #expect(
      match("09 555 0299", email: "a@kauri.example.nz") == "Rimu Ltd or Whare Wānanga by number")
    #expect(
      match(nil, email: "a@shared.example.nz", organisation: "Rimu Ltd")
        == "Kauri Ltd or Rimu Ltd by email_domain")
  }

  @Test func `a domain below a client's is not the client's`() {
    #expect(match(nil, email: "a@mail.kauri.example.nz") == "nobody's")
  }

  @Test func `a contact sees each organisation that names it`() {
    #expect(
      list.clients(withContact: "MERE@kauri.example.nz").map(\.organisation)
        == ["Kauri Ltd", "Rimu Ltd"])
    #expect(list.clients(withContact: "ana@kauri.example.nz") == [])
  }
}

// The reader of clients.csv under libFuzzer. Not part of the package: see run.sh beside it.

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzClients(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let file = RotaFile(
    name: ClientList.fileName, bytes: Array(UnsafeBufferPointer(start: data, count: count)))
  let result = ClientList.read(file)
  let errors = result.problems.filter { $0.severity == .error }
  precondition((result.list == nil) == !errors.isEmpty, "sound and faulty at once")
  let lines = file.lines()
  for place in result.problems.flatMap({ [$0.place, $0.related].compactMap { $0 } }) {
    let columns = max(1, lines.dropFirst(place.line - 1).first?.scalars.count ?? 0)
    precondition(
      place.column >= 1 && place.length >= 1 && place.column + place.length - 1 <= columns,
      "a place off its line")
  }
  _ = ProblemRendering(files: [file], color: true).text(of: result.problems)
  for client in result.list?.clients ?? [] {
    let match = result.list?.match(number: nil, organisation: client.organisation)
    precondition(match == .one(client, by: .organisation), "a client is not recognised")
    for domain in client.emailDomains {
      precondition(result.list?.match(number: nil, email: "a@" + domain) != .nobodys, "a domain")
    }
  }
  return 0
}

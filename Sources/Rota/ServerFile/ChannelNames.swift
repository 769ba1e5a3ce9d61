extension ServerConfiguration {
  /// The channels that the rota files name in their `notify` lines and this server doesn't know: a warning
  /// at each such word, for such a channel counts as one that has failed (spec: rotas.md, "People").
  ///
  /// What else is wrong in the files is not told here.
  public func channelProblems(in files: [RotaFile]) -> [Problem] {
    let told = FaultList()
    let ignored = FaultList()
    let known = channels.map(\.name.text) + [ServerConfiguration.logChannel.text]
    for file in files where file.bytes.count <= RotaLimits.fileBytesMax {
      let stanzas = StanzaGatherer.stanzas(
        of: file.statements(faults: ignored), grammar: .rota, faults: ignored)
      for line in stanzas.flatMap({ $0.lines("notify") }) {
        let words = line.statement.words.dropFirst(line.keywordCount)
        for word in words where word.kind == .bare && NameForm.fault(in: word.text) == nil {
          guard !knows(Name(word.text)) else { continue }
          let nearest = Spelling.nearest(to: word.text, among: known)
          told.add(
            ServerFault.unknownChannel(word.text, nearest: nearest),
            at: line.statement.place(of: word))
        }
      }
    }
    return told.sorted()
  }
}

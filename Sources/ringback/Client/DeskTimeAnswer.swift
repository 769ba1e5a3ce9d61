import Documents

/// A moment by the desk's clock, out of what the interface tells of the service hours then (spec:
/// http-api.md, "Hours, holidays, rotas").
struct DeskTimeAnswer: SentDocument {
  let at: String

  init(_ sent: SentObject) throws(SentMismatch) { at = try sent["at"] }
}
